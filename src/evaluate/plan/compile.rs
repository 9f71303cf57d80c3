//! Nodes to steps.

mod sets;

use super::{Kind, Plan, Register, Small, Step, register_of};
use crate::model::periods::arms_of_parts;
use crate::model::{Builtin, Model, NodeId, NodeKind, Type};
use crate::value::operator::{Factor, Sign};
use crate::value::period::Period;
use crate::value::{Frame, Slot, Value};

pub(super) fn plan<'m>(model: &'m Model, period: Option<Period>, order: &[NodeId]) -> Option<Plan<'m>> {
    let length = model.header().and_then(|header| header.granularity);
    if period.is_some_and(|period| Frame::of(period, length).is_partial()) {
        return None;
    }
    let codes = model.codes.len();
    let mut compiler = Compiler {
        model,
        period,
        plan: Plan {
            model,
            steps: Vec::new(),
            registers: vec![Small::ZERO; codes.checked_mul(2)?],
            pool: Vec::new(),
            kinds: Vec::new(),
            bands: Vec::new(),
            required: vec![0; codes.div_ceil(32)],
            results: Vec::new(),
            codes,
        },
        denominators: Vec::new(),
        places: vec![None; model.nodes.len()],
        met: Vec::new(),
    };
    for root in order {
        compiler.node(*root)?;
    }
    let Compiler { mut plan, places, .. } = compiler;
    plan.results = places
        .into_iter()
        .map(|place| match place {
            Some(Place::One(register)) => Some(register),
            _ => None,
        })
        .collect();
    Some(plan)
}

/// Where the value of a node is.
#[derive(Debug, Clone, Copy)]
enum Place {
    One(Register),
    Range { low: Option<(Register, bool)>, high: Option<(Register, bool)> },
}

struct Compiler<'m> {
    model: &'m Model,
    period: Option<Period>,
    plan: Plan<'m>,
    /// The registers whose denominator is always the same.
    denominators: Vec<(Register, i64)>,
    places: Vec<Option<Place>>,
    /// The nodes that have a place, in the order in which they got it.
    met: Vec<NodeId>,
}

impl<'m> Compiler<'m> {
    fn fresh(&mut self) -> Register {
        self.constant(Small::ZERO)
    }

    fn constant(&mut self, value: Small) -> Register {
        self.plan.registers.push(value);
        self.plan.registers.len() as Register - 1
    }

    fn truth(&mut self, truth: bool) -> Place {
        Place::One(self.constant(Small::truth(truth)))
    }

    /// Adds the step that yields a new register.
    fn step(&mut self, step: impl FnOnce(Register) -> Step) -> Register {
        let out = self.fresh();
        self.plan.steps.push(step(out));
        out
    }

    /// Adds a jump whose end is not known yet.
    fn jump(&mut self, step: Step) -> usize {
        self.plan.steps.push(step);
        self.plan.steps.len() - 1
    }

    /// Lets jumps end here.
    fn land(&mut self, jumps: &[usize]) {
        let here = self.plan.steps.len() as u32;
        for jump in jumps {
            match &mut self.plan.steps[*jump] {
                Step::Jump { to } | Step::JumpIf { to, .. } => *to = here,
                _ => {}
            }
        }
    }

    /// What `inside` computes is computed only sometimes, so that nobody outside may read it.
    fn sometimes<T>(&mut self, inside: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let before = self.met.len();
        let yielded = inside(self);
        for node in self.met.drain(before..) {
            self.places[node.0 as usize] = None;
        }
        yielded
    }

    fn node(&mut self, id: NodeId) -> Option<Place> {
        if let Some(place) = self.places[id.0 as usize] {
            return Some(place);
        }
        let place = self.compile(id)?;
        self.places[id.0 as usize] = Some(place);
        self.met.push(id);
        Some(place)
    }

    fn one(&mut self, id: NodeId) -> Option<Register> {
        match self.node(id)? {
            Place::One(register) => Some(register),
            Place::Range { .. } => None,
        }
    }

    fn compile(&mut self, id: NodeId) -> Option<Place> {
        let node = self.model.node(id);
        Some(match &node.kind {
            NodeKind::Constant(value) => self.value(value)?,
            NodeKind::Given(slot) => Place::One(self.given(*slot, node.ty)?),
            NodeKind::Agreed { rule, slot, .. } => self.agreed(*rule, *slot)?,
            NodeKind::ByPeriod { arms, .. } => {
                let (period, arm) = arms.iter().find(|(period, _)| Some(*period) == self.period)?;
                // Targets of parts have to make that of the whole.
                if !arms_of_parts(arms, Frame::only(*period)).is_empty() {
                    return None;
                }
                self.node(*arm)?
            }
            NodeKind::Read { node, present, .. } => {
                self.present(*present)?;
                self.node(*node)?
            }
            NodeKind::Applicable { node, .. } => {
                self.node(*node)?;
                self.truth(true)
            }
            NodeKind::AnyPresent(members) => {
                for member in members {
                    self.node(*member)?;
                }
                self.truth(!members.is_empty())
            }
            NodeKind::Guarded { of, present, .. } => {
                self.node(*present)?;
                self.node(*of)?
            }
            NodeKind::Input { node, .. } => self.node(*node)?,
            NodeKind::Negative(x) => {
                let (zero, x) = (self.constant(Small::ZERO), self.one(*x)?);
                Place::One(self.step(|out| Step::Subtract { a: zero, b: x, out }))
            }
            NodeKind::Sum(terms) => Place::One(self.sum(terms)?),
            NodeKind::Product(factors) => Place::One(self.product(factors)?),
            NodeKind::Compare { operator, left, right } => {
                let operator = *operator;
                let kind = Kind::of(self.model.node(*left).ty)?;
                let (a, b) = (self.one(*left)?, self.one(*right)?);
                Place::One(match kind {
                    Kind::Label => self.step(|out| Step::CompareLabels { operator, a, b, out }),
                    _ => self.step(|out| Step::Compare { operator, a, b, out }),
                })
            }
            NodeKind::Not(x) => {
                let of = self.one(*x)?;
                Place::One(self.step(|out| Step::Not { of, out }))
            }
            NodeKind::And(operands) => Place::One(self.decide(operands, false)?),
            NodeKind::Or(operands) => Place::One(self.decide(operands, true)?),
            NodeKind::If { arms, otherwise } => Place::One(self.choose(arms, *otherwise)?),
            NodeKind::Range { low, high } => self.range(*low, *high)?,
            NodeKind::RangeEnd { of, high } => match self.node(*of)? {
                Place::One(register) => Place::One(register),
                Place::Range { low, high: top } => Place::One(if *high { top } else { low }?.0),
            },
            NodeKind::Call { function, arguments } => Place::One(self.call(*function, arguments)?),
            NodeKind::Apply { arguments, body, .. } => {
                for argument in arguments {
                    self.node(*argument)?;
                }
                self.node(*body)?
            }
            NodeKind::Table { table, inputs, results } => Place::One(self.table(table.0, inputs, results)?),
            NodeKind::Curve { curve, input } => {
                let of = self.one(*input)?;
                Place::One(self.step(|out| Step::Curve { curve: curve.0, of, out }))
            }
            NodeKind::List { function, members, .. } => Place::One(self.list(*function, members)?),
            NodeKind::Limited { of, range, .. } => {
                let of = self.one(*of)?;
                let Place::Range { low, high } = self.node(*range)? else { return None };
                Place::One(self.limit(of, low.map(|end| end.0), high.map(|end| end.0)))
            }
            NodeKind::Rounded { of, mode, decimals, .. } => {
                let of = self.one(*of)?;
                Place::One(self.round(of, *mode, *decimals as i32 + self.shift(node.ty)))
            }
            NodeKind::Banded { of, scale, .. } => {
                let of = self.one(*of)?;
                Place::One(self.banded(of, *scale)?)
            }
            // Kinds that are added to the language later are the evaluator's until they are added here.
            #[allow(unreachable_patterns)]
            _ => return None,
        })
    }

    fn shift(&self, ty: Type) -> i32 {
        match ty {
            Type::Number(unit) | Type::Range(unit) => self.model.units.shift(unit),
            _ => 0,
        }
    }

    fn value(&mut self, value: &Value) -> Option<Place> {
        Some(match value {
            Value::Number(number) => Place::One(self.constant(Small::of(number)?)),
            Value::Label(label) => Place::One(self.constant(Small::whole(label.0.into()))),
            Value::Truth(truth) => self.truth(*truth),
            Value::Range(interval) => {
                let mut end = |end: &Option<(crate::number::Number, bool)>| match end {
                    None => Some(None),
                    Some((number, inside)) => Some(Some((self.constant(Small::of(number)?), *inside))),
                };
                Place::Range { low: end(&interval.low)?, high: end(&interval.high)? }
            }
            _ => return None,
        })
    }

    /// A figure of the data, which has to be there.
    fn given(&mut self, slot: Slot, ty: Type) -> Option<Register> {
        Kind::of(ty)?;
        let register = register_of(slot);
        *self.plan.required.get_mut(register as usize / 64)? |= 1 << (register % 64);
        Some(register)
    }

    fn agreed(&mut self, rule: NodeId, slot: Slot) -> Option<Place> {
        let (place, slot) = (self.node(rule)?, register_of(slot));
        self.plan.steps.push(match place {
            Place::One(rule) => Step::Agree { slot, rule },
            Place::Range { .. } => Step::Silent { slot },
        });
        Some(place)
    }

    /// Where every figure is there, nothing is *tidak berlaku*.
    fn present(&mut self, present: Option<NodeId>) -> Option<()> {
        match present {
            Some(present) => self.node(present).map(|_| ()),
            None => Some(()),
        }
    }

    fn sum(&mut self, terms: &[(Sign, NodeId)]) -> Option<Register> {
        let mut total = None;
        for (sign, term) in terms {
            let b = self.one(*term)?;
            total = Some(match (total, sign) {
                (None, Sign::Plus) => b,
                (None, Sign::Minus) => {
                    let a = self.constant(Small::ZERO);
                    self.step(|out| Step::Subtract { a, b, out })
                }
                (Some(a), Sign::Plus) => self.step(|out| Step::Add { a, b, out }),
                (Some(a), Sign::Minus) => self.step(|out| Step::Subtract { a, b, out }),
            });
        }
        total
    }

    fn product(&mut self, factors: &[(Factor, NodeId)]) -> Option<Register> {
        let mut total = None;
        for (factor, node) in factors {
            // `× 100%` says in which unit the product is.
            if let (Factor::Times, NodeKind::Constant(Value::Number(one))) = (factor, &self.model.node(*node).kind)
                && *one == crate::number::Number::ONE
                && total.is_some()
            {
                continue;
            }
            let b = self.one(*node)?;
            total = Some(match (total, factor) {
                (None, Factor::Times) => b,
                (None, Factor::Over) => {
                    let a = self.constant(Small::ONE);
                    self.step(|out| Step::Divide { a, b, out })
                }
                (Some(a), Factor::Times) => self.step(|out| Step::Multiply { a, b, out }),
                (Some(a), Factor::Over) => self.step(|out| Step::Divide { a, b, out }),
            });
        }
        total
    }

    /// `dan`, `atau`: what follows a decisive operand changes nothing, so that it is passed over.
    fn decide(&mut self, operands: &[NodeId], decisive: bool) -> Option<Register> {
        let (first, rest) = operands.split_first()?;
        let from = self.one(*first)?;
        let out = self.step(|out| Step::Copy { from, out });
        self.sometimes(|inside| {
            let mut ends = Vec::new();
            for operand in rest {
                ends.push(inside.jump(Step::JumpIf { of: out, truth: decisive, to: 0 }));
                let from = inside.one(*operand)?;
                inside.plan.steps.push(Step::Copy { from, out });
            }
            inside.land(&ends);
            Some(out)
        })
    }

    fn choose(&mut self, arms: &[(NodeId, NodeId)], otherwise: NodeId) -> Option<Register> {
        let out = self.fresh();
        let mut ends = Vec::new();
        let (first, rest) = arms.split_first()?;
        let of = self.one(first.0)?;
        self.sometimes(|inside| {
            inside.arm(of, first.1, out, &mut ends)?;
            for (condition, result) in rest {
                let of = inside.one(*condition)?;
                inside.arm(of, *result, out, &mut ends)?;
            }
            let from = inside.one(otherwise)?;
            inside.plan.steps.push(Step::Copy { from, out });
            inside.land(&ends);
            Some(out)
        })
    }

    fn arm(&mut self, of: Register, result: NodeId, out: Register, ends: &mut Vec<usize>) -> Option<()> {
        let past = self.jump(Step::JumpIf { of, truth: false, to: 0 });
        let from = self.sometimes(|inside| {
            let from = inside.one(result)?;
            inside.plan.steps.push(Step::Copy { from, out });
            Some(from)
        });
        ends.push(self.jump(Step::Jump { to: 0 }));
        self.land(&[past]);
        from.map(|_| ())
    }

    fn range(&mut self, low: Option<(NodeId, bool)>, high: Option<(NodeId, bool)>) -> Option<Place> {
        let mut end = |end: Option<(NodeId, bool)>| match end {
            None => Some(None),
            Some((node, inside)) => Some(Some((self.one(node)?, inside))),
        };
        let (low, high) = (end(low)?, end(high)?);
        if let (Some((low, low_in)), Some((high, high_in))) = (low, high) {
            self.plan.steps.push(Step::Crossing { low, high, both_in: low_in && high_in });
        }
        Some(Place::Range { low, high })
    }

    fn limit(&mut self, of: Register, low: Option<Register>, high: Option<Register>) -> Register {
        match (low, high) {
            (Some(low), Some(high)) => self.step(|out| Step::Limit { of, low, high, out }),
            (Some(low), None) => self.step(|out| Step::LimitLow { of, low, out }),
            (None, Some(high)) => self.step(|out| Step::LimitHigh { of, high, out }),
            (None, None) => of,
        }
    }

    fn round(&mut self, of: Register, mode: crate::number::RoundingMode, decimals: i32) -> Register {
        let out = self.step(|out| Step::Round { of, mode, decimals, out });
        if let (Ok(decimals), true) = (u32::try_from(decimals), decimals >= 0)
            && let Some(power) = crate::number::narrow_power_of_ten(decimals)
        {
            self.denominators.push((out, power));
        }
        out
    }

    fn call(&mut self, function: Builtin, arguments: &[NodeId]) -> Option<Register> {
        let first = arguments.first()?;
        let of = self.one(*first)?;
        let ty = self.model.node(*first).ty;
        let shift = self.shift(ty);
        Some(match function {
            Builtin::Round { mode, decimals } => self.round(of, mode, decimals as i32 + shift),
            Builtin::Absolute => self.step(|out| Step::Absolute { of, out }),
            Builtin::ToPoints => self.step(|out| Step::Shift { of, places: shift, out }),
            Builtin::ToPercent if shift == 0 => self.step(|out| Step::Shift { of, places: -2, out }),
            Builtin::ToPercent | Builtin::IfMissing => of,
            Builtin::Score => match ty {
                Type::Label(scale) => {
                    let bands = self.bands(scale, None, true)?;
                    self.step(|out| Step::Score { of, bands, out })
                }
                _ => of,
            },
            Builtin::IsThere => self.constant(Small::ONE),
            Builtin::DaysBetween => return None,
        })
    }
}
