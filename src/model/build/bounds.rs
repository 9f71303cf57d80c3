//! Bands that share a value. What no band holds is a finding of `periksa`, which stops no run.

use super::Builder;
use crate::diagnostic::{Diagnostic, Related};
use crate::message::types::TypesMessage;
use crate::model::Type;
use crate::number::Number;
use crate::source::Span;
use crate::value::{Interval, Value};

impl Builder<'_> {
    /// Two bands that share a value that can occur under the scale's own rounding.
    pub(super) fn check_overlaps(&mut self, index: usize) {
        let scale = &self.model.scales[index];
        let Some(unit) = scale.unit else { return };
        let shift = self.model.units.shift(unit);
        let step = scale.rounding.map(|(rounding, _)| Number::ONE.shift10(-(rounding.decimals as i32 + shift)));
        let mut found = Vec::new();
        // From low to high: behind a band that begins above this one's end, all others do.
        let mut bands: Vec<(usize, &Interval, Span)> = Vec::new();
        for (index, band) in scale.bands.iter().enumerate() {
            bands.extend(band.range.as_ref().map(|(range, span)| (index, range, *span)));
        }
        bands.sort_by(|(_, a, _), (_, b, _)| {
            let low = |range: &Interval| range.low.as_ref().map(|(end, _)| end.clone());
            low(a).cmp(&low(b))
        });
        for (place, (a, ra, spanned)) in bands.iter().enumerate() {
            for (b, rb, span) in &bands[place + 1..] {
                let beyond = match (&ra.high, &rb.low) {
                    (Some((high, _)), Some((low, _))) => low > high,
                    _ => false,
                };
                if beyond {
                    break;
                }
                let shared = ra.and(rb);
                let witness = step.as_ref().map_or_else(|| shared.member(), |step| shared.multiple(step));
                if let Some(witness) = witness {
                    let ((first, _), (second, span)) =
                        if a < b { ((a, spanned), (b, span)) } else { ((b, span), (a, spanned)) };
                    let (first, second) = (&scale.bands[*first], &scale.bands[*second]);
                    found.push((first.label.clone(), second.label.clone(), witness, first.span, *span));
                }
            }
            // One message for each band is enough, and keeps the work within bounds.
            if found.len() > 20 {
                break;
            }
        }
        let name = scale.name.clone();
        for (first, second, witness, other, span) in found {
            let witness = self.show(&Value::Number(witness), Type::Number(unit));
            let message = TypesMessage::Overlap { scale: name.clone(), first, second, witness };
            self.diagnostics.push(Diagnostic::at(span, message).with(other, Related::Other));
        }
    }
}
