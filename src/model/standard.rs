//! The standard rulesets, shipped inside the program: `gunakan "baku/…"`.

/// A standard ruleset.
#[derive(Debug, Clone, Copy)]
pub struct Standard {
    /// Its name after `baku/`, without the ending.
    pub name: &'static str,
    /// Its text.
    pub text: &'static str,
}

impl Standard {
    /// Whether it is a ruleset of its own, with an `aturan` header: a whole measure, which is used `sebagai`.
    pub fn is_whole(&self) -> bool {
        self.text.lines().any(|line| line.starts_with("aturan "))
    }
}

/// All of them, in the order in which `takar baku` lists them.
pub const ALL: &[Standard] = &[
    Standard { name: "satuan", text: include_str!("../../rulesets/baku/satuan.takar") },
    Standard { name: "polaritas", text: include_str!("../../rulesets/baku/polaritas.takar") },
    Standard { name: "skala", text: include_str!("../../rulesets/baku/skala.takar") },
    Standard { name: "nka", text: include_str!("../../rulesets/baku/nka.takar") },
    Standard { name: "ikpa", text: include_str!("../../rulesets/baku/ikpa.takar") },
    Standard { name: "akip", text: include_str!("../../rulesets/baku/akip.takar") },
];

/// The one that `gunakan "baku/NAME.takar"` means; the ending may be left out.
pub fn find(name: &str) -> Option<&'static Standard> {
    let name = name.strip_prefix("baku/").unwrap_or(name);
    let name = name.strip_suffix(".takar").unwrap_or(name);
    ALL.iter().find(|standard| standard.name == name)
}
