//! `proyeksi`: with data of a part of the period, what the periods that remain have to bring for each rating.

use super::aim::Aim;
use super::answer::between;
use super::axis::{Axis, Wanted};
use super::solve::{Search, Verdict};
use super::space::{Among, Space, evaluator};
use crate::evaluate::Facts;
use crate::model::{ItemId, Model, NodeId, NodeKind, Property, Query};
use crate::render::seek::Projection;
use crate::tools::whatif::{Grid, Knob, Place};
use crate::value::period::Period;
use crate::value::{Field, Frame, Label, Value};
use std::sync::Arc;

/// What an indicator still has to bring; `labels` are the conditions that its rating is each label. None where its
/// realization is not given by the data in parts of the period, or nothing remains.
pub fn projection(
    (model, among): (&Model, Among<'_>),
    facts: &Facts,
    item: ItemId,
    (category, labels): (NodeId, &[Query]),
) -> Option<Projection> {
    let of = model.item(item);
    let root = of.properties[Property::Realization as usize]?;
    let NodeKind::Given(slot) = &model.node(root).kind else { return None };
    let own = facts.period?;
    let frame = Frame::of(own, model.header().and_then(|header| header.granularity));
    let inside = |period: Period| period != frame.whole && period.within(frame.whole) && frame.counts(period);
    // Every period of which there is a figure.
    let mut all: Vec<Facts> = facts.others().cloned().collect();
    if own != frame.whole {
        let mut here = facts.clone();
        here = here.beside(Arc::default());
        all.push(here);
    }
    let known = all.iter().filter(|part| part.get(*slot).is_some()).filter_map(|part| part.period);
    let until = known.filter(|period| inside(*period)).max_by_key(|period| period.last_day())?;
    let whole = Frame::only(frame.whole);
    let remaining: Vec<Period> =
        whole.parts(until.granularity).filter(|part| part.first_day() > until.last_day()).collect();
    if remaining.is_empty() {
        return None;
    }
    let mut year = Facts::new(facts.unit.clone(), Some(frame.whole), model.codes.len());
    if own == frame.whole {
        // A figure of the whole period would win.
        year = facts.clone();
        year.remove(*slot);
    }
    let year = year.beside(Arc::new(all.clone()));
    let so_far = {
        let mut part = all.iter().find(|part| part.period == Some(until))?.clone();
        part.period = Some(until);
        let part = part.beside(Arc::new(all));
        evaluator(model, among).run(&part, &mut ()).value(root).cloned()?
    };
    let ty = model.node(root).ty;
    let knob = Knob {
        name: format!("{}.realisasi", model.full_code(item)),
        ty,
        figure: Some((item, Property::Realization)),
        end: None,
        places: vec![Place::Parts(*slot, remaining.clone().into(), root)],
        accepted: of.declared.accepted.as_ref().map(|(interval, _)| interval.clone()),
        span: None,
    };
    let mut needs = Vec::new();
    let mut step = None;
    if let (Some(axis), Grid::Steps(_)) =
        (Axis::of(&knob, model, None, Some(frame.whole), &Wanted::default()), knob.grid(model))
    {
        step = axis.step().cloned();
        for (place, query) in labels.iter().enumerate() {
            let outcome = evaluator(model, among).run_also(&year, &query.order, &mut ());
            let mut space = Space::new((model, among), &year, outcome, vec![knob.clone()], query.node);
            let pieces = Search::new(&mut space, &axis, Aim::Holds).pieces(None);
            let holds = pieces.iter().filter(|piece| piece.verdict == Verdict::Holds);
            let holds = holds.filter_map(|piece| between(&axis, piece)).collect();
            let is_decided = pieces.iter().all(|piece| piece.verdict != Verdict::Open);
            needs.push((Value::Label(Label(u16::try_from(place).ok()?)), holds, is_decided));
        }
    }
    let rating = model.node(category).ty;
    debug_assert_eq!(slot.field, Field::Realization);
    Some(Projection { item, so_far, until, remaining, ty, step, needs, rating })
}
