//! The table of an explanation: inputs with their origin, formulas, limits, roundings, the rating.

use super::sheet::Sheet;
use super::{amended, formula, members, parts, rating, shown};
use crate::explain::{Agreement, Explanation, Operator, OrderedBy, Part, Step, Subject};
use crate::model::{Cited, ItemKind, Property, Setting, Type};
use crate::number::RoundingMode;
use crate::render::View;
use crate::render::markup::{Markup, Role};
use crate::render::number::{self, Precision};
use crate::render::state;
use crate::value::Value;

/// All rows of an explanation.
pub(super) fn of(view: &View<'_>, explanation: &Explanation, sheet: &mut Sheet) {
    let Subject::Item(id) = explanation.subject else {
        let label = match explanation.subject {
            Subject::Condition(_) => view.language.pick("syarat", "condition"),
            _ => view.language.pick("rumus", "formula"),
        };
        return computation(view, explanation, explanation, label, sheet);
    };
    let rows = Rows { view, item: explanation, kind: view.model.item(id).kind };
    for child in &explanation.because {
        rows.property(child, sheet);
    }
    for basis in &explanation.basis {
        let label = view.language.pick("dasar", "basis");
        sheet.row(label, Markup::of(Role::Plain, &basis.text), &[view.place(basis.span)]);
    }
}

struct Rows<'a> {
    view: &'a View<'a>,
    item: &'a Explanation,
    kind: ItemKind,
}

impl Rows<'_> {
    fn property(&self, explanation: &Explanation, sheet: &mut Sheet) {
        let view = self.view;
        let pick = |id, en| view.language.pick(id, en);
        let Subject::Property(_, property) = explanation.subject else {
            return sheet.row(pick("berlaku", "applies"), Markup::of(Role::Result, pick("tidak", "no")), &[]);
        };
        match property {
            Property::Target => input(view, explanation, "target", sheet),
            Property::Realization if self.kind == ItemKind::Data => {
                input(view, explanation, pick("nilai", "value"), sheet)
            }
            Property::Realization => input(view, explanation, pick("realisasi", "actual"), sheet),
            Property::Weight => input(view, explanation, pick("bobot", "weight"), sheet),
            Property::Ceiling => input(view, explanation, "pagu", sheet),
            Property::Spent => input(view, explanation, pick("realisasi", "actual"), sheet),
            Property::Remaining => input(view, explanation, pick("sisa", "remaining"), sheet),
            Property::Absorption => input(view, explanation, pick("serapan", "spent"), sheet),
            Property::Achievement => computation(view, self.item, explanation, pick("rumus", "formula"), sheet),
            // The achievement tells it on the way.
            Property::Raw => {}
            Property::Category => rating::rows(view, explanation, sheet),
        }
    }
}

/// A figure and where it comes from; how it was computed, where it was.
fn input(view: &View<'_>, explanation: &Explanation, label: &str, sheet: &mut Sheet) {
    let value = || Markup::of(value_role(&explanation.value), shown(view, &explanation.value, explanation.ty));
    match &explanation.step {
        _ if is_literal(explanation) => {
            sheet.row(label, value(), &[view.place(explanation.span)]);
            amended::beside(view, explanation, label, sheet);
        }
        Step::Given { origin, .. } => {
            sheet.row(label, value(), &[origin.map_or_else(String::new, |origin| view.origin(origin))]);
        }
        Step::Consolidated(shown) => parts::rows(view, shown, explanation, label, sheet),
        Step::Agreed { given, agreement, .. } => {
            match explanation.because.first() {
                Some(rule) if explanation.value == rule.value => input(view, rule, label, sheet),
                _ => {
                    let origin = given.as_ref().map_or_else(String::new, |fact| view.origin(fact.origin));
                    sheet.row(label, value(), &[origin]);
                }
            }
            repeated(view, explanation, *agreement, sheet);
        }
        Step::ForPeriod { .. } => match explanation.because.first() {
            Some(arm) => input(view, arm, label, sheet),
            None => sheet.row(label, value(), &[view.place(explanation.span)]),
        },
        Step::Read { .. } => {
            let text = value().with(Role::Faint, format!("  ({})", formula::source(view, explanation.span)));
            sheet.row(label, text, &[view.place(explanation.span)]);
            amended::beside(view, explanation, label, sheet);
        }
        Step::Aggregated(list) => {
            let text = Markup::of(Role::Plain, format!("{} = ", formula::call(view, list, explanation)));
            sheet.row(label, with(text, formula::result(view, explanation)), &[]);
            members::rows(view, list, explanation, sheet);
        }
        _ => {
            sheet.row(label, value(), &[view.place(explanation.span)]);
            sheet.more(Markup::of(Role::Plain, formula::with_names(view, explanation)));
            amended::beside(view, explanation, label, sheet);
            working(view, explanation, sheet);
        }
    }
}

/// Whether it stands in the rules as it is: `95%`, `−5%`, `7 s.d. 8 bulan`.
fn is_literal(explanation: &Explanation) -> bool {
    match explanation.step {
        Step::Constant => true,
        Step::Computed(Operator::Range { .. } | Operator::Negative) => explanation.because.iter().all(is_literal),
        _ => false,
    }
}

fn with(mut text: Markup, more: Markup) -> Markup {
    text.append(more);
    text
}

fn value_role(value: &Value) -> Role {
    match value {
        Value::Failed(_) | Value::Missing(_) => Role::Alert,
        _ => Role::Result,
    }
}

/// What the data says where the ruleset decides.
fn repeated(view: &View<'_>, explanation: &Explanation, agreement: Agreement, sheet: &mut Sheet) {
    let Step::Agreed { given: Some(fact), .. } = &explanation.step else { return };
    let (role, text) = match agreement {
        Agreement::Repeats => (Role::Faint, view.language.pick("sama dalam data", "the same in the data").to_owned()),
        Agreement::Differs => {
            let given = shown(view, &fact.value, explanation.ty);
            (Role::Alert, view.language.pick(format!("dalam data {given}"), format!("{given} in the data")))
        }
        _ => return,
    };
    sheet.row("", Markup::of(role, text), &[view.origin(fact.origin)]);
}

/// A computed result: its formula, then each limit and rounding on the way.
fn computation(view: &View<'_>, item: &Explanation, explanation: &Explanation, label: &str, sheet: &mut Sheet) {
    let mut steps = Vec::new();
    let mut core = explanation;
    loop {
        core = match &core.step {
            Step::Limited { by: OrderedBy::Setting(_), .. } | Step::Rounded { by: OrderedBy::Setting(_), .. } => {
                steps.push(core);
                match core.because.first() {
                    Some(before) => before,
                    None => break,
                }
            }
            // The way of a value runs over properties of the same item: they are told as one.
            Step::Read { item: id, part: Part::Property(property), .. } if item.subject == Subject::Item(*id) => {
                match item.property(*property) {
                    Some(own) if *property == Property::Raw => own,
                    _ => break,
                }
            }
            Step::Guarded { .. } => match core.because.get(1) {
                Some(of) => of,
                None => break,
            },
            _ => break,
        };
    }
    first_rows(view, item, core, label, sheet);
    for step in steps.into_iter().rev() {
        ordered(view, step, sheet);
    }
}

fn first_rows(view: &View<'_>, item: &Explanation, core: &Explanation, label: &str, sheet: &mut Sheet) {
    match &core.step {
        Step::Aggregated(list) if list.setting.is_some() => {
            let text = Markup::of(Role::Plain, format!("{} = ", formula::call(view, list, core)));
            let label = view.language.pick("agregasi", "aggregate");
            let origin = list.setting.map_or_else(Vec::new, |setting| cite(view, setting, &core.basis));
            sheet.row(label, with(text, formula::result(view, core)), &origin);
            amended::beside(view, core, "agregasi", sheet);
            members::rows(view, list, core, sheet);
            if let Some(setting) = list.missing_setting {
                let text = Markup::of(Role::Plain, list.missing.word());
                sheet.row("kosong", text, &cite(view, setting, &[]));
            }
        }
        Step::Applied { formula: id } if is_polarity(view, item, core) => {
            let Some(formula) = view.model.formulas.get(id.0 as usize) else { return };
            let mut origin = vec![formula.name.clone(), view.place(formula.body)];
            origin.extend(core.basis.iter().map(|basis| basis.text.clone()));
            sheet.row(label, Markup::of(Role::Plain, formula::source(view, formula.body)), &origin);
            core.because.iter().chain([core]).for_each(|part| amended::beside(view, part, "rumus", sheet));
            if let Some(body) = core.because.last() {
                working(view, body, sheet);
            }
        }
        Step::Guarded { .. } | Step::Read { .. } | Step::Constant | Step::Given { .. } | Step::Agreed { .. } => {
            input(view, core, label, sheet);
        }
        _ => {
            let names = formula::with_names(view, core);
            sheet.row(label, Markup::of(Role::Plain, names), &[view.place(core.span)]);
            amended::beside(view, core, "rumus", sheet);
            working(view, core, sheet);
            let missing = core.nodes().find_map(|node| match &node.step {
                Step::Aggregated(list) if list.setting.is_none() => Some((list.missing_setting?, list.missing)),
                _ => None,
            });
            if let Some((setting, missing)) = missing {
                sheet.row("kosong", Markup::of(Role::Plain, missing.word()), &cite(view, setting, &[]));
            }
        }
    }
}

/// Whether this is the polarity of an indicator, whose formula is shown as the indicator's own.
fn is_polarity(view: &View<'_>, item: &Explanation, core: &Explanation) -> bool {
    let indicator = matches!(item.subject, Subject::Item(id) if view.model.item(id).kind == ItemKind::Indicator);
    let Step::Applied { formula } = &core.step else { return false };
    indicator && view.model.formulas.get(formula.0 as usize).is_some_and(|formula| formula.is_polarity)
}

/// The lines of a formula with values: the branch taken, those not taken, what the functions in it did.
fn working(view: &View<'_>, explanation: &Explanation, sheet: &mut Sheet) {
    if let Step::Chosen { tried, not_taken, .. } = &explanation.step {
        let (conditions, result) = explanation.because.split_at((*tried).min(explanation.because.len()));
        for condition in conditions {
            let holds = shown(view, &condition.value, condition.ty);
            let text = format!("jika {}: ", formula::with_values(view, condition));
            sheet.more(Markup::of(Role::Plain, text).with(Role::Result, holds));
        }
        for taken in result {
            let word = view.language.pick("diambil", "taken");
            sheet.more(Markup::of(Role::Plain, format!("{word}: {}", formula::source(view, taken.span))));
            working(view, taken, sheet);
        }
        let word = view.language.pick("tidak diambil", "not taken");
        for branch in not_taken {
            let result = formula::source(view, branch.result);
            sheet.more(Markup::of(Role::Faint, format!("{word}: {result}")));
        }
        return;
    }
    let values = formula::with_values(view, explanation);
    let result = formula::result(view, explanation);
    if values == result.plain() {
        return parts::other(view, explanation, sheet);
    }
    // `a = b = ya` would read as a chain.
    let is = if explanation.ty == Type::Truth { ":" } else { " =" };
    sheet.more(with(Markup::of(Role::Plain, format!("{values}{is} ")), result));
    match &explanation.step {
        Step::Aggregated(list) => members::rows(view, list, explanation, sheet),
        _ => details(view, explanation, sheet),
    }
}

/// What the functions in a formula did, one after the other.
fn details(view: &View<'_>, explanation: &Explanation, sheet: &mut Sheet) {
    match &explanation.step {
        Step::Aggregated(list) if list.members.iter().any(|member| member.item.is_some()) => {
            let text = format!("{} = ", formula::source(view, explanation.span));
            sheet.more(with(Markup::of(Role::Plain, text), formula::result(view, explanation)));
            members::rows(view, list, explanation, sheet);
        }
        Step::Applied { formula: id } => {
            let (body, arguments) = match explanation.because.split_last() {
                Some(parts) => parts,
                None => return,
            };
            arguments.iter().for_each(|argument| details(view, argument, sheet));
            if let Some(formula) = view.model.formulas.get(id.0 as usize) {
                let text = format!(
                    "{}({}) = {}",
                    formula.name,
                    formula.parameters.join("; "),
                    formula::source(view, formula.body)
                );
                sheet.row("", Markup::of(Role::Faint, text), &[view.place(formula.body)]);
            }
            working(view, body, sheet);
        }
        Step::Table { table, row, .. } => {
            if let Some(row) = row.and_then(|row| table.rows.get(row)) {
                let text = format!("{}: {}", table.name, formula::source(view, row.span));
                sheet.row("", Markup::of(Role::Plain, text), &[view.place(row.span)]);
            }
        }
        Step::Curve { curve, segment, .. } => {
            let Some(points) = segment.and_then(|left| curve.points.get(left..)) else { return };
            let point = |(x, y): &(crate::number::Number, crate::number::Number)| {
                let units = &view.model.units;
                let side = |value, unit| number::number(units, value, unit, Precision::Explanation);
                format!("{}: {}", side(x, curve.input), side(y, curve.output))
            };
            let ends: Vec<String> = points.iter().take(2).map(point).collect();
            let between = view.language.pick("antara titik", "between the points");
            let text = format!("{}: {between} {}", curve.name, ends.join("; "));
            sheet.row("", Markup::of(Role::Plain, text), &[view.place(curve.about.head)]);
        }
        Step::Banded { .. } => {
            explanation.because.iter().map(formula::written).for_each(|child| details(view, child, sheet));
            if explanation.value.is_there() {
                rating::called(view, explanation, sheet);
            }
        }
        Step::Chosen { .. } => working(view, explanation, sheet),
        Step::OtherPeriod { .. } => parts::other(view, explanation, sheet),
        // What they rate, cap or round stands in the formula; that they changed it does not.
        Step::Limited { changed: true, .. } | Step::Rounded { changed: true, .. } => {
            explanation.because.iter().for_each(|child| details(view, child, sheet));
            if let Some(before) = explanation.because.first() {
                let text = format!("{}: ", formula::source(view, explanation.span));
                sheet.more(with(Markup::of(Role::Plain, text), rating::change(view, before, explanation)));
            }
        }
        _ => explanation.because.iter().for_each(|child| details(view, child, sheet)),
    }
}

/// `batasi`, `bulatkan`: before and after, and who ordered it.
fn ordered(view: &View<'_>, explanation: &Explanation, sheet: &mut Sheet) {
    let (Step::Limited { by: OrderedBy::Setting(setting), .. } | Step::Rounded { by: OrderedBy::Setting(setting), .. }) =
        &explanation.step
    else {
        return;
    };
    let (label, text) = rating::order(view, explanation);
    sheet.row(&label, text, &cite(view, *setting, &explanation.basis));
    let word = match explanation.step {
        Step::Limited { .. } => "batasi",
        Step::Rounded { mode: RoundingMode::Truncate, .. } => "pangkas",
        _ => "bulatkan",
    };
    amended::beside(view, explanation, word, sheet);
}

/// Where a setting stands: the block that holds it, its place, the block's legal bases.
pub(super) fn cite(view: &View<'_>, setting: Setting, basis: &[Cited]) -> Vec<String> {
    let mut parts = Vec::new();
    if let Some(block) = setting.block.and_then(|block| view.model.settings.get(block.0 as usize)) {
        parts.push(match block.kind {
            crate::syntax::ast::BlockKind::Settings(Some(group)) => format!("pengukuran {}", group.word()),
            _ => "pengukuran".to_owned(),
        });
    }
    parts.push(view.place(setting.span));
    parts.extend(basis.iter().map(|basis| basis.text.clone()));
    parts
}

/// Why there is no value, as a row's text.
pub(super) fn why(view: &View<'_>, value: &Value) -> String {
    state::reason(view, value).unwrap_or_default()
}
