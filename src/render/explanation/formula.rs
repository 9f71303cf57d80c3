//! Formulas: with names, as the ruleset writes them, and with values in the names' places.

use super::shown;
use crate::explain::{Aggregated, Explanation, Operator, OrderedBy, Part, Step, Subject};
use crate::model::Property;
use crate::render::View;
use crate::render::markup::{Markup, Role};
use crate::render::number;
use crate::source::Span;
use crate::value::Value;
use crate::value::operator::{Factor, Sign};

/// Of more values than this only the first few are written in a formula.
const MOST_VALUES: usize = 8;

/// The text of a rule on one line, without comments.
pub(super) fn source(view: &View<'_>, span: Span) -> String {
    let mut text = String::new();
    append(&mut text, view.sources.excerpt(span));
    text.trim().to_owned()
}

/// Adds rule text; blanks fold into one, comments go.
fn append(text: &mut String, piece: &str) {
    let mut quote: Option<char> = None;
    let mut comment = false;
    for c in piece.chars() {
        if comment {
            comment = c != '\n';
            continue;
        }
        match (quote, c) {
            (None, '#') => comment = true,
            (None, c) if c.is_whitespace() => {
                if !text.ends_with(' ') && !text.ends_with('(') {
                    text.push(' ');
                }
            }
            (None, '"' | '“' | '”') => {
                quote = Some(c);
                text.push('"');
            }
            (Some(_), '"' | '”') => {
                quote = None;
                text.push('"');
            }
            (_, c) => text.push(c),
        }
    }
}

/// What stands in the place of a part of a rule.
type Replacement = (Span, String);

/// A formula with the values in the places of the names.
pub(super) fn with_values(view: &View<'_>, explanation: &Explanation) -> String {
    if is_built(explanation) {
        return built(view, explanation, false);
    }
    let mut replacements = Vec::new();
    collect(view, explanation, true, &mut replacements);
    let whole = explanation.span;
    replacements.retain(|(span, _)| within(*span, whole));
    replacements.sort_by_key(|(span, _)| (span.start, std::cmp::Reverse(span.end)));
    let mut text = String::new();
    let mut at = whole.start;
    for (span, value) in replacements {
        if span.start < at {
            continue;
        }
        append(&mut text, view.sources.excerpt(Span { start: at, end: span.start, ..whole }));
        text.push_str(&value);
        at = span.end;
    }
    append(&mut text, view.sources.excerpt(Span { start: at, ..whole }));
    text.trim().to_owned()
}

/// A formula with names.
pub(super) fn with_names(view: &View<'_>, explanation: &Explanation) -> String {
    if is_built(explanation) { built(view, explanation, true) } else { source(view, explanation.span) }
}

/// Whether the formula is written nowhere because the language defines it.
fn is_built(explanation: &Explanation) -> bool {
    matches!(explanation.subject, Subject::Property(_, Property::Remaining | Property::Absorption))
}

fn within(inner: Span, outer: Span) -> bool {
    inner.file == outer.file && inner.start >= outer.start && inner.end <= outer.end
}

/// The value of a part, in parentheses where a sign would meet an operator.
fn operand(view: &View<'_>, explanation: &Explanation) -> String {
    let text = state_or_value(view, explanation);
    if text.starts_with('−') { format!("({text})") } else { text }
}

/// Inside a formula a state is told by its keyword, which is short.
fn state_or_value(view: &View<'_>, explanation: &Explanation) -> String {
    match &explanation.value {
        Value::Missing(_) => "kosong".to_owned(),
        Value::Failed(_) => "galat".to_owned(),
        Value::NotApplicable(_) => "tidak berlaku".to_owned(),
        value => shown(view, value, explanation.ty),
    }
}

fn collect(view: &View<'_>, explanation: &Explanation, top: bool, into: &mut Vec<Replacement>) {
    match &explanation.step {
        Step::Constant => {}
        Step::Aggregated(list) => collect_list(view, list, explanation, into),
        // Only what was taken has values; the whole choice is shown apart.
        Step::Chosen { .. } if !top => into.push((explanation.span, operand(view, explanation))),
        Step::Computed(operator) if !matches!(operator, Operator::RangeEnd { .. }) => {
            for child in &explanation.because {
                collect(view, child, false, into);
            }
        }
        Step::Applied { .. }
        | Step::Function { .. }
        | Step::Limited { .. }
        | Step::Rounded { .. }
        | Step::Banded { .. }
        | Step::Table { .. }
        | Step::Curve { .. }
        | Step::Chosen { .. } => {
            for child in explanation.because.iter().map(written) {
                if within(child.span, explanation.span) {
                    collect(view, child, false, into);
                }
            }
        }
        _ => into.push((explanation.span, operand(view, explanation))),
    }
}

/// Behind the limit and the rounding that a scale or curve has of its own: they are written there, not in the formula.
pub(super) fn written(explanation: &Explanation) -> &Explanation {
    let mut explanation = explanation;
    while let Step::Limited { by: OrderedBy::Scale(_) | OrderedBy::Curve(_), .. }
    | Step::Rounded { by: OrderedBy::Scale(_), .. } = explanation.step
    {
        match explanation.because.first() {
            Some(before) => explanation = before,
            None => break,
        }
    }
    explanation
}

/// The members of a set are written once in the rule: all their values stand in that place.
fn collect_list(view: &View<'_>, list: &Aggregated, explanation: &Explanation, into: &mut Vec<Replacement>) {
    let children = |place: fn(&crate::explain::MemberShown) -> Option<usize>| -> Vec<&Explanation> {
        // Of values that stand in the rule each by itself, one that is left out is still to be seen.
        let shown = list.members.iter().filter(|member| member.left_out.is_none() || member.item.is_none());
        shown.filter_map(|member| explanation.because.get(place(member)?)).collect()
    };
    for part in [children(|member| member.value), children(|member| member.weight)] {
        let same = part.len() > 1 && part.iter().all(|child| child.span == part[0].span);
        if same {
            let values: Vec<String> = part.iter().map(|child| state_or_value(view, child)).collect();
            into.push((part[0].span, joined(&values)));
        } else {
            part.iter().for_each(|child| collect(view, child, false, into));
        }
    }
}

/// Values separated as arguments are.
pub(super) fn joined(values: &[String]) -> String {
    match values.get(..MOST_VALUES) {
        Some(first) if values.len() > MOST_VALUES => format!("{}; … ({})", first[..3].join("; "), values.len()),
        _ => values.join("; "),
    }
}

/// The values of a list, as arguments of its function.
pub(super) fn call(view: &View<'_>, list: &Aggregated, explanation: &Explanation) -> String {
    let values: Vec<String> = list
        .members
        .iter()
        .filter(|member| member.left_out.is_none())
        .filter_map(|member| explanation.because.get(member.value?))
        .map(|child| state_or_value(view, child))
        .collect();
    format!("{}({})", list.function.word(), joined(&values))
}

/// A formula from its tree.
fn built(view: &View<'_>, explanation: &Explanation, names: bool) -> String {
    let inner = |child: &Explanation| {
        let text = built(view, child, names);
        if matches!(child.step, Step::Computed(Operator::Sum(_))) { format!("({text})") } else { text }
    };
    match &explanation.step {
        Step::Computed(Operator::Sum(signs)) => {
            let mut text = String::new();
            for (index, (sign, child)) in signs.iter().zip(&explanation.because).enumerate() {
                match (index, sign) {
                    (0, Sign::Plus) => {}
                    (0, Sign::Minus) => text.push('−'),
                    (_, Sign::Plus) => text.push_str(" + "),
                    (_, Sign::Minus) => text.push_str(" − "),
                }
                text.push_str(&inner(child));
            }
            text
        }
        Step::Computed(Operator::Product(operators)) => {
            let mut text = String::new();
            for (index, (operator, child)) in operators.iter().zip(&explanation.because).enumerate() {
                match (index, operator) {
                    (0, _) => {}
                    (_, Factor::Times) => text.push_str(" × "),
                    (_, Factor::Over) => text.push_str(" / "),
                }
                text.push_str(&inner(child));
            }
            text
        }
        Step::Read { part: Part::Property(property), .. } if names => property.word().to_owned(),
        _ => operand(view, explanation),
    }
}

/// A result with its digits and, where they are cut, the exact fraction.
pub(super) fn result(view: &View<'_>, explanation: &Explanation) -> Markup {
    let mut text = Markup::of(Role::Result, shown(view, &explanation.value, explanation.ty));
    if let (Value::Number(value), crate::model::Type::Number(unit)) = (&explanation.value, explanation.ty)
        && let Some(fraction) = number::fraction(&view.model.units, value, unit, 3)
    {
        text.push(Role::Faint, format!("  ({fraction})"));
    }
    text
}
