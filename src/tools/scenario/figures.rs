//! The data file of a scenario: every figure, as a table that is read again as the same figures.

use super::literal::cell;
use crate::evaluate::Facts;
use crate::message::session::SessionMessage;
use crate::model::{ItemId, Model, Property, Type};
use crate::value::{CodeId, Field, Slot, Value};
use std::collections::HashSet;
use std::sync::Arc;

/// The columns in which figures stand.
const COLUMNS: [&str; 5] = ["kode", "target", "realisasi", "capaian_lapor", "kategori_lapor"];

/// The figures of all cases as CSV, Indonesian numerals and `;` between cells. Each case comes with the rules that it is
/// evaluated by.
///
/// # Errors
/// A figure that a cell cannot hold.
pub fn csv<'c>(cases: impl Iterator<Item = (&'c Facts, &'c Model)> + Clone) -> Result<String, SessionMessage> {
    let has_units = cases.clone().any(|(facts, _)| facts.unit.is_some());
    let whole: HashSet<_> = cases.clone().map(|(facts, _)| (facts.unit.clone(), facts.period)).collect();
    // Parts of periods, and other periods that `pada` reads, stand beside several cases.
    let mut beside = HashSet::new();
    let mut all: Vec<(&Facts, &Model)> = Vec::new();
    for (facts, model) in cases {
        all.push((facts, model));
        for other in facts.others() {
            let key = (other.unit.clone().or_else(|| facts.unit.clone()), other.period);
            if !whole.contains(&key) && beside.insert(key) {
                all.push((other, model));
            }
        }
    }
    let cases = all;
    let mut notes: Vec<Arc<str>> = Vec::new();
    for (facts, model) in &cases {
        for published in (0..model.codes.len()).filter_map(|code| facts.published(CodeId(code as u32))) {
            for (name, _) in &published.notes {
                if !notes.contains(name) {
                    notes.push(name.clone());
                }
            }
        }
    }
    let mut text = String::new();
    let mut head: Vec<&str> = Vec::new();
    head.extend(has_units.then_some("unit"));
    head.push("periode");
    head.extend(COLUMNS);
    head.extend(notes.iter().map(|name| &**name));
    row(&mut text, &head);
    for (facts, model) in cases {
        for code in (0..model.codes.len()).map(|code| CodeId(code as u32)) {
            // What the rules no longer have, data must not name.
            if model.code_item(code).is_none() {
                continue;
            }
            let figure = |field: Field| facts.get(Slot { code, field });
            let (target, realization) = (figure(Field::Target), figure(Field::Realization));
            let published = facts.published(code);
            if target.is_none() && realization.is_none() && published.is_none() {
                continue;
            }
            let written = |field: Field, fact: Option<&crate::evaluate::Fact>| match fact {
                None => Ok(String::new()),
                Some(fact) => {
                    let ty = type_of(model, code, field, &fact.value);
                    cell(model, &fact.value, ty, fact.decimals)
                        .ok_or_else(|| SessionMessage::CannotSave { path: path(model, code, field) })
                }
            };
            let period = facts.period.map_or_else(String::new, |period| period.to_string());
            let mut cells: Vec<String> = Vec::new();
            cells.extend(has_units.then(|| facts.unit.as_deref().unwrap_or("").to_owned()));
            cells.extend([period, model.codes.name(code).to_owned()]);
            cells.extend([written(Field::Target, target)?, written(Field::Realization, realization)?]);
            let said = |text: Option<&Arc<str>>| text.map_or_else(String::new, |text| text.to_string());
            cells.push(said(published.and_then(|published| published.achievement.as_ref())));
            cells.push(said(published.and_then(|published| published.category.as_ref())));
            for name in &notes {
                let note = published.and_then(|published| published.notes.iter().find(|(known, _)| known == name));
                cells.push(said(note.map(|(_, text)| text)));
            }
            row(&mut text, &cells);
        }
    }
    Ok(text)
}

fn type_of(model: &Model, code: CodeId, field: Field, value: &Value) -> Type {
    let property = match field {
        Field::Target => [Property::Target, Property::Ceiling],
        Field::Realization => [Property::Realization, Property::Realization],
    };
    let item = model.code_item(code).map(|item: ItemId| model.item(item));
    let node = item.and_then(|item| property.into_iter().find_map(|property| item.properties[property as usize]));
    match (node, value) {
        (Some(node), _) => model.node(node).ty,
        (None, _) => Type::Text,
    }
}

/// What messages call a figure.
pub fn path(model: &Model, code: CodeId, field: Field) -> String {
    let name = model.codes.name(code);
    let item = model.code_item(code).map(|item| model.item(item));
    match (field, item.map(|item| item.kind)) {
        (_, Some(crate::model::ItemKind::Data)) => name.to_owned(),
        (Field::Target, Some(crate::model::ItemKind::Budget)) => format!("{name}.pagu"),
        (Field::Target, _) => format!("{name}.target"),
        (Field::Realization, _) => format!("{name}.realisasi"),
    }
}

fn row(text: &mut String, cells: &[impl AsRef<str>]) {
    for (index, cell) in cells.iter().enumerate() {
        if index > 0 {
            text.push(';');
        }
        let cell = cell.as_ref();
        // Blanks around a cell would be dropped, and these signs part cells and rows.
        let plain = !cell.contains(['"', ';', '\n', '\r', ',', '\t']) && cell.trim() == cell;
        match plain || (is_number(cell)) {
            true => text.push_str(cell),
            false => text.push_str(&format!("\"{}\"", cell.replace('"', "\"\""))),
        }
    }
    text.push('\n');
}

fn is_number(cell: &str) -> bool {
    !cell.is_empty() && cell.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '-' | '−'))
}
