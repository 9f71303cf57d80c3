//! Numbers that stand in rules: literals of formulas, targets and caps, the ends of bands and of a table's ranges, the points
//! of curves.

use super::knob::{End, Knob, Place};
use crate::message::seek::SeekMessage;
use crate::model::scale::Cell;
use crate::model::{Model, NodeId, NodeKind, ScaleId, Type, UnitId};
use crate::number::Number;
use crate::render::number::{Precision, number};
use crate::source::{Sources, Span};
use crate::value::{Interval, Value};

/// A number in a rule, with all the places in which a model holds it.
struct Found {
    /// Where it is written; of the ends of a scale or table, where the row is.
    span: Span,
    value: Number,
    unit: UnitId,
    /// As it is written, as far as that is known.
    written: Option<String>,
    places: Vec<Place>,
    accepted: Option<Interval>,
}

/// `50% dalam S1.2`, `91% ke-2 dalam skala_lkj`, `91% dalam skala.takar:4`.
pub(super) fn resolve(model: &Model, sources: &Sources, wanted: &str, within: &str) -> Result<Knob, SeekMessage> {
    let (wanted, which) = match wanted.rsplit_once(" ke-") {
        Some((wanted, which)) => (wanted.trim(), which.trim().parse::<usize>().ok()),
        None => (wanted, None),
    };
    let spans = spans(model, sources, within);
    if spans.is_empty() {
        let names = names(model);
        let near = crate::nearest::nearest(within, names.iter().map(String::as_str));
        let near = near.map(|near| format!("{wanted} dalam {near}"));
        return Err(SeekMessage::UnknownKnob { path: format!("{wanted} dalam {within}"), near });
    }
    let inside = |span: Span| {
        spans.iter().any(|outer| outer.file == span.file && outer.start <= span.start && span.end <= outer.end)
    };
    let all: Vec<Found> = everything(model, sources).into_iter().filter(|found| inside(found.span)).collect();
    let shown = |found: &Found| number(&model.units, &found.value, found.unit, Precision::Cut(15));
    let plain = digits(wanted);
    let same = |found: &&Found| {
        found.written.as_deref().is_some_and(|written| digits(written) == plain) || digits(&shown(found)) == plain
    };
    let matching: Vec<&Found> = all.iter().filter(same).collect();
    let found = match (matching.as_slice(), which) {
        ([], _) => None,
        ([only], None | Some(1)) => Some(*only),
        (several, Some(which)) => which.checked_sub(1).and_then(|place| several.get(place)).copied(),
        (several, None) => {
            let places = several.iter().map(|found| sources.place(found.span)).collect();
            let (number, within) = (wanted.to_owned(), within.to_owned());
            return Err(SeekMessage::SeveralNumbers { number, within, places });
        }
    };
    let Some(found) = found else {
        let mut numbers: Vec<String> = all.iter().map(shown).collect();
        numbers.dedup();
        numbers.truncate(MOST_SHOWN);
        return Err(SeekMessage::NoSuchNumber { number: wanted.to_owned(), within: within.to_owned(), numbers });
    };
    let name = match which {
        Some(which) => format!("{wanted} ke-{which} dalam {within}"),
        None => format!("{wanted} dalam {within}"),
    };
    Ok(Knob {
        name,
        ty: Type::Number(found.unit),
        figure: None,
        end: None,
        places: found.places.clone(),
        accepted: found.accepted.clone(),
        span: Some(found.span),
    })
}

/// So many numbers are offered.
const MOST_SHOWN: usize = 20;

/// The end of a band or cap, with the ends of the same scale that are the same number: a limit between two bands moves both.
pub(super) fn whole(model: &Model, name: &str, place: Place) -> Option<Knob> {
    let found = scales(model).into_iter().find(|found| found.places.contains(&place))?;
    Some(Knob {
        name: name.to_owned(),
        ty: Type::Number(found.unit),
        figure: None,
        end: None,
        places: found.places,
        accepted: found.accepted,
        span: Some(found.span),
    })
}

/// What a number is compared by: its digits, decimal sign, minus and percent sign.
fn digits(text: &str) -> String {
    let kept = |c: char| match c {
        '−' | '–' | '-' => Some('-'),
        c if c.is_ascii_digit() || matches!(c, ',' | '%') => Some(c),
        _ => None,
    };
    text.trim().trim_end_matches(",-").chars().filter_map(kept).collect()
}

/// What the name behind `dalam` covers: an item, a formula, a scale, a table, a curve, `pengukuran`, a line.
fn spans(model: &Model, sources: &Sources, within: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    for (index, item) in model.items.iter().enumerate() {
        if model.full_code(crate::model::ItemId(index as u32)) == within {
            spans.push(item.about.span);
        }
    }
    let named = [
        model.formulas.iter().map(|formula| (formula.name.as_str(), formula.about.span)).collect::<Vec<_>>(),
        model.scales.iter().map(|scale| (scale.name.as_str(), scale.about.span)).collect(),
        model.tables.iter().map(|table| (table.name.as_str(), table.about.span)).collect(),
        model.curves.iter().map(|curve| (curve.name.as_str(), curve.about.span)).collect(),
    ];
    spans.extend(named.into_iter().flatten().filter(|(name, _)| *name == within).map(|(_, span)| span));
    if within == "pengukuran" {
        spans.extend(model.settings.iter().map(|settings| settings.about.span));
    }
    if let Some((name, line)) = within.rsplit_once(':')
        && let Ok(line) = line.trim().parse::<usize>()
    {
        for file in sources.files() {
            let full = sources.name(file);
            if full == name || full.ends_with(&format!("/{name}")) {
                spans.extend(line_span(sources, file, line));
            }
        }
    }
    spans
}

fn line_span(sources: &Sources, file: crate::source::FileId, line: usize) -> Option<Span> {
    let text = sources.text(file);
    let mut start = 0;
    for (index, one) in text.split_inclusive('\n').enumerate() {
        if index + 1 == line {
            return Some(Span::new(file, start, start + one.len()));
        }
        start += one.len();
    }
    None
}

fn names(model: &Model) -> Vec<String> {
    let codes = (0..model.items.len()).map(|index| model.full_code(crate::model::ItemId(index as u32)));
    let others = model.formulas.iter().map(|formula| formula.name.clone());
    let scales = model.scales.iter().map(|scale| scale.name.clone());
    codes.chain(others).chain(scales).chain(["pengukuran".to_owned()]).collect()
}

/// All numbers that stand in rules, in the order of the texts.
fn everything(model: &Model, sources: &Sources) -> Vec<Found> {
    let mut all = literals(model, sources);
    all.extend(scales(model));
    all.extend(curves(model));
    all.extend(tables(model));
    all.sort_by_key(|found| found.span);
    all
}

/// Literals of formulas. The same place stands in several nodes where a formula is applied several times.
fn literals(model: &Model, sources: &Sources) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    let mut index = std::collections::HashMap::new();
    let read = read(model);
    for (place, node) in model.nodes.iter().enumerate().filter(|(place, _)| read[*place]) {
        let (NodeKind::Constant(Value::Number(value)), Type::Number(unit)) = (&node.kind, node.ty) else { continue };
        let written = sources.excerpt(node.span);
        // What only stands for a literal, as the 100% of a serapan, is not written anywhere.
        if !written.starts_with(|c: char| c.is_ascii_digit() || c == 'R') || written.contains('\n') {
            continue;
        }
        let node_place = Place::Node(NodeId(place as u32));
        match index.get(&(node.span, unit)) {
            Some(known) => {
                let known: &usize = known;
                found[*known].places.push(node_place);
            }
            None => {
                index.insert((node.span, unit), found.len());
                found.push(Found {
                    span: node.span,
                    value: value.clone(),
                    unit,
                    written: Some(written.to_owned()),
                    places: vec![node_place],
                    accepted: None,
                });
            }
        }
    }
    found
}

/// Whether a node is a step of any result or condition. What scales and tables were read from is not.
fn read(model: &Model) -> Vec<bool> {
    let mut read = vec![false; model.nodes.len()];
    let items = model.items.iter().flat_map(|item| item.properties.iter().flatten().copied().chain(item.present));
    let mut open: Vec<NodeId> = items.chain(model.conditions.iter().map(|condition| condition.node)).collect();
    while let Some(node) = open.pop() {
        if !std::mem::replace(&mut read[node.0 as usize], true) {
            open.extend(model.node(node).kind.reads());
        }
    }
    read
}

/// Ends that are the same number are one: they part two neighbours. What lies between the ends beside it is accepted.
fn merged(unit: UnitId, ends: Vec<(Number, Span, Place)>) -> Vec<Found> {
    let mut values: Vec<Number> = ends.iter().map(|(value, ..)| value.clone()).collect();
    values.sort();
    values.dedup();
    let mut found = Vec::new();
    for (place, value) in values.iter().enumerate() {
        let own: Vec<&(Number, Span, Place)> = ends.iter().filter(|(other, ..)| other == value).collect();
        let Some((_, span, _)) = own.first() else { continue };
        let low = place.checked_sub(1).and_then(|before| values.get(before));
        let high = values.get(place + 1);
        let accepted = Interval {
            low: low.map(|number| (number.clone(), false)),
            high: high.map(|number| (number.clone(), false)),
        };
        found.push(Found {
            span: *span,
            value: value.clone(),
            unit,
            written: None,
            places: own.iter().map(|(_, _, place)| place.clone()).collect(),
            accepted: Some(accepted),
        });
    }
    found
}

fn scales(model: &Model) -> Vec<Found> {
    let mut found = Vec::new();
    for (index, scale) in model.scales.iter().enumerate() {
        let Some(unit) = scale.unit else { continue };
        let id = ScaleId(index as u32);
        let mut ends = Vec::new();
        for (band, row) in scale.bands.iter().enumerate() {
            let Some((range, span)) = &row.range else { continue };
            for end in [End::Low, End::High] {
                let value = end.of(range).cloned();
                ends.extend(value.map(|value| (value, *span, Place::Band { scale: id, band, end })));
            }
        }
        found.extend(merged(unit, ends));
        if let Some((limits, span)) = &scale.limits {
            for end in [End::Low, End::High] {
                found.extend(end.of(limits).map(|value| Found {
                    span: *span,
                    value: value.clone(),
                    unit,
                    written: None,
                    places: vec![Place::ScaleLimit { scale: id, end }],
                    accepted: None,
                }));
            }
        }
    }
    found
}

fn curves(model: &Model) -> Vec<Found> {
    let mut found = Vec::new();
    for (curve, of) in model.curves.iter().enumerate() {
        let input = |place: usize| of.points.get(place).map(|(x, _)| (x.clone(), false));
        for (point, (x, y)) in of.points.iter().enumerate() {
            for (output, value, unit) in [(false, x, of.input), (true, y, of.output)] {
                let between = Interval { low: point.checked_sub(1).and_then(input), high: input(point + 1) };
                found.push(Found {
                    span: of.about.span,
                    value: value.clone(),
                    unit,
                    written: None,
                    places: vec![Place::Point { curve, point, output }],
                    accepted: (!output).then_some(between),
                });
            }
        }
    }
    found
}

fn tables(model: &Model) -> Vec<Found> {
    let mut found = Vec::new();
    for (table, of) in model.tables.iter().enumerate() {
        for (input, (_, ty)) in of.inputs.iter().enumerate() {
            let Type::Number(unit) = ty else { continue };
            let mut ends = Vec::new();
            for (row, rule) in of.rows.iter().enumerate() {
                let Some(Cell::Numbers(ranges)) = rule.conditions.get(input) else { continue };
                for (range, interval) in ranges.iter().enumerate() {
                    for end in [End::Low, End::High] {
                        let value = end.of(interval).cloned();
                        let place = Place::Cell { table, row, input, range, end };
                        ends.extend(value.map(|value| (value, rule.span, place)));
                    }
                }
            }
            found.extend(merged(*unit, ends));
        }
    }
    found
}
