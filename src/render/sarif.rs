//! Findings as SARIF 2.1.0, the format in which checks of all kinds report to editors and to the pages of code reviews.
//! The words in quotation marks are those of the specification (OASIS, *Static Analysis Results Interchange Format (SARIF)
//! Version 2.1.0*); the numbers are those of its sections.

use crate::diagnostic::{Code, Diagnostic, Place, Severity};
use crate::message::{Language, Told};
use crate::source::{Sources, Span};
use serde::Serialize;

/// Where the schema of the format is published.
const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// A kind of finding.
pub struct Rule {
    /// Its code.
    pub code: Code,
    /// A short name; none for errors.
    pub name: Option<&'static str>,
    /// What its page is called.
    pub title: String,
    /// What its page says.
    pub text: String,
    /// How grave it is.
    pub severity: Severity,
}

/// A finding with its texts.
pub struct Finding<'a> {
    /// What is told.
    pub diagnostic: &'a Diagnostic,
    /// The texts.
    pub sources: &'a Sources,
    /// What switches it off.
    pub off: Option<Off<'a>>,
}

/// What switches a finding off.
pub enum Off<'a> {
    /// `abaikan` in the ruleset.
    InSource {
        /// Its place.
        at: Span,
        /// Its reason.
        reason: &'a str,
    },
    /// An option.
    External {
        /// Which.
        reason: String,
    },
}

/// 3.13 `sarifLog`
#[derive(Serialize)]
struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'a>; 1],
}

/// 3.14 `run`
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Tool,
    invocations: [Invocation; 1],
    column_kind: &'static str,
    results: Vec<Outcome<'a>>,
}

/// 3.18 `tool`
#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

/// 3.19 `toolComponent`
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver {
    name: &'static str,
    semantic_version: &'static str,
    language: &'static str,
    rules: Vec<Descriptor>,
}

/// 3.49 `reportingDescriptor`
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Descriptor {
    id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'static str>,
    short_description: Text,
    full_description: Text,
    help: Text,
    default_configuration: Configuration,
}

/// 3.50 `reportingConfiguration`
#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

/// 3.20 `invocation`
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Invocation {
    execution_successful: bool,
}

/// 3.11 `message`, 3.12 `multiformatMessageString`
#[derive(Serialize)]
struct Text {
    text: String,
}

/// 3.27 `result`
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Outcome<'a> {
    rule_id: String,
    rule_index: usize,
    level: &'static str,
    message: Text,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    locations: Vec<Location>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suppressions: Vec<Suppression<'a>>,
}

/// 3.28 `location`
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<usize>,
    physical_location: Physical,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Text>,
}

/// 3.29 `physicalLocation`
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical {
    artifact_location: Artifact,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<Region>,
}

/// 3.4 `artifactLocation`
#[derive(Serialize)]
struct Artifact {
    uri: String,
}

/// 3.30 `region`: lines and columns from 1, the end column just after the last character
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
}

/// 3.35 `suppression`
#[derive(Serialize)]
struct Suppression<'a> {
    kind: &'static str,
    justification: std::borrow::Cow<'a, str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    location: Option<Location>,
}

/// The findings of one run. `rules` holds every code that occurs, in order; `complete` is whether everything could be read.
pub fn document(rules: Vec<Rule>, findings: &[Finding<'_>], complete: bool, language: Language) -> String {
    let codes: Vec<Code> = rules.iter().map(|rule| rule.code).collect();
    let results = findings.iter().map(|finding| outcome(finding, &codes, language)).collect();
    let driver = Driver {
        name: "takar",
        semantic_version: env!("CARGO_PKG_VERSION"),
        language: language.pick("id", "en"),
        rules: rules.into_iter().map(descriptor).collect(),
    };
    let run = Run {
        tool: Tool { driver },
        invocations: [Invocation { execution_successful: complete }],
        column_kind: "utf16CodeUnits",
        results,
    };
    let log = Log { schema: SCHEMA, version: "2.1.0", runs: [run] };
    format!("{}\n", serde_json::to_string_pretty(&log).unwrap_or_default())
}

fn descriptor(rule: Rule) -> Descriptor {
    Descriptor {
        id: rule.code.to_string(),
        name: rule.name,
        short_description: Text { text: rule.title },
        full_description: Text { text: rule.text.clone() },
        help: Text { text: rule.text },
        default_configuration: Configuration { level: level(rule.severity) },
    }
}

/// 3.27.10
fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Advice => "note",
    }
}

fn outcome<'a>(finding: &Finding<'a>, codes: &[Code], language: Language) -> Outcome<'a> {
    let (diagnostic, sources) = (finding.diagnostic, finding.sources);
    let code = diagnostic.code();
    let related = diagnostic.related.iter().enumerate().map(|(index, (span, related))| Location {
        id: Some(index + 1),
        physical_location: physical(sources, *span),
        message: Some(Text { text: related.tell(language) }),
    });
    Outcome {
        rule_id: code.to_string(),
        rule_index: codes.iter().position(|known| *known == code).unwrap_or(0),
        level: level(diagnostic.severity()),
        message: Text { text: sentences(super::diagnostic::within_bounds(diagnostic.message.tell(language))) },
        locations: place(sources, &diagnostic.place).into_iter().collect(),
        related_locations: related.collect(),
        suppressions: finding.off.iter().map(|off| suppression(sources, off)).collect(),
    }
}

/// What is the matter, what is shown beside it, and what to do.
fn sentences(told: Told) -> String {
    let parts = [Some(told.message), Some(told.label), told.help].into_iter().flatten().filter(|part| !part.is_empty());
    parts.map(|part| part.trim_end_matches('.').to_owned()).collect::<Vec<_>>().join(". ") + "."
}

fn place(sources: &Sources, place: &Place) -> Option<Location> {
    let physical_location = match place {
        Place::Rules(span) => physical(sources, *span),
        Place::Data(place) => Physical { artifact_location: Artifact { uri: uri(&place.file) }, region: None },
        Place::Nowhere => return None,
    };
    Some(Location { id: None, physical_location, message: None })
}

fn suppression<'a>(sources: &Sources, off: &Off<'a>) -> Suppression<'a> {
    match off {
        Off::InSource { at, reason } => Suppression {
            kind: "inSource",
            justification: (*reason).into(),
            location: Some(Location { id: None, physical_location: physical(sources, *at), message: None }),
        },
        Off::External { reason } => {
            Suppression { kind: "external", justification: reason.clone().into(), location: None }
        }
    }
}

fn physical(sources: &Sources, span: Span) -> Physical {
    let (start_line, start_column) = sources.line_column_utf16(span);
    let (end_line, end_column) = sources.line_column_utf16(span.after());
    Physical {
        artifact_location: Artifact { uri: uri(sources.name(span.file)) },
        region: Some(Region { start_line, start_column, end_line, end_column }),
    }
}

/// A path as a URI (RFC 3986): relative where the path is, all that is not a plain letter written in percent.
fn uri(path: &str) -> String {
    let path = path.replace('\\', "/");
    let path = path.strip_prefix("./").unwrap_or(&path);
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
    let mut text = String::new();
    for byte in path.bytes() {
        match plain(byte) {
            true => text.push(char::from(byte)),
            false => text.push_str(&format!("%{byte:02X}")),
        }
    }
    match path.starts_with('/') {
        true => format!("file://{text}"),
        false => text,
    }
}
