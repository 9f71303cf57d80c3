//! The amendments of a ruleset, in results and explanations.

use super::View;
use crate::message::Language;
use crate::model::Amendment;
use crate::value::Window;

/// An amendment in JSON.
#[derive(Debug, Clone, serde::Serialize)]
pub struct AmendmentFields {
    /// Its name.
    #[serde(rename = "nama")]
    pub name: String,
    /// Its title.
    #[serde(rename = "judul", skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// `FILE:LINE` of its header.
    #[serde(rename = "tempat")]
    pub place: String,
    /// Its legal bases.
    #[serde(rename = "dasar", skip_serializing_if = "Vec::is_empty")]
    pub bases: Vec<String>,
    /// The first day on which it is in force.
    #[serde(rename = "sejak", skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// The last one.
    #[serde(rename = "sampai", skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
}

/// Amendments in JSON, in order.
pub fn fields(view: &View<'_>, amendments: &[Amendment]) -> Vec<AmendmentFields> {
    let one = |amendment: &Amendment| AmendmentFields {
        name: amendment.name.clone(),
        title: amendment.title.clone(),
        place: view.place(amendment.about.head),
        bases: amendment.about.bases.iter().map(|basis| basis.text.clone()).collect(),
        from: amendment.from.map(|day| day.to_string()),
        until: amendment.until.map(|day| day.to_string()),
    };
    amendments.iter().map(one).collect()
}

/// What results of a set of rules say of the amendments that were given: each on a line, those that they do not hold too.
pub fn lines(view: &View<'_>, given: &[Amendment]) -> Vec<String> {
    let one = |amendment: &Amendment| {
        let title = amendment.title.as_ref().unwrap_or(&amendment.name);
        let place = view.place(amendment.about.head);
        let applied = view.model.amendments.iter().any(|other| other.file == amendment.file);
        let window = Window { from: amendment.from, until: amendment.until };
        let when = match view.language {
            Language::Indonesian => window.indonesian(),
            Language::English => window.english(),
        };
        match applied {
            true => {
                view.language.pick(format!("perubahan: {title} ({place})"), format!("amended by: {title} ({place})"))
            }
            false => view.language.pick(
                format!("tidak diterapkan, sebab berlaku {when}: {title} ({place})"),
                format!("not applied, for it is in force {when}: {title} ({place})"),
            ),
        }
    };
    given.iter().map(one).collect()
}
