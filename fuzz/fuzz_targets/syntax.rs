//! Any text parses or is refused, as rules and as Markdown with rules; what can be laid out is.
#![no_main]

use libfuzzer_sys::fuzz_target;
use takar::source::Sources;

fuzz_target!(|text: &str| {
    for name in ["fuzz.takar", "fuzz.takar.md"] {
        let mut sources = Sources::default();
        let file = sources.add(name, text);
        let parsed = takar::syntax::parse(&sources, file);
        for diagnostic in &parsed.diagnostics {
            let _ = diagnostic.message.tell(Default::default());
        }
        let _ = takar::tools::format::format(&sources, file);
    }
});
