//! What is different between the rows of two tables, the points of two curves and the entries of two scales.

use super::{Aspect, Comparing, Difference};
use crate::source::{Sources, Span};
use crate::syntax::ast::visit;
use crate::syntax::ast::{Band, Block, BlockKind, Member};
use crate::tools::compare::same::{Renaming, print, written};

impl Comparing<'_, '_> {
    /// The rows of a table, the points of a curve and the entries of a scale.
    pub(super) fn rows(
        &self,
        before: &Block,
        after: &Block,
        (old, new): (&[Member], &[Member]),
        renaming: &Renaming<'_>,
        found: &mut Vec<Difference>,
    ) {
        let bands = |members: &[Member]| -> Vec<Band> {
            members
                .iter()
                .filter_map(|member| if let Member::Band(band) = member { Some(band.clone()) } else { None })
                .collect()
        };
        if before.kind == BlockKind::Scale && after.kind == BlockKind::Scale {
            self.bands(&bands(old), &bands(new), renaming, found);
            return;
        }
        let mut say = |what: String, old: Option<String>, new: Option<String>, place: Span, in_new: bool| {
            found.push(Difference { aspect: Aspect::Rows, what, old, new, counts: true, place, in_new });
        };
        if let (Some(one), Some(other)) = (&before.signature, &after.signature)
            && print(one, visit::signature, None) != print(other, visit::signature, Some(renaming))
        {
            let (one, text) = (written(self.old.sources, one.span), written(self.new.sources, other.span));
            say("masukan".to_owned(), Some(one), Some(text), other.span, true);
        }
        let word = if before.kind == BlockKind::Curve { "titik" } else { "baris" };
        let key = |member: &Member, renaming: Option<&Renaming<'_>>| print(member, visit::member, renaming);
        let olds: Vec<String> = old.iter().map(|member| key(member, None)).collect();
        let news: Vec<String> = new.iter().map(|member| key(member, Some(renaming))).collect();
        let gone: Vec<&Member> = old.iter().zip(&olds).filter(|(_, key)| !news.contains(key)).map(|(m, _)| m).collect();
        let come: Vec<&Member> = new.iter().zip(&news).filter(|(_, key)| !olds.contains(key)).map(|(m, _)| m).collect();
        // Rows with the same conditions, and points with the same input, are one that changed.
        let head = |member: &Member, sources: &Sources| match member {
            Member::Point(point) => written(sources, point.input.span),
            Member::Row(row) => {
                row.conditions.iter().map(|cell| written(sources, cell.span)).collect::<Vec<_>>().join("; ")
            }
            _ => String::new(),
        };
        let result = |member: &Member, sources: &Sources| match member {
            Member::Point(point) => written(sources, point.output.span),
            Member::Row(row) => written(sources, row.result.span),
            _ => String::new(),
        };
        let mut taken = vec![false; come.len()];
        for member in gone {
            let name = head(member, self.old.sources);
            let other = come.iter().position(|other| head(other, self.new.sources) == name);
            let other = other.filter(|place| !taken[*place]);
            let new = other.map(|place| {
                taken[place] = true;
                (result(come[place], self.new.sources), come[place].span())
            });
            let old = Some(result(member, self.old.sources));
            let what = format!("{word} {name}");
            match new {
                Some((text, span)) => say(what, old, Some(text), span, true),
                None => say(what, old, None, member.span(), false),
            }
        }
        for (member, _) in come.iter().zip(taken).filter(|(_, taken)| !taken) {
            let what = format!("{word} {}", head(member, self.new.sources));
            say(what, None, Some(result(member, self.new.sources)), member.span(), true);
        }
    }

    /// The entries of a scale, by their labels.
    fn bands(&self, old: &[Band], new: &[Band], renaming: &Renaming<'_>, found: &mut Vec<Difference>) {
        let mut say =
            |what: String, old: Option<String>, new: Option<String>, counts: bool, place: Span, in_new: bool| {
                if old != new {
                    found.push(Difference { aspect: Aspect::Rows, what, old, new, counts, place, in_new });
                }
            };
        let whole = |band: &Band, sources: &Sources| {
            let range = band.range.as_ref().map(|range| written(sources, range.span));
            let score = band.score.as_ref().map(|score| format!("skor {}", written(sources, score.span)));
            let parts: Vec<String> = range.into_iter().chain(score).collect();
            if parts.is_empty() { format!("\"{}\"", band.label.value) } else { parts.join(" ") }
        };
        // An entry that kept its place, its range and its score, and has another label.
        let renamed = |band: &Band| -> Option<&Band> {
            let place = new.iter().position(|other| other.label.value == band.label.value)?;
            let other = old.get(place)?;
            let is_new = !old.iter().any(|known| known.label.value == band.label.value);
            let is_gone = !new.iter().any(|known| known.label.value == other.label.value);
            let same = other.range.is_some() && whole(other, self.old.sources) == whole(band, self.new.sources);
            (is_new && is_gone && same).then_some(other)
        };
        for band in old {
            let name = format!("\"{}\"", band.label.value);
            let Some(other) = new.iter().find(|other| other.label.value == band.label.value) else {
                if !new.iter().any(|other| renamed(other).is_some_and(|old| old.label.value == band.label.value)) {
                    say(name, Some(whole(band, self.old.sources)), None, true, band.span, false);
                }
                continue;
            };
            let print_of = |band: &Band, renaming: Option<&Renaming<'_>>| {
                print(&Member::Band(Band { note: None, colour: None, ..band.clone() }), visit::member, renaming)
            };
            if print_of(band, None) != print_of(other, Some(renaming)) {
                let (one, two) = (whole(band, self.old.sources), whole(other, self.new.sources));
                say(name.clone(), Some(one), Some(two), true, other.span, true);
            }
            let colour = |band: &Band| band.colour.as_ref().map(|colour| colour.text.clone());
            say(format!("warna {name}"), colour(band), colour(other), false, other.span, true);
            let note = |band: &Band| band.note.as_ref().map(|note| note.value.clone());
            say(format!("keterangan {name}"), note(band), note(other), false, other.span, true);
        }
        for band in new.iter().filter(|band| !old.iter().any(|known| known.label.value == band.label.value)) {
            match renamed(band) {
                Some(other) => {
                    let (one, two) = (format!("\"{}\"", other.label.value), format!("\"{}\"", band.label.value));
                    say("sebutan".to_owned(), Some(one), Some(two), true, band.span, true);
                }
                None => {
                    let name = format!("\"{}\"", band.label.value);
                    say(name, None, Some(whole(band, self.new.sources)), true, band.span, true);
                }
            }
        }
        let order = |bands: &[Band], others: &[Band]| -> Vec<String> {
            let labels = bands.iter().map(|band| band.label.value.clone());
            labels.filter(|label| others.iter().any(|other| other.label.value == *label)).collect()
        };
        let (one, two) = (order(old, new), order(new, old));
        if one != two
            && let Some(place) = new.first().map(|band| band.span)
        {
            say("urutan".to_owned(), Some(one.join(", ")), Some(two.join(", ")), true, place, true);
        }
    }
}
