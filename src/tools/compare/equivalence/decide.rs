//! All ways through two formulas, what is found on them, and what follows from it.

use super::cases;
use super::fraction::Fraction;
use super::function::Function;
use super::pair::{Example, Kind, Pair, missing};
use super::path::{Part, Path, Reach, Script, Stop};
use super::polynomial::Variable as Symbol;
use super::simplest;
use super::symbolic::{State, Sym, interval_ends, work_out};
use crate::model::{Builtin, NodeKind};
use crate::number::Number;
use crate::value::operator::{Factor, MissingPolicy};
use crate::value::{Absence, Cause, Interval, Label, Value};
use std::sync::Arc;

/// More ways than this are not gone.
const MOST_WAYS: usize = 6000;
/// Of formulas with more inputs the states without a value are not gone through one by one.
const MOST_STATES: usize = 5;
/// From so many parts in which the formulas differ an example is chosen, and from as many in which an input is without a
/// value.
const MOST_PARTS: usize = 40;

/// What is known of two formulas.
#[derive(Debug, Clone, PartialEq)]
pub enum Verdict {
    /// They yield the same for all inputs.
    Equal,
    /// They differ, for instance here; and whether they are proven to differ only where an input has no value.
    Differ(Box<Example>, bool),
    /// No difference was found in so many cases, but nothing is proven.
    Unproven(usize),
}

/// Whether two formulas are the same for all inputs, or where they differ.
pub fn decide(pair: &Pair) -> Verdict {
    let gone = Going::new(pair).all();
    if gone.is_complete && gone.parts.is_empty() {
        return Verdict::Equal;
    }
    if let Some(example) = chosen(pair, &gone.parts) {
        let only_without = gone.is_complete && gone.parts.iter().all(Found::lacks_a_value);
        return Verdict::Differ(Box::new(example), only_without);
    }
    cases::try_out(pair)
}

/// A part in which two formulas differ, and what was read of the inputs on the way.
struct Found {
    part: Part,
    read: Vec<Option<Sym>>,
}

impl Found {
    fn lacks_a_value(&self) -> bool {
        self.read.iter().flatten().any(|read| matches!(read, Sym::State(_)))
    }
}

struct Gone {
    parts: Vec<Found>,
    is_complete: bool,
}

struct Going<'p> {
    pair: &'p Pair,
    /// Whether inputs may be without a value.
    states: bool,
    gone: Gone,
}

/// The number of an input, or the low end of a range.
fn low_symbol(variable: usize) -> Symbol {
    Symbol::try_from(2 * variable).unwrap_or(Symbol::MAX)
}

impl<'p> Going<'p> {
    fn new(pair: &'p Pair) -> Self {
        let free = pair.variables.len() - pair.fixed.len();
        let by_states = free <= MOST_STATES;
        // Otherwise the state is that of the inputs, provided that nothing depends on it and both read the same.
        let simple = by_states || (is_plain(&pair.old) && is_plain(&pair.new) && both_read_all(pair));
        Self { pair, states: by_states, gone: Gone { parts: Vec::new(), is_complete: simple } }
    }

    fn all(mut self) -> Gone {
        let mut script = Script::default();
        if self.pair.variables.len() > usize::from(Symbol::MAX) / 8 {
            self.gone.is_complete = false;
            return self.gone;
        }
        for _ in 0..MOST_WAYS {
            match self.way(&mut script) {
                Ok(Some(found)) => {
                    let alike = |other: &&Found| other.lacks_a_value() == found.lacks_a_value();
                    if self.gone.parts.iter().filter(alike).count() < MOST_PARTS {
                        self.gone.parts.push(found);
                    }
                }
                Ok(None) | Err(Stop::Void) => {}
                Err(Stop::Beyond) => self.gone.is_complete = false,
            }
            if !script.advance() {
                return self.gone;
            }
        }
        self.gone.is_complete = false;
        self.gone
    }

    /// One way; what it stands for where the formulas differ there.
    fn way(&self, script: &mut Script) -> Result<Option<Found>, Stop> {
        let mut read: Vec<Option<Sym>> = vec![None; self.pair.variables.len()];
        let mut path = Path::new(script, low_symbol(self.pair.variables.len()));
        let mut results = Vec::new();
        for (side, function) in [&self.pair.old, &self.pair.new].into_iter().enumerate() {
            let mut input = |input: usize, path: &mut Path<'_>| {
                let variable = self.pair.place(side, input).ok_or(Stop::Beyond)?;
                if let Some(known) = &read[variable] {
                    return Ok(known.clone());
                }
                let value = self.read(variable, path)?;
                read[variable] = Some(value.clone());
                Ok(value)
            };
            results.push(work_out(function, &mut path, &mut input)?);
        }
        let same = match results.as_slice() {
            [Sym::Number(a), Sym::Number(b)] => path.same(a, b)?,
            [Sym::Label(a), Sym::Label(b)] => a == b,
            [Sym::Other(a), Sym::Other(b)] => a == b,
            [Sym::State(a), Sym::State(b)] => a == b,
            [Sym::Range(a, b), Sym::Range(c, d)] => {
                let end = |a: &Option<(Fraction, bool)>, b: &Option<(Fraction, bool)>| match (a, b) {
                    (Some((a, x)), Some((b, y))) => Ok(x == y && path.same(a, b)?),
                    (a, b) => Ok::<bool, Stop>(a.is_none() && b.is_none()),
                };
                end(a, c)? && end(b, d)?
            }
            _ => false,
        };
        Ok((!same).then(|| Found { part: path.part(), read }))
    }

    /// An input, in each of its possible states in turn.
    fn read(&self, variable: usize, path: &mut Path<'_>) -> Result<Sym, Stop> {
        let symbol = low_symbol(variable);
        if let Some(value) = self.pair.fixed.get(&variable) {
            return match value {
                Value::Number(number) => Ok(Sym::Number(Fraction::constant(number.clone()))),
                Value::Range(interval) => Ok(interval_ends(interval)),
                _ => Err(Stop::Beyond),
            };
        }
        match if self.states { path.choose(&[0, 1, 2, 3])? } else { 0 } {
            1 => return Ok(Sym::State(State::Missing)),
            2 => return Ok(Sym::State(State::NotApplicable)),
            3 => return Ok(Sym::State(State::Failed)),
            _ => {}
        }
        match &self.pair.variables[variable].kind {
            Kind::Number(..) => Ok(Sym::Number(Fraction::variable(symbol))),
            Kind::Range(..) => {
                let (low, high) = (Fraction::variable(symbol), Fraction::variable(symbol + 1));
                if path.sign(&high.sub(&low)?)? < 0 {
                    return Err(Stop::Void);
                }
                Ok(Sym::Range(Some((low, true)), Some((high, true))))
            }
            Kind::Label(labels) => {
                let count = i8::try_from(labels.len()).map_err(|_| Stop::Beyond)?;
                // A choice beyond the labels is `di luar skala`.
                let outside = i8::from(self.pair.variables[variable].may_be_outside);
                let choices: Vec<i8> = (0..count.checked_add(outside).ok_or(Stop::Beyond)?).collect();
                let chosen = usize::try_from(path.choose(&choices)?).map_err(|_| Stop::Beyond)?;
                Ok(Sym::Label(labels.get(chosen).map(|label| Arc::from(label.as_str()))))
            }
            Kind::Truth => Ok(Sym::Other(Value::Truth(path.choose(&[1, 0])? == 1))),
            Kind::Other => Err(Stop::Beyond),
        }
    }
}

/// Whether a formula has a value as soon as all that it reads has one, with nothing that could make it galat.
fn is_plain(function: &Function) -> bool {
    function.model.nodes.iter().all(|node| match &node.kind {
        NodeKind::Constant(_) | NodeKind::Given(_) | NodeKind::Negative(_) | NodeKind::Sum(_) => true,
        NodeKind::Input { .. } | NodeKind::Read { present: None, .. } | NodeKind::Apply { .. } => true,
        NodeKind::Rounded { .. } => true,
        NodeKind::Product(factors) => factors.iter().all(|(by, factor)| {
            let factor = &function.model.node(*factor).kind;
            *by == Factor::Times || matches!(factor, NodeKind::Constant(Value::Number(n)) if !n.is_zero())
        }),
        NodeKind::Limited { .. } => true,
        NodeKind::Range { low, high } => {
            low.iter().chain(high).all(|(end, _)| matches!(function.model.node(*end).kind, NodeKind::Constant(_)))
        }
        NodeKind::Call { function, .. } => {
            matches!(function, Builtin::Round { .. } | Builtin::Absolute | Builtin::ToPoints | Builtin::ToPercent)
        }
        NodeKind::List { function: of, members, missing, .. } => {
            use crate::value::operator::ListFunction as F;
            *missing == MissingPolicy::Defer
                && !members.is_empty()
                && matches!(of, F::Sum | F::Mean | F::Minimum | F::Maximum | F::Median)
        }
        _ => false,
    })
}

fn both_read_all(pair: &Pair) -> bool {
    (0..pair.variables.len()).all(|variable| {
        [0, 1].into_iter().all(|side| {
            let function = if side == 0 { &pair.old } else { &pair.new };
            (0..function.inputs.len()).any(|input| pair.place(side, input) == Some(variable))
        })
    })
}

/// The example that is grasped most easily.
fn chosen(pair: &Pair, parts: &[Found]) -> Option<Example> {
    let mut best: Option<(Rank, Example)> = None;
    for found in parts {
        for inputs in candidates(pair, found) {
            let Some(example) = pair.differ_at(&inputs) else { continue };
            let rank = rank(pair, &example);
            if best.as_ref().is_none_or(|(least, _)| rank < *least) {
                best = Some((rank, example));
            }
        }
    }
    best.map(|(_, example)| example)
}

/// How much there is to grasp: inputs and results without a value, negative numbers, zeros, decimals, digits.
type Rank = (usize, usize, usize, usize, u64, u64);

/// How hard an example is to grasp.
pub fn rank(pair: &Pair, example: &Example) -> Rank {
    let free = || pair.variables.iter().zip(&example.inputs).enumerate();
    let free = || free().filter(|(place, _)| !pair.fixed.contains_key(place)).map(|(_, pair)| pair);
    let numbers = free().flat_map(|(variable, value)| match (&variable.kind, value) {
        (Kind::Number(shift, _), Value::Number(number)) => vec![(number.clone(), *shift)],
        (Kind::Range(shift, _), Value::Range(range)) => {
            range.low.iter().chain(&range.high).map(|(end, _)| (end.clone(), *shift)).collect()
        }
        _ => Vec::new(),
    });
    let numbers: Vec<(Number, i32)> = numbers.collect();
    let efforts: Vec<(u32, u32)> = numbers.iter().map(|(number, shift)| simplest::effort(number, *shift)).collect();
    (
        free().filter(|(_, value)| !value.is_there()).count(),
        usize::from(!example.old.is_there()) + usize::from(!example.new.is_there()),
        numbers.iter().filter(|(number, _)| number.is_negative()).count(),
        numbers.iter().filter(|(number, _)| number.is_zero()).count(),
        efforts.iter().map(|(decimals, _)| u64::from(*decimals)).sum(),
        efforts.iter().map(|(_, digits)| u64::from(*digits)).sum(),
    )
}

/// Inputs in a part: the variables are settled one after the other, each as plainly as the part allows.
fn candidates(pair: &Pair, found: &Found) -> Vec<Vec<Value>> {
    // The last variable is tried with several values: a difference may vanish at single points.
    let mut open: Vec<(Part, Vec<Value>)> = vec![(found.part.clone(), Vec::new())];
    for (place, variable) in pair.variables.iter().enumerate() {
        let is_last = place + 1 == pair.variables.len();
        let mut next = Vec::new();
        for (part, inputs) in open {
            let values = match pair.fixed.get(&place) {
                Some(fixed) => vec![(part, fixed.clone())],
                None => values_of(&variable.kind, found.read[place].as_ref(), low_symbol(place), &part, &variable.name),
            };
            let most = if is_last { values.len() } else { 2 };
            for (part, value) in values.into_iter().take(most) {
                let mut inputs = inputs.clone();
                inputs.push(value);
                next.push((part, inputs));
            }
        }
        next.truncate(16);
        open = next;
    }
    open.into_iter().map(|(_, inputs)| inputs).collect()
}

fn values_of(kind: &Kind, read: Option<&Sym>, symbol: Symbol, part: &Part, name: &str) -> Vec<(Part, Value)> {
    match read {
        Some(Sym::State(state)) => return vec![(part.clone(), value_of(*state))],
        Some(Sym::Other(value)) => return vec![(part.clone(), value.clone())],
        Some(Sym::Label(text)) => {
            let Kind::Label(labels) = kind else { return Vec::new() };
            let place = text.as_ref().and_then(|text| labels.iter().position(|label| **label == **text));
            let label = place.and_then(|place| u16::try_from(place).ok()).map_or(Label::OUTSIDE, Label);
            return vec![(part.clone(), Value::Label(label))];
        }
        // What is not read may be anything.
        None | Some(Sym::Number(_) | Sym::Range(..)) => {}
    }
    let numbers = |symbol: Symbol, part: &Part, shift: i32| -> Vec<(Part, Number)> {
        // As a target 100% is plainer than 1%.
        let favourite = (shift == 2 && name.ends_with("target")).then_some(100);
        let values = match part.reach(symbol) {
            Ok(Reach::Only(value)) => vec![value],
            Ok(Reach::Between(low, high)) => simplest::between(low.as_ref(), high.as_ref(), shift, favourite),
            Err(_) => simplest::between(None, None, shift, favourite),
        };
        values.into_iter().filter_map(|value| Some((part.with(symbol, &value).ok()??, value))).collect()
    };
    match kind {
        Kind::Number(shift, _) => {
            numbers(symbol, part, *shift).into_iter().map(|(part, n)| (part, Value::Number(n))).collect()
        }
        Kind::Range(shift, _) => {
            let mut found = Vec::new();
            for (part, low) in numbers(symbol, part, *shift).into_iter().take(2) {
                for (part, high) in numbers(symbol + 1, &part, *shift).into_iter().take(2) {
                    let interval = Interval { low: Some((low.clone(), true)), high: Some((high, true)) };
                    found.push((part, Value::Range(Arc::new(interval))));
                }
            }
            found
        }
        Kind::Label(_) => vec![(part.clone(), Value::Label(Label(0)))],
        Kind::Truth => vec![(part.clone(), Value::Truth(true))],
        Kind::Other => vec![(part.clone(), missing())],
    }
}

fn value_of(state: State) -> Value {
    match state {
        State::Missing => missing(),
        State::NotApplicable => Value::NotApplicable(Absence::default()),
        State::Failed => Value::failed(Cause::NoRow),
    }
}
