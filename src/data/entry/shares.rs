//! Shares in cells for percent, which are told of once.

/// Numbers between 0 and 1 in cells for percent that are not shown as percent: how many, and the first of them.
#[derive(Debug, Default)]
pub struct Shares {
    pub count: std::cell::Cell<u64>,
    pub first: std::cell::RefCell<Option<(u64, u16, String)>>,
}

impl Shares {
    /// One more.
    pub fn note(&self, line: u64, place: u16, text: &str) {
        self.count.set(self.count.get() + 1);
        self.first.borrow_mut().get_or_insert_with(|| (line, place, text.to_owned()));
    }
}

/// Whether a number lies between 0 and 1, as a share that somebody forgot to show as percent does.
pub fn is_share(text: &str) -> bool {
    text.starts_with("0.") || text == "1"
}
