//! Syntax trees to a model, in stages that each do one thing: load, declare, settle settings, lay out the roots, order
//! them by what they read, type and compile them, then the checks that need the whole.

mod absent;
mod amend;
mod bases;
mod blocks;
mod bounds;
mod calls;
mod cases;
mod catalog;
mod compile;
mod conditions;
mod declare;
mod eras;
mod expired;
mod expressions;
mod force;
mod lists;
mod load;
mod order;
mod other_periods;
mod parts;
mod paths;
mod query;
mod roots;
mod scales;
mod settings;
mod staged;
mod suggest;
mod tables;
mod targets;
mod types;
mod visible;
mod weights;

use super::{FormulaId, Model, Node, NodeId, NodeKind, Rules, ScaleId, Setting, SettingsId, TableId, Type};
use crate::diagnostic::Diagnostic;
use crate::message::Message;
use crate::message::names::NamesMessage;
use crate::message::types::TypesMessage;
use crate::message::validity::ValidityMessage;
use crate::source::{Sources, Span};
use crate::syntax::ast;
use crate::value::operator::MissingPolicy;
use crate::value::{Date, Window};
use load::Loaded;
use std::cell::{Cell, OnceCell, RefCell};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::{Path, PathBuf};

pub use eras::base_of;
pub use load::{Files, MAX_BYTES, ReadProblem};
pub use query::{Asked, Desk, Due, Query};
pub use staged::{Joined, RulesetFiles, Staged};

/// A model has at most this many nodes.
pub const MAX_NODES: usize = 1_000_000;

/// What came of a ruleset, as its latest rules have it.
pub struct Built {
    /// The model of the latest rules; none where a diagnostic is an error.
    pub model: Option<Model>,
    /// The texts that it was built from, in the order in which they were read.
    pub sources: Sources,
    /// Everything found, in the order of the files.
    pub diagnostics: Vec<Diagnostic>,
}

/// What came of a ruleset through time.
pub struct BuiltRules {
    /// Its sets of rules. None of them has a model where a diagnostic is an error.
    pub rules: Rules,
    /// The texts that they were built from, in the order in which they were read.
    pub sources: Sources,
    /// Everything found in any of them, each thing once, in the order of the files.
    pub diagnostics: Vec<Diagnostic>,
    /// The days on which the ruleset holds.
    pub whole: Window,
}

/// What a ruleset is built with.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// `--perubahan`: files that change the ruleset, in the order of the command line.
    pub amendments: Vec<PathBuf>,
    /// `--tanggal`: the day whose rules tests run by, instead of those in force at the end of their periods.
    pub day: Option<Date>,
    /// The amendment after which no other applies.
    pub last: Option<PathBuf>,
    /// Whether only the rules of that day are built.
    pub only_day: bool,
    /// Whether an amendment in place of the ruleset is refused, instead of being applied to the ruleset that it names.
    pub only_ruleset: bool,
    /// Codes that keep their ids: those of another build, whose facts are to be evaluated.
    pub codes: super::Codes,
}

impl BuiltRules {
    /// Whether nothing that was found is an error.
    pub fn is_valid(&self) -> bool {
        !load::any_error(&self.diagnostics)
    }

    /// The message that the ruleset does not hold on a day, where that is so.
    pub fn outside(&self, day: Option<Date>) -> Option<Diagnostic> {
        let day = day.filter(|day| !self.whole.holds(*day) || self.rules.place_on(*day).is_none())?;
        Some(Diagnostic::nowhere(ValidityMessage::DayOutside { day, whole: self.whole }))
    }
}

/// Reads a ruleset with all that it uses and builds its model.
///
/// # Errors
/// Why `main` itself cannot be read. Anything else is a diagnostic.
pub fn build(files: &mut dyn Files, main: &Path) -> Result<Built, ReadProblem> {
    let BuiltRules { rules, sources, diagnostics, .. } = build_with(files, main, &Options::default())?;
    Ok(Built { model: rules.into_latest(), sources, diagnostics })
}

/// Reads a ruleset with all that it uses and builds a model for each set of rules that is in force at some time.
///
/// # Errors
/// Why `main` itself cannot be read. Anything else is a diagnostic.
pub fn build_with(files: &mut dyn Files, main: &Path, options: &Options) -> Result<BuiltRules, ReadProblem> {
    let loading = eras::open(files, main, options)?;
    Ok(eras::build(loading, options))
}

/// The same, with what more can be compiled against these models with: typed questions.
///
/// # Errors
/// Why `main` itself cannot be read. Anything else is a diagnostic.
pub fn build_to_ask(files: &mut dyn Files, main: &Path, options: &Options) -> Result<(BuiltRules, Desk), ReadProblem> {
    let loading = eras::open(files, main, options)?;
    Ok(eras::build_and_keep(loading, options))
}

/// Files that are held in memory, by their path.
#[derive(Debug, Clone, Default)]
pub struct InMemory(pub BTreeMap<PathBuf, String>);

impl InMemory {
    /// One file.
    pub fn one(path: &str, text: &str) -> Self {
        Self(BTreeMap::from([(PathBuf::from(path), text.to_owned())]))
    }
}

impl Files for InMemory {
    fn read(&mut self, path: &Path) -> Result<String, ReadProblem> {
        let path = self.canonical(path)?;
        self.0.get(&path).cloned().ok_or(ReadProblem::NotFound)
    }

    fn canonical(&mut self, path: &Path) -> Result<PathBuf, ReadProblem> {
        let mut plain = PathBuf::new();
        for part in path.components() {
            match part {
                std::path::Component::CurDir => {}
                std::path::Component::ParentDir if plain.pop() => {}
                part => plain.push(part),
            }
        }
        let is_folder = self.0.keys().any(|known| known.starts_with(&plain));
        if is_folder || self.0.contains_key(&plain) { Ok(plain) } else { Err(ReadProblem::NotFound) }
    }
}

/// What a name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Declared {
    /// An item, by its file and its place among the file's items.
    Item(usize, usize),
    Scale(ScaleId),
    Polarity(FormulaId),
    Function(FormulaId),
    Curve(super::CurveId),
    Table(TableId),
    /// A ruleset behind an alias, by its module.
    Ruleset(usize),
}

impl Declared {
    fn word(self) -> &'static str {
        match self {
            Self::Item(..) => "pernyataan",
            Self::Scale(_) => "skala",
            Self::Polarity(_) => "polaritas",
            Self::Function(_) => "fungsi",
            Self::Curve(_) => "kurva",
            Self::Table(_) => "tabel",
            Self::Ruleset(_) => "aturan lain",
        }
    }
}

/// An item in the syntax trees.
#[derive(Clone, Copy)]
struct ItemSource<'a> {
    block: &'a ast::Block,
    file: usize,
    /// Its parent among the file's items.
    parent: Option<usize>,
}

/// The formula of a polarity or function.
#[derive(Clone, Copy)]
struct FormulaSource<'a> {
    file: usize,
    body: Option<&'a ast::Expression>,
    direction: Option<ast::Direction>,
}

/// A table or scale in the syntax trees.
#[derive(Clone, Copy)]
struct BlockSource<'a> {
    file: usize,
    block: &'a ast::Block,
}

/// Where an expression stands: what its names mean.
#[derive(Clone)]
struct Scope {
    file: usize,
    module: usize,
    /// The item in whose block it is written.
    item: Option<super::ItemId>,
    /// Inputs of the formula that is being compiled.
    inputs: Vec<(String, NodeId)>,
    /// What a missing member of a list does.
    missing: MissingPolicy,
    missing_setting: Option<Setting>,
    /// The set that a list function goes over, and the member it is at.
    member: Option<(paths::SetPath, super::ItemId)>,
    depth: usize,
}

struct Builder<'a> {
    loaded: &'a [Loaded],
    sources: &'a Sources,
    /// The set of rules that is built.
    in_force: eras::InForce<'a>,
    model: Model,
    diagnostics: Vec<Diagnostic>,
    /// The file of each module's header.
    module_files: Vec<usize>,
    /// The files of each module, in order.
    closures: Vec<Vec<usize>>,
    own: Vec<HashMap<String, (Declared, Span)>>,
    visible: Vec<HashMap<String, Declared>>,
    units: Vec<HashMap<String, super::UnitId>>,
    own_units: Vec<HashMap<String, super::UnitId>>,
    file_items: Vec<Vec<ItemSource<'a>>>,
    /// Where a file's items begin in a module.
    item_base: HashMap<(usize, usize), u32>,
    /// Each item of the model: its module and its source.
    item_sources: Vec<(usize, ItemSource<'a>)>,
    /// Codes of a module's items.
    module_codes: Vec<HashMap<String, super::ItemId>>,
    formulas: Vec<FormulaSource<'a>>,
    scales: Vec<Option<BlockSource<'a>>>,
    curves: Vec<BlockSource<'a>>,
    tables: Vec<BlockSource<'a>>,
    /// The scale or set of texts that a table returns; none for other results.
    table_results: Vec<Option<ScaleId>>,
    settings: Vec<settings::Settled<'a>>,
    roots: roots::Roots<'a>,
    sets: HashMap<paths::SetPath, std::rc::Rc<[super::ItemId]>>,
    too_large: bool,
    /// How many names have been compared with unknown ones.
    compared: Cell<usize>,
    /// What was found for them, by file and name.
    suggested: RefCell<HashMap<(usize, String), Option<String>>>,
    /// The names that each file's text declares, where that had to be found out.
    written_names: Vec<OnceCell<HashSet<&'a str>>>,
    /// The type that a formula takes itself for, where it reads itself in another period.
    assumed: Option<(super::ItemId, Type)>,
    /// What is read in another period although its type is not known yet, and where.
    unknown_at: Option<(super::ItemId, Span)>,
    /// The root of each node that is one; made when all have been compiled.
    root_nodes: OnceCell<HashMap<NodeId, usize>>,
}

impl<'a> Builder<'a> {
    fn new(loaded: &'a [Loaded], sources: &'a Sources, in_force: eras::InForce<'a>) -> Self {
        let files = loaded.len();
        Self {
            loaded,
            sources,
            in_force,
            model: Model::default(),
            diagnostics: Vec::new(),
            module_files: Vec::new(),
            closures: Vec::new(),
            own: vec![HashMap::new(); files],
            visible: vec![HashMap::new(); files],
            units: vec![HashMap::new(); files],
            own_units: vec![HashMap::new(); files],
            file_items: vec![Vec::new(); files],
            item_base: HashMap::new(),
            item_sources: Vec::new(),
            module_codes: Vec::new(),
            formulas: Vec::new(),
            scales: Vec::new(),
            curves: Vec::new(),
            tables: Vec::new(),
            table_results: Vec::new(),
            settings: Vec::new(),
            roots: roots::Roots::default(),
            sets: HashMap::new(),
            too_large: false,
            compared: Cell::new(0),
            suggested: RefCell::default(),
            written_names: vec![OnceCell::new(); files],
            assumed: None,
            unknown_at: None,
            root_nodes: OnceCell::new(),
        }
    }

    fn build(&mut self) {
        self.declare();
        self.make_visible();
        self.fill_scales();
        self.fill_curves();
        self.fill_tables();
        self.refuse_recursion();
        self.create_items();
        self.settle_settings();
        self.check_weights();
        self.lay_out_roots();
        self.order_roots();
        self.compile_roots();
        self.check_types_at();
        self.check_consolidation();
        self.check_uncalled();
        self.compile_conditions();
        self.compile_tests();
        self.order_results();
        self.survey_periods();
    }

    fn say(&mut self, span: Span, message: impl Into<Message>) {
        let message = message.into();
        if let Message::Names(
            NamesMessage::Unknown { name, .. }
            | NamesMessage::UnknownUnit { name, .. }
            | NamesMessage::NotCallable { name, .. },
        ) = &message
        {
            let home = self.home(span);
            // A name that is missing because a file or its declaration could not be read: that has been spoken of.
            if self.is_lost(name, home) || (home != span.file.0 as usize && self.is_lost(name, span.file.0 as usize)) {
                return;
            }
            if let Some(absent) = self.absent(name, home) {
                self.diagnostics.push(self.absence(span, absent));
                return;
            }
        }
        self.diagnostics.push(Diagnostic::at(span, message));
    }

    /// The file in which a text is read: that of an amendment in the file of its ruleset.
    fn home(&self, span: Span) -> usize {
        let file = span.file.0 as usize;
        self.in_force.homes.get(file).copied().unwrap_or(file)
    }

    /// Whether something inside a declaration could not be read, so that what it lacks may only be absent from the tree.
    fn is_unread(&self, span: Span) -> bool {
        let unread = self.loaded.get(span.file.0 as usize).map_or(&[][..], |file| &file.unread);
        unread.iter().any(|place| span.start <= place.start && place.start <= span.end)
    }

    /// Adds a node. Beyond the limit the model is refused, and nodes are no longer added.
    fn node(&mut self, kind: NodeKind, ty: Type, span: Span) -> Option<NodeId> {
        if self.model.nodes.len() >= self.in_force.room {
            if !self.too_large {
                self.too_large = true;
                self.say(span, TypesMessage::TooLarge { limit: MAX_NODES, nested: false });
            }
            return None;
        }
        let id = NodeId(self.model.nodes.len() as u32);
        self.model.nodes.push(Node { kind, ty, span, kept: false });
        Some(id)
    }

    fn keep(&mut self, id: NodeId) -> NodeId {
        self.model.nodes[id.0 as usize].kept = true;
        id
    }

    fn ty(&self, id: NodeId) -> Type {
        self.model.node(id).ty
    }

    fn settings_block(&mut self, block: super::SettingsBlock) -> SettingsId {
        self.model.settings.push(block);
        SettingsId(self.model.settings.len() as u32 - 1)
    }
}
