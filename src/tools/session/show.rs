//! Nodes as rows of the table that `hitung` prints.

use super::{Reply, Session, view};
use crate::model::{ItemId, ItemKind, Property};
use crate::render::layout::{Heading, Text, write_table};
use crate::render::markup::{Markup, Role};
use crate::render::number::{Precision, value as shown};
use crate::render::outcome::{Case, Figure, Row, Sheet};
use crate::render::outcome_table::{TableLook, TableWriter};
use crate::render::state::word;

impl Session {
    /// A node with what is inside it, or these nodes; over several units one figure of each.
    pub(super) fn items(&mut self, focus: &[usize], place: usize, item: ItemId, members: &[ItemId]) -> Reply {
        let Some(case) = self.one_case(focus) else { return self.over_units(focus, place, item, members) };
        let Some(evaluated) = self.evaluate(&self.now, case) else { return Reply::default() };
        let world = self.now.world.borrow();
        let Some(view) = view(&world, place, &self.files, self.look) else { return Reply::default() };
        let model = view.model;
        if model.item(item).kind == ItemKind::Data || model.item(item).module != 0 {
            let node = model.item(item).properties[Property::Realization as usize];
            let node = node.or(model.item(item).properties[Property::Achievement as usize]);
            let Some(node) = node else { return Reply::default() };
            let mut evaluator = crate::Evaluator::among(model, &world.rules, place);
            let outcome = evaluator.run_only(&evaluated.facts, &model.order_to(node), &mut ());
            let mut text = Markup::of(Role::Heading, view.code(item));
            let title = model.item(item).title.as_deref().map_or_else(String::new, |title| format!(" {title}"));
            text.push(Role::Plain, format!("{title}: "));
            if let Some(value) = outcome.value(node) {
                text.append(super::ask::value_text(&view, value, model.node(node).ty));
            }
            return self.say(&text);
        }
        let wanted = |id: ItemId| match members.is_empty() {
            false => members.contains(&id),
            true => std::iter::successors(Some(id), |at| model.item(*at).parent).any(|at| at == item),
        };
        let mut sheet = Sheet::new(view);
        sheet.rows.retain(|row| wanted(row.id));
        let least = sheet.rows.iter().map(|row| row.depth).min().unwrap_or(0);
        sheet.rows.iter_mut().for_each(|row| row.depth -= least);
        let look = TableLook {
            width: self.look.width,
            styled: self.look.styled,
            columns: None,
            amendments: Vec::new(),
            explain: ("jelaskan".to_owned(), String::new()),
            english_numerals: false,
        };
        let mut out = Vec::new();
        let case = Case { facts: &evaluated.facts, outcome: &evaluated.outcome, fragile: None };
        // Writing to memory does not fail.
        let _ = TableWriter::new(&sheet, String::new(), look).rows(&mut out, case);
        Reply { text: String::from_utf8_lossy(&out).into_owned(), ..Reply::default() }
    }

    /// A row for each unit: how each of the nodes is there.
    fn over_units(&mut self, focus: &[usize], place: usize, item: ItemId, members: &[ItemId]) -> Reply {
        let own = [item];
        let wanted = if members.is_empty() { &own[..] } else { members };
        let world = self.now.world.borrow();
        let Some(view) = view(&world, place, &self.files, self.look) else { return Reply::default() };
        let sheet = Sheet::new(view);
        let rows: Vec<&Row<'_>> = sheet.rows.iter().filter(|row| wanted.contains(&row.id)).collect();
        let language = self.look.language;
        let heading = |title: &str, right: bool| Heading { title: title.to_owned(), right, gives_way: false };
        let mut headings = vec![Heading { gives_way: true, ..heading(language.pick("Unit", "Unit"), false) }];
        for row in &rows {
            headings.push(heading(&row.item.code, true));
            if row.figure(Figure::Category).is_some() && rows.len() == 1 {
                headings.push(heading(language.pick("Kategori", "Rating"), false));
            }
        }
        let mut table = Vec::new();
        for case in focus {
            let Some(evaluated) = self.evaluate(&self.now, *case) else { continue };
            if world.place_for(evaluated.facts.period) != Some(place) {
                continue;
            }
            let text = |row: &Row<'_>, figures: &[Figure]| {
                let found = figures.iter().find_map(|figure| row.figure(*figure));
                let Some((node, ty)) = found else { return Text::default() };
                let Some(value) = evaluated.outcome.value(node) else { return Text::default() };
                let plain = shown(view.model, value, ty, Precision::Table);
                Text::new(plain.unwrap_or_else(|| word(value, language).unwrap_or_default().to_owned()))
            };
            let mut cells = vec![Text::new(self.whose(&evaluated.facts))];
            for row in &rows {
                cells.push(text(row, &[Figure::Achievement, Figure::Value, Figure::Absorption, Figure::Realization]));
                if row.figure(Figure::Category).is_some() && rows.len() == 1 {
                    cells.push(text(row, &[Figure::Category]));
                }
            }
            table.push(cells);
        }
        let mut out = Vec::new();
        let _ = write_table(&mut out, &headings, &table, self.look.width, self.look.styled);
        Reply { text: String::from_utf8_lossy(&out).into_owned(), ..Reply::default() }
    }
}
