//! Any ruleset builds or is refused; what builds evaluates, and is explained.
#![no_main]

use libfuzzer_sys::fuzz_target;
use takar::evaluate::{Evaluator, Facts, Recording};
use takar::explain::Explainer;
use takar::model::ItemId;

fuzz_target!(|text: &str| {
    let mut files = takar::InMemory::one("fuzz.takar", text);
    let Ok(built) = takar::build(&mut files, "fuzz.takar".as_ref()) else { return };
    let Some(model) = built.model else { return };
    let facts = Facts::new(None, None, model.codes.len());
    let mut recording = Recording::new(&model);
    Evaluator::new(&model).run(&facts, &mut recording);
    let explainer = Explainer::new(&model, &facts, &recording);
    for index in 0..model.items.len() {
        explainer.item(ItemId(index as u32));
    }
});
