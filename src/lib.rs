//! takar computes and explains performance ratings as an Indonesian government office measures them.
//!
//! The modules are a pipeline: text becomes a syntax tree, the tree a model, model and facts an outcome, and what was
//! recorded on the way an explanation. A tour:
//!
//! ```
//! use takar::{Evaluator, Explainer, Fact, Facts, Field, InMemory, Number, Origin, Period, Recording, Value, View, build};
//!
//! let rules = r#"
//!     aturan contoh "Contoh" { berlaku sejak 1 Januari 2024 sampai 31 Desember 2024  periode tahunan }
//!     gunakan "baku/polaritas.takar"
//!     indikator S1.1 "Kesesuaian kompetensi" {
//!       satuan persen  polaritas positif  target 95%  batasi 0% s.d. 100%  bulatkan 0 desimal
//!     }"#;
//! let built = build(&mut InMemory::one("contoh.takar", rules), "contoh.takar".as_ref()).unwrap();
//! let model = built.model.expect("no error in the rules");
//! let item = model.find("S1.1").unwrap();
//! let mut facts = Facts::new(None, Period::year(2024), model.codes.len());
//! let value = Value::Number(Number::parse_plain("0.86").unwrap()); // 86%
//! let origin = Origin::Data { file: 0, line: 2, column: 2 };
//! facts.set(model.slot(item, Field::Realization), Fact { value, decimals: 0, origin });
//! let mut recording = Recording::new(&model);
//! Evaluator::new(&model).run(&facts, &mut recording);
//! let explanation = Explainer::new(&model, &facts, &recording).item(item);
//! let view = View { model: &model, sources: &built.sources, files: &Default::default(), language: Default::default() };
//! let text = takar::render::explanation::text(&view, &explanation, 100).plain();
//! assert!(text.contains("86% / 95% × 100% = 90,526…%  (1720/19%)"));
//! ```

pub mod cli;
pub mod data;
pub mod diagnostic;
pub mod evaluate;
pub mod explain;
pub mod letters;
pub mod message;
pub mod model;
pub mod nearest;
pub mod number;
pub mod render;
pub mod source;
pub mod syntax;
pub mod tools;
pub mod value;

pub use diagnostic::Diagnostic;
pub use evaluate::{Evaluator, Fact, Facts, Origin, Outcome, Recording};
pub use explain::{Explainer, Explanation};
pub use model::{InMemory, Model, build};
pub use number::Number;
pub use render::View;
pub use value::period::Period;
pub use value::{Field, Value};
