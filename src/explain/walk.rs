//! From a node of the model to an explanation.

use super::{
    Explainer, Explanation, NotTaken, Operator, OrderedBy, Part, Revision, Step, Subject, amended, bands, list,
};
use crate::explain::Note;
use crate::model::{About, Builtin, Cited, CurveId, ItemId, Node, NodeId, NodeKind, Property, Setting, TableId, Type};
use crate::number::RoundingMode;
use crate::value::Value;

/// A step with what it was made from.
pub(super) struct Made {
    pub step: Step,
    pub because: Vec<Explanation>,
    pub basis: Vec<Cited>,
    pub notes: Vec<Note>,
    pub amended: Vec<Revision>,
}

impl Made {
    pub fn new(step: Step, because: Vec<Explanation>) -> Self {
        Self { step, because, basis: Vec::new(), notes: Vec::new(), amended: Vec::new() }
    }

    /// Adds what a declaration says of itself.
    fn about(mut self, about: &About) -> Self {
        self.basis.extend(about.bases.iter().cloned());
        self.notes.extend(about.notes.iter().cloned().map(Note::Written));
        self
    }
}

impl Explainer<'_> {
    /// The recorded value of a node.
    pub(super) fn value(&self, id: NodeId) -> Option<&Value> {
        self.recording.of(id)
    }

    /// The explanation of a node; of a property that has one of its own, only a citation. None where the node was not
    /// evaluated.
    pub(super) fn node(&self, id: NodeId) -> Option<Explanation> {
        match self.roots.get(&id) {
            Some((item, part)) => self.cite(id, *item, *part),
            None => self.expand(id),
        }
    }

    fn cite(&self, id: NodeId, item: ItemId, part: Part) -> Option<Explanation> {
        let node = self.model.node(id);
        let step = Step::Read { item, part, out: false };
        Some(self.made(node, self.value(id)?.clone(), Made::new(step, Vec::new())))
    }

    /// The explanation of a property.
    pub(super) fn property(&self, item: ItemId, property: Property) -> Option<Explanation> {
        let root = self.model.item(item).properties[property as usize]?;
        // Another property may be the same node: it is explained once, and cited here.
        let mut explanation = match self.roots.get(&root) {
            Some(owner) if *owner != (item, Part::Property(property)) => self.cite(root, owner.0, owner.1)?,
            _ => self.expand(root)?,
        };
        explanation.subject = Subject::Property(item, property);
        Some(explanation)
    }

    /// The explanation of whether an item is there.
    pub(super) fn present(&self, item: ItemId) -> Option<Explanation> {
        let mut explanation = self.expand(self.model.item(item).present?)?;
        explanation.subject = Subject::Present(item);
        Some(explanation)
    }

    /// The explanation of a node, with all that it was made from.
    pub(super) fn expand(&self, id: NodeId) -> Option<Explanation> {
        let value = self.value(id)?.clone();
        let node = self.model.node(id);
        let made = self.make(id, node, &value);
        Some(self.made(node, value, made))
    }

    pub(super) fn made(&self, node: &Node, value: Value, made: Made) -> Explanation {
        Explanation {
            subject: Subject::Rule,
            value,
            ty: node.ty,
            step: made.step,
            span: node.span,
            basis: made.basis,
            notes: made.notes,
            amended: amended::of_rule(self.model, node.span).into_iter().chain(made.amended).collect(),
            because: made.because,
        }
    }

    pub(super) fn nodes<'n>(&self, ids: impl IntoIterator<Item = &'n NodeId>) -> Vec<Explanation> {
        ids.into_iter().filter_map(|id| self.node(*id)).collect()
    }

    /// The displayed number is the natural one times ten to this power.
    pub(super) fn shift(&self, ty: Type) -> i32 {
        match ty {
            Type::Number(unit) | Type::Range(unit) => self.model.units.shift(unit),
            _ => 0,
        }
    }

    fn make(&self, id: NodeId, node: &Node, value: &Value) -> Made {
        match &node.kind {
            NodeKind::Constant(_) => Made::new(Step::Constant, Vec::new()),
            NodeKind::Given(slot) => self.given(*slot, node),
            NodeKind::Agreed { rule, slot, tolerance } => self.agreed(*rule, *slot, *tolerance, value),
            NodeKind::ByPeriod { arms, slot } => self.by_period(id, node, arms, *slot),
            NodeKind::At { item, property, when } => self.at(*item, *property, *when),
            NodeKind::Consolidated { of, item, inputs } => self.in_parts(*of, *item, inputs, node),
            NodeKind::Read { item, property, present, .. } => {
                let out = present.is_some_and(|present| self.value(present) == Some(&Value::Truth(false)));
                Made::new(Step::Read { item: *item, part: Part::Property(*property), out }, Vec::new())
            }
            NodeKind::Applicable { item, node } => Made::new(Step::Applicable { item: *item }, self.nodes([node])),
            NodeKind::AnyPresent(members) => Made::new(Step::AnyPresent, self.nodes(members)),
            NodeKind::Guarded { of, present, item } => {
                let because = match self.value(*present) {
                    Some(Value::Truth(false)) => self.nodes([present]),
                    _ => self.nodes([present, of]),
                };
                Made::new(Step::Guarded { item: *item }, because)
            }
            NodeKind::Input { name, .. } => Made::new(Step::Input { name: name.clone() }, Vec::new()),
            NodeKind::Negative(x) => self.computed(Operator::Negative, [x]),
            NodeKind::Sum(terms) => {
                let signs = terms.iter().map(|(sign, _)| *sign).collect();
                self.computed(Operator::Sum(signs), terms.iter().map(|(_, id)| id))
            }
            NodeKind::Product(factors) => {
                let operators = factors.iter().map(|(operator, _)| *operator).collect();
                self.computed(Operator::Product(operators), factors.iter().map(|(_, id)| id))
            }
            NodeKind::Compare { operator, left, right } => self.computed(Operator::Compare(*operator), [left, right]),
            NodeKind::Not(x) => self.computed(Operator::Not, [x]),
            NodeKind::And(operands) => self.computed(Operator::And, operands),
            NodeKind::Or(operands) => self.computed(Operator::Or, operands),
            NodeKind::If { arms, otherwise } => self.chosen(id, arms, *otherwise),
            NodeKind::Range { low, high } => {
                let operator = Operator::Range { low: low.map(|(_, end)| end), high: high.map(|(_, end)| end) };
                self.computed(operator, low.iter().chain(high).map(|(id, _)| id))
            }
            NodeKind::RangeEnd { of, high } => self.computed(Operator::RangeEnd { high: *high }, [of]),
            NodeKind::Call { function, arguments } => self.call(*function, arguments, value),
            NodeKind::Apply { formula, arguments, body } => {
                let because = self.nodes(arguments.iter().chain([body]));
                let made = Made::new(Step::Applied { formula: *formula }, because);
                match self.model.formulas.get(formula.0 as usize) {
                    Some(formula) => self.amended(made.about(&formula.about), &formula.about),
                    None => made,
                }
            }
            NodeKind::Table { table, inputs, results } => self.table(id, *table, inputs, results),
            NodeKind::Curve { curve, input } => self.curve(*curve, *input),
            NodeKind::List { function, members, missing, missing_setting, setting } => {
                let made = list::explain(self, *function, members, *missing, (*setting, *missing_setting));
                self.settled(made, *setting)
            }
            NodeKind::Limited { of, range, setting } => {
                let because = self.nodes([of, range]);
                let changed = because.first().is_some_and(|before| before.value != *value) && value.is_there();
                let by = setting.map_or(OrderedBy::Call, OrderedBy::Setting);
                self.settled(Made::new(Step::Limited { by, changed }, because), *setting)
            }
            NodeKind::Rounded { of, mode, decimals, setting } => {
                let rounding = (*mode, *decimals);
                let made = self.rounded(*of, rounding, self.shift(node.ty), OrderedBy::Setting(*setting), value);
                self.settled(made, Some(*setting))
            }
            NodeKind::Banded { of, scale, setting } => {
                let made = bands::explain(self, *of, *scale, *setting);
                let about = &self.model.scale(*scale).about;
                self.amended(made.about(about), about)
            }
        }
    }

    /// Adds what amendments have changed of a declaration that is applied.
    fn amended(&self, mut made: Made, about: &About) -> Made {
        made.amended.extend(self.amendments.about(about));
        made
    }

    /// Adds what the block of a setting says of itself.
    pub(super) fn settled(&self, made: Made, setting: Option<Setting>) -> Made {
        let block = setting.and_then(|setting| self.model.settings.get(setting.block?.0 as usize));
        match block {
            Some(block) => {
                let inserted = amended::of_rule(self.model, block.about.head);
                let mut made = made.about(&block.about);
                made.amended.extend(inserted);
                made
            }
            None => made,
        }
    }

    fn computed<'n>(&self, operator: Operator, operands: impl IntoIterator<Item = &'n NodeId>) -> Made {
        Made::new(Step::Computed(operator), self.nodes(operands))
    }

    fn rounded(
        &self,
        of: NodeId,
        (mode, decimals): (RoundingMode, u32),
        shift: i32,
        by: OrderedBy,
        value: &Value,
    ) -> Made {
        let because = self.nodes([&of]);
        let changed = because.first().is_some_and(|before| before.value != *value) && value.is_there();
        Made::new(Step::Rounded { mode, decimals, shift, by, changed }, because)
    }

    fn chosen(&self, id: NodeId, arms: &[(NodeId, NodeId)], otherwise: NodeId) -> Made {
        let taken = self.recording.choice(id);
        let tried = match taken {
            Some(arm) => arms.len().min(arm + 1),
            // A condition without a value ended the search: it is the first that is not `tidak`.
            None => arms
                .iter()
                .position(|(condition, _)| self.value(*condition) != Some(&Value::Truth(false)))
                .map_or(arms.len(), |arm| arm + 1),
        };
        let mut because = self.nodes(arms[..tried].iter().map(|(condition, _)| condition));
        let result = taken.map(|arm| arms.get(arm).map_or(otherwise, |(_, result)| *result));
        because.extend(result.and_then(|result| self.node(result)));
        let span = |id: NodeId| self.model.node(id).span;
        let mut not_taken: Vec<NotTaken> = arms
            .iter()
            .enumerate()
            .filter(|(arm, _)| taken != Some(*arm))
            .map(|(_, (condition, result))| NotTaken { condition: Some(span(*condition)), result: span(*result) })
            .collect();
        if taken != Some(arms.len()) {
            not_taken.push(NotTaken { condition: None, result: span(otherwise) });
        }
        Made::new(Step::Chosen { arms: arms.len(), tried, taken, not_taken }, because)
    }

    fn call(&self, function: Builtin, arguments: &[NodeId], value: &Value) -> Made {
        let ty = arguments.first().map(|first| self.model.node(*first).ty);
        let shift = ty.map_or(0, |ty| self.shift(ty));
        match (function, arguments.first()) {
            (Builtin::Round { mode, decimals }, Some(first)) => {
                self.rounded(*first, (mode, decimals), shift, OrderedBy::Call, value)
            }
            _ => {
                let scale = match (function, ty) {
                    (Builtin::Score, Some(Type::Label(scale))) => Some(Box::new(self.model.scale(scale).clone())),
                    _ => None,
                };
                let mut because = self.nodes(arguments);
                // `bila_kosong(x; y)` computes y only where x is missing.
                if function == Builtin::IfMissing
                    && because.first().is_some_and(|first| !matches!(first.value, Value::Missing(_)))
                {
                    because.truncate(1);
                }
                Made::new(Step::Function { function, shift, scale }, because)
            }
        }
    }

    fn table(&self, id: NodeId, table: TableId, inputs: &[NodeId], results: &[NodeId]) -> Made {
        let Some(rules) = self.model.tables.get(table.0 as usize) else {
            return Made::new(Step::Constant, Vec::new());
        };
        let row = self.recording.choice(id);
        let mut because = self.nodes(inputs);
        because.extend(row.and_then(|row| results.get(row)).and_then(|result| self.node(*result)));
        let not_taken = (rules.rows.iter().zip(results).enumerate())
            .filter(|(index, _)| row != Some(*index))
            .map(|(_, (rule, result))| NotTaken { condition: Some(rule.span), result: self.model.node(*result).span })
            .collect();
        let step = Step::Table { id: table, table: Box::new(rules.clone()), row, not_taken };
        self.amended(Made::new(step, because).about(&rules.about), &rules.about)
    }

    fn curve(&self, id: CurveId, input: NodeId) -> Made {
        let (Some(curve), Some(before)) = (self.model.curves.get(id.0 as usize), self.node(input)) else {
            return Made::new(Step::Constant, Vec::new());
        };
        let limits = curve.limits.as_ref();
        let limited = bands::own_limit(before, limits, OrderedBy::Curve(id), &curve.about);
        let bare = crate::model::Curve { limits: None, ..curve.clone() };
        let segment = limited.value.number().and_then(|number| bare.segment(number)).map(|(left, _)| left);
        let step = Step::Curve { id, curve: Box::new(bare), segment };
        self.amended(Made::new(step, vec![limited]).about(&curve.about), &curve.about)
    }
}
