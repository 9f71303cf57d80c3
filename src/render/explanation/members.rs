//! The members of a list: what each of them is, weighs and adds.

use super::rating::unit_of;
use super::rows::why;
use super::sheet::Sheet;
use super::shown;
use crate::explain::{Aggregated, Explanation, LeftOut, MemberShown};
use crate::model::{ListFunction, Type, UnitId};
use crate::number::Number;
use crate::render::View;
use crate::render::markup::{Markup, Role};
use crate::render::number::{self, Precision};

/// One line a member, in columns. A list without items (`maksimum(0%; x)`) says it all in the formula.
pub(super) fn rows(view: &View<'_>, list: &Aggregated, explanation: &Explanation, sheet: &mut Sheet) {
    if list.members.iter().all(|member| member.item.is_none()) {
        return;
    }
    if list.members.iter().all(|member| member.value.is_none() && member.left_out.is_none()) {
        // Only counted: there is nothing to say of each.
        let codes: Vec<String> = list.members.iter().filter_map(|member| Some(view.code(member.item?))).collect();
        return sheet.more(Markup::of(Role::Plain, codes.join(", ")));
    }
    let lines: Vec<[String; 4]> = list.members.iter().map(|member| line(view, list, member, explanation)).collect();
    let width = |column: usize| lines.iter().map(|line| line[column].chars().count()).max().unwrap_or(0);
    let widths = [width(0), width(1), width(2)];
    for (line, member) in lines.iter().zip(&list.members) {
        let [code, value, weight, rest] = line;
        let role = if member.left_out.is_some() { Role::Faint } else { Role::Plain };
        let mut text = format!("{code:<a$}  {value:>b$}", a = widths[0], b = widths[1]);
        if widths[2] > 0 {
            text.push_str(&format!("  {weight:<c$}", c = widths[2]));
        }
        if !rest.is_empty() {
            text.push_str(&format!("  {rest}"));
        }
        sheet.more(Markup::of(role, text.trim_end()));
    }
}

fn line(view: &View<'_>, list: &Aggregated, member: &MemberShown, explanation: &Explanation) -> [String; 4] {
    let child = |place: Option<usize>| place.and_then(|place| explanation.because.get(place));
    let pick = |id: &str, en: &str| view.language.pick(id, en).to_owned();
    let code = member.item.map_or_else(String::new, |item| view.code(item));
    let value = child(member.value).map_or_else(String::new, |value| shown(view, &value.value, value.ty));
    let weight = child(member.weight).map_or_else(String::new, |weight| {
        let own = shown(view, &weight.value, weight.ty);
        let rescaled = member.share.as_ref().filter(|share| weight.value.number() != Some(share));
        let word = view.language.pick("bobot", "weight");
        match (rescaled, weight.ty) {
            // Plain weights are relative: only their share says what they weigh.
            (Some(share), _) => format!("{word} {own} → {}", percent(view, share)),
            (None, _) => format!("{word} {own}"),
        }
    });
    let rest = match (member.left_out, &member.contribution) {
        (Some(LeftOut::NotApplicable), _) => pick("tidak berlaku: tidak dihitung", "not applicable: left out"),
        (Some(LeftOut::Ignored), _) => match child(member.value) {
            Some(value) => format!("{}: {}", why(view, &value.value), pick("diabaikan", "ignored")),
            None => pick("diabaikan", "ignored"),
        },
        (None, _) if member.as_zero => pick("dihitung 0", "counts as 0"),
        (None, Some(part)) if list.function != ListFunction::Sum && list.function != ListFunction::Count => {
            let part = contribution(view, part, explanation.ty);
            view.language.pick(format!("menyumbang {part}"), format!("adds {part}"))
        }
        (None, _) if member.decides => pick("menentukan", "decides"),
        _ => child(member.value)
            .filter(|value| !value.value.is_there())
            .map_or_else(String::new, |value| why(view, &value.value)),
    };
    [code, value, weight, rest]
}

fn percent(view: &View<'_>, share: &Number) -> String {
    number::number(&view.model.units, share, UnitId::PERCENT, Precision::Explanation)
}

fn contribution(view: &View<'_>, part: &Number, ty: Type) -> String {
    let unit = unit_of(ty);
    number::difference(&view.model.units, part, unit, Precision::Explanation, view.language)
}
