//! One option or argument of the table, and short ways to write one.

/// A text in Indonesian and English.
pub(super) type Both = (&'static str, &'static str);

/// An option or positional argument.
pub(super) struct Word {
    /// The name; of an option after `--`.
    pub(super) name: &'static str,
    /// What help calls its value; none for a switch.
    pub(super) value: Option<Both>,
    /// The values that it takes; empty: any.
    pub(super) takes: &'static [&'static str],
    /// Whether it may be given more than once.
    pub(super) many: bool,
    /// The value that it has where it stands without one.
    pub(super) bare: Option<&'static str>,
    /// What it does.
    pub(super) help: Both,
}

pub(super) const fn option(name: &'static str, value: Both, help: Both) -> Word {
    Word { name, value: Some(value), takes: &[], many: false, bare: None, help }
}

pub(super) const fn choice(name: &'static str, takes: &'static [&'static str], help: Both) -> Word {
    Word { name, value: Some(("PILIHAN", "CHOICE")), takes, many: false, bare: None, help }
}

pub(super) const fn switch(name: &'static str, help: Both) -> Word {
    Word { name, value: None, takes: &[], many: false, bare: None, help }
}

pub(super) const FILE: Both = ("BERKAS", "FILE");
