//! Ratings: the bands of a scale, and how far the value lies from them.

use super::walk::Made;
use super::{BandShown, Explainer, Explanation, OrderedBy, Position, Step, Subject};
use crate::model::{About, NodeId, Scale, ScaleId, Setting, Type};
use crate::number::Number;
use crate::source::Span;
use crate::value::{Interval, Label, Value, ops};
use std::sync::Arc;

/// `kategori skala`: the scale's own limits and rounding are steps of their own.
pub(super) fn explain(explainer: &Explainer<'_>, of: NodeId, id: ScaleId, setting: Option<Setting>) -> Made {
    let scale = explainer.model.scale(id);
    let shift = scale.unit.map_or(0, |unit| explainer.model.units.shift(unit));
    let because: Vec<Explanation> = explainer
        .node(of)
        .map(|before| own_limit(before, scale.limits.as_ref(), OrderedBy::Scale(id), &scale.about))
        .map(|before| own_rounding(before, scale, id, shift))
        .into_iter()
        .collect();
    let bands = shown(scale, because.first().and_then(|prepared| prepared.value.number()));
    Made::new(Step::Banded { scale: id, setting, bands }, because)
}

/// The step that the own limits of a scale or curve are.
pub(super) fn own_limit(
    before: Explanation,
    limits: Option<&(Arc<Interval>, Span)>,
    by: OrderedBy,
    about: &About,
) -> Explanation {
    let Some((interval, span)) = limits else { return before };
    let range = Value::Range(interval.clone());
    let value = ops::limit(&before.value, &range);
    let changed = value.is_there() && value != before.value;
    let ty = match before.ty {
        Type::Number(unit) => Type::Range(unit),
        other => other,
    };
    let range = inner(range, ty, Step::Constant, *span, Vec::new());
    let mut limited = inner(value, before.ty, Step::Limited { by, changed }, *span, vec![before, range]);
    limited.basis = about.bases.clone();
    limited
}

fn own_rounding(before: Explanation, scale: &Scale, id: ScaleId, shift: i32) -> Explanation {
    let Some((rounding, span)) = scale.rounding else { return before };
    let value = ops::round(&before.value, rounding.mode, rounding.decimals as i32 + shift);
    let changed = value.is_there() && value != before.value;
    let step =
        Step::Rounded { mode: rounding.mode, decimals: rounding.decimals, shift, by: OrderedBy::Scale(id), changed };
    let mut rounded = inner(value, before.ty, step, span, vec![before]);
    rounded.basis = scale.about.bases.clone();
    rounded
}

fn inner(value: Value, ty: Type, step: Step, span: Span, because: Vec<Explanation>) -> Explanation {
    let (basis, notes, amended) = (Vec::new(), Vec::new(), Vec::new());
    Explanation { subject: Subject::Rule, value, ty, step, span, basis, notes, amended, because }
}

/// All bands, with the distance to those beside the value.
fn shown(scale: &Scale, value: Option<&Number>) -> Vec<BandShown> {
    let chosen = value.map(|value| scale.choose(value));
    let mut bands: Vec<BandShown> = scale
        .bands
        .iter()
        .enumerate()
        .map(|(index, band)| BandShown {
            label: Label(index as u16),
            text: band.label.clone(),
            range: band.range.as_ref().map(|(range, _)| range.clone()),
            colour: band.colour.clone(),
            chosen: chosen == Some(Label(index as u16)),
            position: None,
        })
        .collect();
    let Some(value) = value else { return bands };
    let (mut above, mut below): (Nearest, Nearest) = (None, None);
    for (index, band) in bands.iter_mut().enumerate() {
        let Some(range) = &band.range else { continue };
        match position(range, value) {
            Some(Position::Above(gap)) => keep_nearest(&mut above, index, gap),
            Some(Position::Below(gap)) => keep_nearest(&mut below, index, gap),
            inside if band.chosen => band.position = inside,
            _ => {}
        }
    }
    if let Some((index, gap)) = above {
        bands[index].position = Some(Position::Above(gap));
    }
    if let Some((index, gap)) = below {
        bands[index].position = Some(Position::Below(gap));
    }
    bands
}

/// A band and the distance to it.
type Nearest = Option<(usize, Number)>;

fn keep_nearest(nearest: &mut Nearest, index: usize, gap: Number) {
    if nearest.as_ref().is_none_or(|(_, least)| gap < *least) {
        *nearest = Some((index, gap));
    }
}

/// Where a value lies, seen from a range. None where the distance cannot be told (it is astronomical).
pub(super) fn position(range: &Interval, value: &Number) -> Option<Position> {
    if !range.contains(value) {
        return match (&range.low, &range.high) {
            (Some((low, _)), _) if value <= low => low.sub(value).ok().map(Position::Below),
            (_, Some((high, _))) => value.sub(high).ok().map(Position::Above),
            _ => None,
        };
    }
    Some(match (&range.low, &range.high) {
        (Some((low, _)), _) if low == value => Position::AtLowEnd,
        (_, Some((high, _))) if high == value => Position::AtHighEnd,
        _ => Position::Inside,
    })
}
