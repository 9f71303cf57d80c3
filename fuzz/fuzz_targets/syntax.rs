//! Any text parses or is refused; the tree's places lie inside the text.
#![no_main]

use libfuzzer_sys::fuzz_target;
use takar::source::Sources;

fuzz_target!(|text: &str| {
    let mut sources = Sources::default();
    let file = sources.add("fuzz.takar", text);
    let parsed = takar::syntax::parse(&sources, file);
    for diagnostic in &parsed.diagnostics {
        let _ = diagnostic.message.tell(Default::default());
    }
});
