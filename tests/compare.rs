//! What is different between two rulesets.

mod causes;
mod equivalence;
mod properties;
mod rules;
mod verb;

use crate::support::program;
use serde_json::Value;
use tempfile::TempDir;

/// How many cases a property is tried with: `PROPTEST_CASES` asks for more.
fn cases(usual: u32) -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|count| count.parse().ok()).unwrap_or(usual)
}

/// A ruleset of 2024 with these declarations.
fn ruleset(declarations: &str) -> String {
    format!(
        "aturan contoh \"Contoh\" {{ berlaku sejak 1 Januari 2024 sampai 31 Desember 2024 periode tahunan }}\n{declarations}"
    )
}

/// Files in a folder of their own.
struct Folder(TempDir);

impl Folder {
    fn new(files: &[(&str, &str)]) -> Self {
        let folder = TempDir::new().unwrap();
        for (name, text) in files {
            program::write(&folder, name, text);
        }
        Self(folder)
    }

    /// Two rulesets, and data where there is any.
    fn of(old: &str, new: &str, data: &str) -> Self {
        Self::new(&[("lama.takar", &ruleset(old)), ("baru.takar", &ruleset(new)), ("data.csv", data)])
    }

    /// Runs `bandingkan` on `lama.takar` and `baru.takar`; it ends with this code.
    fn run(&self, further: &[&str], code: i32) -> String {
        let arguments = [&["bandingkan", "lama.takar", "baru.takar"], further].concat();
        self.takar(&arguments, code)
    }

    fn takar(&self, arguments: &[&str], code: i32) -> String {
        let output = program::takar(&self.0, arguments);
        assert_eq!(program::code(&output), code, "{}\n{}", program::out(&output), program::err(&output));
        program::out(&output)
    }

    /// The document, held to its schema.
    fn json(&self, further: &[&str]) -> Value {
        let text = self.run(&[further, &["--format", "json"]].concat(), 0);
        program::valid("bandingkan.schema.json", "", &text);
        serde_json::from_str(&text).unwrap()
    }
}

/// What became of the declarations: `diubah indikator A: target 95% → 97,5%`.
fn changes(document: &Value) -> Vec<String> {
    let mut lines = Vec::new();
    for change in document["aturan"][0]["pernyataan"].as_array().unwrap() {
        let word = |key: &str| change[key].as_str().unwrap_or_default();
        let head = format!("{} {} {}", word("tindakan"), word("jenis"), word("nama"));
        let details = change["rincian"].as_array().unwrap();
        if details.is_empty() {
            lines.push(head.trim_end().to_owned());
        }
        for detail in details {
            let side = |key: &str| detail[key].as_str().unwrap_or("–").to_owned();
            lines.push(format!("{}: {} {} → {}", head.trim_end(), side("hal"), side("lama"), side("baru")));
        }
    }
    lines
}

/// What was found out about the changes: `1: setara kategori A`.
fn verdicts(document: &Value) -> Vec<String> {
    let mut lines = Vec::new();
    for step in document["aturan"][0]["langkah"].as_array().unwrap() {
        for verdict in step["putusan"].as_array().unwrap() {
            let word = |key: &str| verdict[key].as_str().unwrap_or_default();
            let inputs: Vec<String> = verdict["masukan"]
                .as_array()
                .into_iter()
                .flatten()
                .map(|input| format!("{} {}", input["nama"].as_str().unwrap(), input["nilai"].as_str().unwrap()))
                .collect();
            let mut line = format!("{}: {} {}", step["nomor"], word("putusan"), word("dari"));
            if word("putusan") == "berbeda" {
                line = format!("{line}, {}: {} menjadi {}", inputs.join(", "), word("lama"), word("baru"));
            }
            lines.push(line);
        }
    }
    lines
}

/// The results that are different: `KPU A: 93% Berhasil → 90% Cukup Berhasil sendiri [1]`.
fn moved(document: &Value) -> Vec<String> {
    let text = |value: &Value| match (value["nilai"].as_str(), value["kategori"].as_str()) {
        (Some(value), Some(rating)) if value == rating => value.to_owned(),
        (value, rating) => value.into_iter().chain(rating).collect::<Vec<_>>().join(" "),
    };
    let mut lines = Vec::new();
    for moved in document["hasil"]["berubah"].as_array().unwrap() {
        let steps: Vec<String> =
            moved["sebab"]["langkah"].as_array().unwrap().iter().map(|step| step["nomor"].to_string()).collect();
        let unit = moved["unit"].as_str().map_or_else(String::new, |unit| format!("{unit} "));
        lines.push(format!(
            "{unit}{}: {} → {} {} [{}]",
            moved["kode"].as_str().unwrap(),
            text(&moved["lama"]),
            text(&moved["baru"]),
            moved["sebab"]["cara"].as_str().unwrap(),
            steps.join(", ")
        ));
    }
    lines
}
