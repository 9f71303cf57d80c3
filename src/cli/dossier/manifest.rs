//! The manifest of a closed period: canonical JSON.

use super::{DATA, MANIFEST, PREVIOUS, RESULTS, RULES, options};
use crate::letters;
use crate::message::closing::{ClosingMessage, ManifestTrouble};
use crate::message::files::FileTrouble;
use crate::render::canonical;
use serde_json::{Map, Value, json};
use std::collections::HashSet;
use std::fs::File;
use std::io::Read;
use std::path::{Component, Path};

/// The form of manifests that this program writes.
pub const FORMAT: u64 = 1;
/// What every manifest says that it is.
const KIND: &str = "takar";
/// No manifest is larger.
const LARGEST: u64 = 64 << 20;
/// No manifest names more files.
pub const MOST_FILES: usize = 100_000;
/// Nor has any so many commas: what is read of more than this would take far more room than the file.
const MOST_COMMAS: usize = 2_000_000;
/// What some editors put before a text.
const MARK: &[u8] = b"\xef\xbb\xbf";
/// So many wrong paths are told.
const MOST_WRONG: usize = 100;
/// No path is longer.
const LONGEST_PATH: usize = 4096;

/// A file of the folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Its path inside the folder, parts separated by `/`.
    pub path: String,
    /// How many bytes it has.
    pub size: u64,
    /// Its hash, `sha256:…`.
    pub hash: String,
    /// Of packed results: size and hash of what they hold, which no other packer changes.
    pub content: Option<(u64, String)>,
}

/// What lies in a file that claims to be a manifest.
#[derive(Debug)]
pub struct Opened {
    /// What it says, without the paths that are none.
    pub manifest: Manifest,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// What is wrong with it.
    pub wrong: Vec<ClosingMessage>,
}

/// The rules.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ruleset {
    /// The file.
    pub file: String,
    /// The amendments that were given, in order.
    pub amendments: Vec<String>,
    /// Its name.
    pub name: String,
    /// Its title.
    pub title: Option<String>,
    /// The hash that results name.
    pub hash: String,
}

/// What a manifest says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Manifest {
    /// The version of the program that closed it.
    pub version: String,
    /// The number of its semantics.
    pub semantics: u64,
    /// The language of sentences in results and explanations.
    pub language: String,
    /// Who closed it.
    pub by: String,
    /// On which day.
    pub on: String,
    /// Why it was corrected.
    pub reason: Option<String>,
    /// The rules.
    pub ruleset: Ruleset,
    /// The data: the file, and the alias that it is for.
    pub data: Vec<(Option<String>, String)>,
    /// The options that decide what the results are.
    pub options: options::Kept,
    /// How much there is of what.
    pub counts: Vec<(&'static str, u64)>,
    /// The periods that were evaluated.
    pub periods: Vec<String>,
    /// Of a correction: the hash of the manifest of what it corrects.
    pub previous: Option<String>,
    /// All files but the manifest, sorted by path.
    pub files: Vec<Listed>,
}

impl Manifest {
    /// Its bytes.
    pub fn bytes(&self) -> Vec<u8> {
        // Texts and whole numbers have a canonical form.
        canonical::write(&self.json()).unwrap_or_default()
    }

    /// What it says, as JSON.
    pub fn json(&self) -> Value {
        let mut rules = json!({
            "berkas": self.ruleset.file,
            "nama": self.ruleset.name,
            "perubahan": self.ruleset.amendments,
            "sidik": self.ruleset.hash,
        });
        put(&mut rules, "judul", self.ruleset.title.clone());
        let data = self.data.iter().map(|(alias, file)| {
            let mut one = json!({ "berkas": file });
            put(&mut one, "sebagai", alias.clone());
            one
        });
        let options: Map<String, Value> =
            self.options.iter().map(|(name, values)| (name.clone(), json!(values))).collect();
        let counts: Map<String, Value> =
            self.counts.iter().map(|(name, count)| ((*name).to_owned(), json!(count))).collect();
        let files = self.files.iter().map(|file| {
            let mut one = json!({ "jalur": file.path, "sidik": file.hash, "ukuran": file.size });
            if let (Some(fields), Some((size, hash))) = (one.as_object_mut(), &file.content) {
                fields.insert("isi".to_owned(), json!({ "sidik": hash, "ukuran": size }));
            }
            one
        });
        let mut all = json!({
            "aturan": rules,
            "bahasa": self.language,
            "berkas": files.collect::<Vec<_>>(),
            "data": data.collect::<Vec<_>>(),
            "format": FORMAT,
            "jumlah": counts,
            "manifes": KIND,
            "oleh": self.by,
            "opsi": options,
            "pada": self.on,
            "periode": self.periods,
            "program": { "semantik": self.semantics, "versi": self.version },
        });
        put(&mut all, "alasan", self.reason.clone());
        put(&mut all, "sebelumnya", self.previous.clone());
        all
    }

    /// Reads the manifest of a folder, in which nothing may be wrong: what it says, and its bytes.
    pub fn read(folder: &Path) -> Result<(Self, Vec<u8>), ClosingMessage> {
        let Opened { manifest, bytes, wrong } = Self::open(folder)?;
        wrong.into_iter().next().map_or(Ok((manifest, bytes)), Err)
    }

    /// The same, where what is wrong with it does not hide the rest.
    pub fn open(folder: &Path) -> Result<Opened, ClosingMessage> {
        let path = folder.join(MANIFEST);
        let shown = path.display().to_string();
        let trouble = |why| ClosingMessage::NoManifest { path: shown.clone(), why };
        let of_file = |error: &std::io::Error| trouble(ManifestTrouble::File(FileTrouble::of(error)));
        let about = std::fs::symlink_metadata(&path).map_err(|error| of_file(&error))?;
        if !about.is_file() {
            return Err(trouble(ManifestTrouble::Field(MANIFEST.to_owned())));
        }
        let mut bytes = Vec::new();
        let file = File::open(&path).map_err(|error| of_file(&error))?;
        file.take(LARGEST + 1).read_to_end(&mut bytes).map_err(|error| of_file(&error))?;
        if bytes.len() as u64 > LARGEST || memchr::memchr_iter(b',', &bytes).count() > MOST_COMMAS {
            return Err(trouble(ManifestTrouble::TooLarge));
        }
        // Some editors put a mark before the text, which makes another file of it, but hides nothing that it says.
        let text = bytes.strip_prefix(MARK).unwrap_or(&bytes);
        let value: Value = serde_json::from_slice(text).map_err(|_| trouble(ManifestTrouble::NotJson))?;
        if value.get("manifes").and_then(Value::as_str) != Some(KIND) {
            return Err(trouble(ManifestTrouble::Field("manifes".to_owned())));
        }
        let format = value.get("format").and_then(Value::as_u64);
        match format.ok_or_else(|| trouble(ManifestTrouble::Field("format".to_owned())))? {
            FORMAT => {}
            found => return Err(ClosingMessage::FormatUnknown { found, known: FORMAT }),
        }
        let mut wrong = Vec::new();
        if !canonical::is_canonical(&value, &bytes) {
            let due = canonical::write(&value).unwrap_or_default();
            let same = bytes.iter().zip(&due).take_while(|(a, b)| a == b).count();
            wrong.push(ClosingMessage::NotCanonical { path: shown.clone(), byte: same + 1 });
        }
        let manifest = Self::of(&value).map_err(|field| trouble(ManifestTrouble::Field(field)));
        // What has been edited into nonsense has been edited.
        let mut manifest = manifest.map_err(|error| wrong.first().cloned().unwrap_or(error))?;
        manifest.check_paths(&mut wrong)?;
        Ok(Opened { manifest, bytes, wrong })
    }

    /// Whether a folder has been closed, also one that has been damaged since: another program's file of this name is none.
    pub fn is_in(folder: &Path) -> bool {
        let is_other = |why: &ManifestTrouble| match why {
            ManifestTrouble::File(_) | ManifestTrouble::TooLarge | ManifestTrouble::NotJson => true,
            ManifestTrouble::Field(field) => field == "manifes" || field == MANIFEST,
        };
        !matches!(Self::read(folder), Err(ClosingMessage::NoManifest { why, .. }) if is_other(&why))
    }

    fn of(value: &Value) -> Result<Self, String> {
        let rules = value.get("aturan").ok_or("aturan")?;
        let program = value.get("program").ok_or("program")?;
        let data = list(value, "data")?.iter().map(|one| {
            let alias = maybe(one, "sebagai")?;
            let is_name = |alias: &String| alias.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '.'));
            match alias.as_ref().is_none_or(is_name) {
                true => Ok((alias, text(one, "berkas")?)),
                false => Err("sebagai".to_owned()),
            }
        });
        let options = value.get("opsi").and_then(Value::as_object).ok_or("opsi")?.iter().map(|(name, values)| {
            let values = values.as_array().ok_or("opsi")?.iter().map(|value| value.as_str().map(str::to_owned));
            match options::is_known(name) {
                true => Ok((name.clone(), values.collect::<Option<Vec<_>>>().ok_or("opsi")?)),
                false => Err(format!("opsi.{name}")),
            }
        });
        let files = list(value, "berkas")?.iter().map(|one| {
            let size = one.get("ukuran").and_then(Value::as_u64).ok_or("ukuran")?;
            let content = match one.get("isi") {
                None => None,
                Some(isi) => {
                    let size = isi.get("ukuran").and_then(Value::as_u64).ok_or("isi.ukuran")?;
                    Some((size, text(isi, "sidik")?))
                }
            };
            Ok(Listed { path: text(one, "jalur")?, size, hash: text(one, "sidik")?, content })
        });
        let on = line(value, "pada")?;
        on.parse::<crate::value::Date>().map_err(|_| "pada")?;
        Ok(Self {
            version: line(program, "versi")?,
            semantics: program.get("semantik").and_then(Value::as_u64).ok_or("semantik")?,
            language: text(value, "bahasa")?,
            by: line(value, "oleh")?,
            on,
            reason: maybe(value, "alasan")?.map(|_| line(value, "alasan")).transpose()?,
            ruleset: Ruleset {
                file: text(rules, "berkas")?,
                amendments: texts(rules, "perubahan")?,
                name: text(rules, "nama")?,
                title: maybe(rules, "judul")?,
                hash: text(rules, "sidik")?,
            },
            data: data.collect::<Result<_, String>>()?,
            options: options.collect::<Result<_, String>>()?,
            counts: Vec::new(),
            periods: texts(value, "periode")?,
            previous: maybe(value, "sebelumnya")?,
            files: files.collect::<Result<_, String>>()?,
        })
    }

    /// Every path is one of a file inside the folder, each once, in order, and in the part of the folder where it belongs.
    /// Others are told and not used.
    fn check_paths(&mut self, wrong: &mut Vec<ClosingMessage>) -> Result<(), ClosingMessage> {
        if self.files.len() > MOST_FILES {
            return Err(ClosingMessage::TooManyFiles { limit: MOST_FILES });
        }
        let mut refuse = |path: &str| {
            if wrong.len() < MOST_WRONG {
                wrong.push(ClosingMessage::ManifestPath { path: seen(path.chars().take(200)) });
            }
        };
        let mut folded = HashSet::new();
        let mut last = String::new();
        let is_corrected = self.previous.is_some();
        self.files.retain(|Listed { path, .. }| {
            let is_good = is_inside(path, is_corrected) && last < *path && folded.insert(path.to_lowercase());
            if is_good {
                last.clone_from(path);
            } else {
                refuse(path);
            }
            is_good
        });
        let listed: HashSet<&str> = self.files.iter().map(|file| file.path.as_str()).collect();
        let rules = self.ruleset.amendments.iter().chain([&self.ruleset.file]).map(|path| (path, RULES));
        for (path, folder) in rules.chain(self.data.iter().map(|(_, path)| (path, DATA))) {
            if !listed.contains(path.as_str()) || !path.starts_with(&format!("{folder}/")) {
                refuse(path);
            }
        }
        Ok(())
    }
}

/// Whether a path is one of a file that a manifest may name.
fn is_inside(path: &str, is_corrected: bool) -> bool {
    let plain: Vec<Component<'_>> = Path::new(path).components().collect();
    let is_plain = !plain.is_empty() && plain.iter().all(|part| matches!(part, Component::Normal(_)));
    let is_spelled = !path.contains('\\')
        && !path.contains("//")
        && !path.ends_with('/')
        && path.len() <= LONGEST_PATH
        && path.chars().all(is_seen)
        && !path.split('/').any(|part| part == "." || part.is_empty());
    let first = path.split('/').next().unwrap_or("");
    let parts = [RULES, super::STANDARD, DATA, RESULTS];
    let is_placed = path.contains('/') && (parts.contains(&first) || (first == PREVIOUS && is_corrected));
    is_plain && is_spelled && is_placed
}

/// A name as it can be shown to people, in one line.
pub fn seen(name: impl Iterator<Item = char>) -> String {
    name.map(|c| if is_seen(c) { c } else { char::REPLACEMENT_CHARACTER }).collect()
}

/// Whether somebody who reads it sees a character.
fn is_seen(c: char) -> bool {
    letters::reading(c) != letters::Reading::Unseen && !c.is_control()
}

fn put(object: &mut Value, name: &str, text: Option<String>) {
    if let (Some(fields), Some(text)) = (object.as_object_mut(), text) {
        fields.insert(name.to_owned(), Value::String(text));
    }
}

fn text(value: &Value, name: &str) -> Result<String, String> {
    value.get(name).and_then(Value::as_str).map(str::to_owned).ok_or_else(|| name.to_owned())
}

/// A text that is shown to people, who see all of it in one line.
fn line(value: &Value, name: &str) -> Result<String, String> {
    let text = text(value, name)?;
    if text.chars().all(is_seen) { Ok(text) } else { Err(name.to_owned()) }
}

fn maybe(value: &Value, name: &str) -> Result<Option<String>, String> {
    match value.get(name) {
        None => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.clone())),
        Some(_) => Err(name.to_owned()),
    }
}

fn list<'v>(value: &'v Value, name: &str) -> Result<&'v Vec<Value>, String> {
    value.get(name).and_then(Value::as_array).ok_or_else(|| name.to_owned())
}

fn texts(value: &Value, name: &str) -> Result<Vec<String>, String> {
    let one = |value: &Value| value.as_str().map(str::to_owned).ok_or_else(|| name.to_owned());
    list(value, name)?.iter().map(one).collect()
}

/// The first field in which two manifests differ, with what both say.
pub fn difference(closed: &Value, now: &Value) -> Option<(String, String, String)> {
    let mut open = vec![(String::new(), Some(closed), Some(now))];
    while let Some((path, a, b)) = open.pop() {
        if a == b {
            continue;
        }
        let name = |part: &str| if path.is_empty() { part.to_owned() } else { format!("{path}.{part}") };
        match (a, b) {
            (Some(Value::Object(a)), Some(Value::Object(b))) => {
                let names: HashSet<&String> = a.keys().chain(b.keys()).collect();
                let mut names: Vec<&String> = names.into_iter().collect();
                names.sort_by(|a, b| b.cmp(a));
                open.extend(names.into_iter().map(|field| (name(field), a.get(field), b.get(field))));
            }
            (Some(Value::Array(a)), Some(Value::Array(b))) => {
                let longest = a.len().max(b.len());
                open.extend((0..longest).rev().map(|i| (name(&(i + 1).to_string()), a.get(i), b.get(i))));
            }
            _ => {
                let shown = |value: Option<&Value>| {
                    let text = value.map_or_else(|| "–".to_owned(), ToString::to_string);
                    if text.chars().count() > 120 { text.chars().take(120).chain(['…']).collect() } else { text }
                };
                return Some((path, shown(a), shown(b)));
            }
        }
    }
    None
}
