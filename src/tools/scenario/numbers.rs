//! A single number in a rule, changed by an amendment of what it stands in.

use super::literal::literal;
use super::rules::RuleChange;
use crate::model::{Model, Type};
use crate::source::{Sources, Span};
use crate::syntax::ast::{Block, BlockKind, ChangeKind, ChangeTarget, Item, Member};
use crate::tools::whatif::{End, Knob, Place};
use crate::value::{Interval, Value};
use std::sync::Arc;

/// The amendment that gives a number in a rule another value; none where only the whole declaration can be replaced.
pub fn change(model: &Model, sources: &Sources, knob: &Knob, value: &Value, typed: Span) -> Option<Vec<RuleChange>> {
    let mut edits = Vec::new();
    for place in &knob.places {
        let edit = edit(model, knob, place, value)?;
        if !edits.contains(&edit) {
            edits.push(edit);
        }
    }
    let (first, _) = edits.first()?;
    let parsed = crate::syntax::parse(sources, first.file);
    let written = |outer: Span| edited(sources, outer, &edits);
    let (target, members) = parsed.tree.items.iter().find_map(|item| owner(sources, item, *first))?;
    let holds = |member: &&Member| within(member.span(), *first);
    let text = match members.iter().find(holds)? {
        Member::Attribute(attribute) => written(attribute.span)?,
        // The rows of a scale or table are replaced all together.
        Member::Band(_) | Member::Row(_) => {
            let rows = members.iter().filter(|member| matches!(member, Member::Band(_) | Member::Row(_)));
            rows.map(|row| written(row.span())).collect::<Option<Vec<_>>>()?.join("\n  ")
        }
        _ => return None,
    };
    Some(vec![RuleChange::whole(target.clone(), format!("ubah {target} {{\n  {text}\n}}"), typed)])
}

/// What is written instead of which stretch.
fn edit(model: &Model, knob: &Knob, place: &Place, value: &Value) -> Option<(Span, String)> {
    let with_end = |interval: &Interval, end: End, unit: Type| {
        let mut interval = interval.clone();
        let side = match end {
            End::Low => &mut interval.low,
            End::High => &mut interval.high,
        };
        let inclusive = side.as_ref().is_none_or(|(_, inclusive)| *inclusive);
        *side = Some((value.number()?.clone(), inclusive));
        literal(model, &Value::Range(Arc::new(interval)), unit)
    };
    match place {
        Place::Node(node) => Some((model.node(*node).span, literal(model, value, knob.ty)?)),
        Place::Band { scale, band, end } => {
            let scale = model.scale(*scale);
            let (range, span) = scale.bands.get(*band)?.range.as_ref()?;
            Some((*span, with_end(range, *end, Type::Range(scale.unit?))?))
        }
        Place::ScaleLimit { .. } | Place::Point { .. } | Place::Cell { .. } | Place::Figure(..) | Place::Parts(..) => {
            None
        }
    }
}

/// The text of a stretch with what is written instead.
fn edited(sources: &Sources, outer: Span, edits: &[(Span, String)]) -> Option<String> {
    let mut text = sources.excerpt(outer).to_owned();
    let mut inside: Vec<&(Span, String)> = edits.iter().filter(|(span, _)| within(outer, *span)).collect();
    inside.sort_by_key(|(span, _)| std::cmp::Reverse(span.start));
    for (span, with) in inside {
        let range = (span.start - outer.start) as usize..(span.end - outer.start) as usize;
        text.get(range.clone())?;
        text.replace_range(range, with);
    }
    Some(text)
}

fn within(outer: Span, inner: Span) -> bool {
    outer.file == inner.file && outer.start <= inner.start && inner.end <= outer.end
}

/// The declaration in whose own rows or attributes a place lies, as `ubah` names it.
fn owner<'t>(sources: &Sources, item: &'t Item, place: Span) -> Option<(String, &'t [Member])> {
    match item {
        Item::Block(block) => in_block(block, None, place),
        Item::Change(change) if within(change.span, place) => match &change.kind {
            ChangeKind::Replace { target: ChangeTarget::Item(path), members, .. } => {
                Some((sources.excerpt(path.span).to_owned(), members))
            }
            ChangeKind::Insert { items, .. } => items.iter().find_map(|item| owner(sources, item, place)),
            _ => None,
        },
        _ => None,
    }
}

fn in_block<'t>(block: &'t Block, around: Option<&str>, place: Span) -> Option<(String, &'t [Member])> {
    if !within(block.span, place) {
        return None;
    }
    let name = block.name.as_ref().map(|name| name.text.as_str());
    let inner = block.members.iter().find_map(|member| match member {
        Member::Block(inner) => in_block(inner, name, place),
        _ => None,
    });
    if inner.is_some() {
        return inner;
    }
    let target = match (block.kind, name) {
        (BlockKind::Settings(kind), _) => {
            let kind = kind.map_or_else(String::new, |kind| format!(" {}", kind.word()));
            let within = around.map_or_else(String::new, |group| format!(" dalam {group}"));
            format!("pengukuran{kind}{within}")
        }
        (_, name) => name?.to_owned(),
    };
    Some((target, &block.members))
}
