//! Explanations: what they say, and that they leave nothing out.

use crate::support;

use std::path::{Path, PathBuf};
use support::Ruleset;
use takar::evaluate::{Evaluator, Fact, Facts, Origin, Recording, evaluate};
use takar::explain::{Explainer, Explanation, Part, Step, Subject, parity};
use takar::message::Language;
use takar::model::ItemId;
use takar::render::explanation::{self, DEFAULT_WIDTH};
use takar::syntax::literate::is_literate;
use takar::value::Value;

/// Every file of rules under a folder.
fn rulesets(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rulesets(&path, into);
        } else if path.to_string_lossy().ends_with(".takar") || is_literate(&path.to_string_lossy()) {
            into.push(path);
        }
    }
    into.sort();
}

/// The ruleset of a file and the data beside it, its own and that of the rulesets it uses.
fn with_data(path: &Path) -> (Ruleset, Facts) {
    let mut ruleset = Ruleset::load(path);
    let mut facts = ruleset.facts();
    let beside = |name: &str| path.with_file_name(format!("{name}.csv"));
    let own = path.file_name().unwrap().to_string_lossy();
    let own = own.split('.').next().unwrap().to_owned();
    let mut data = vec![(beside(&own), String::new())];
    for alias in ruleset.model.modules.iter().skip(1).filter_map(|module| module.aliases.first()) {
        let name = if alias == "keuangan" { "anggaran" } else { alias };
        data.push((beside(name), format!("{alias}.")));
    }
    for (path, alias) in data {
        if let Ok(text) = std::fs::read_to_string(&path) {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            ruleset.read(&mut facts, &name, &alias, &text);
        }
    }
    (ruleset, facts)
}

/// All explanations of a recording.
fn all(ruleset: &Ruleset, facts: &Facts, recording: &Recording) -> Vec<Explanation> {
    let explainer = Explainer::new(&ruleset.model, facts, recording);
    let items = (0..ruleset.model.items.len() as u32).map(|id| explainer.item(ItemId(id)));
    let conditions = (0..ruleset.model.conditions.len()).filter_map(|index| explainer.condition(index));
    items.chain(conditions).collect()
}

/// What was looked at.
#[derive(Debug, Default, Clone, Copy)]
struct Count {
    nodes: usize,
    recomputed: usize,
    cited: usize,
}

/// Follows every node; and what is cited must be what its own explanation says.
fn follow(ruleset: &Ruleset, explanations: &[Explanation], what: &str, count: &mut Count) {
    let place = |node: &Explanation| ruleset.sources.place(node.span);
    let own = |item: ItemId, part: Part| {
        let of_item = explanations.iter().find(|explanation| explanation.subject == Subject::Item(item))?;
        match part {
            Part::Property(property) => of_item.property(property),
            Part::Present => of_item.because.iter().find(|child| child.subject == Subject::Present(item)),
        }
    };
    // What is read in a part of the period is that part's.
    let in_parts: std::collections::HashSet<*const Explanation> = explanations
        .iter()
        .flat_map(Explanation::nodes)
        .filter(|node| matches!(node.step, Step::Consolidated(_)))
        .flat_map(|node| node.because.iter().flat_map(Explanation::nodes))
        .map(std::ptr::from_ref)
        .collect();
    for node in explanations.iter().flat_map(Explanation::nodes) {
        count.nodes += 1;
        if let Some(value) = parity::recompute(node) {
            count.recomputed += 1;
            assert_eq!(value, node.value, "{what}: {} {:?}", place(node), node.step);
        } else {
            let leaf = matches!(
                node.step,
                Step::Constant
                    | Step::Given { .. }
                    | Step::Read { .. }
                    | Step::OtherPeriod { .. }
                    | Step::Input { .. }
                    | Step::Item { headline: None, .. }
            );
            assert!(leaf, "{what}: {} cannot be followed: {:?}", place(node), node.step);
        }
        match &node.step {
            Step::Read { out: true, .. } => assert!(matches!(node.value, Value::NotApplicable(_))),
            Step::Read { .. } if in_parts.contains(&std::ptr::from_ref(node)) => {}
            Step::Read { item, part, .. } => {
                let Some(own) = own(*item, *part) else { continue };
                count.cited += 1;
                assert_eq!(own.value, node.value, "{what}: {}", place(node));
            }
            Step::Aggregated(list) => {
                let parts: Vec<_> = list.members.iter().filter_map(|member| member.contribution.as_ref()).collect();
                if let (false, Some(value)) = (parts.is_empty(), node.value.number()) {
                    let sum = parts.iter().fold(takar::number::Number::ZERO, |sum, part| sum.add(part).unwrap());
                    assert_eq!(sum, *value, "{what}: contributions at {}", place(node));
                }
            }
            _ => {}
        }
    }
}

/// Every rendering of an explanation, to see that there is one.
fn render(ruleset: &Ruleset, explanations: &[Explanation]) {
    for language in [Language::Indonesian, Language::English] {
        let view = ruleset.view(language);
        for explanation in explanations {
            for width in [50, DEFAULT_WIDTH] {
                assert!(!explanation::text(&view, explanation, width).is_empty());
            }
            assert!(!explanation::brief(&view, explanation).plain().contains('\n'));
        }
    }
}

#[test]
fn every_explanation_of_the_shipped_rulesets_can_be_followed() {
    let mut paths = Vec::new();
    rulesets(Path::new("rulesets"), &mut paths);
    assert!(paths.len() > 10);
    let mut count = Count::default();
    for path in paths {
        let name = path.display().to_string();
        let (ruleset, facts) = with_data(&path);
        for facts in [facts, ruleset.facts()] {
            let mut recording = Recording::new(&ruleset.model);
            evaluate(&ruleset.model, &facts, &mut recording);
            let explanations = all(&ruleset, &facts, &recording);
            follow(&ruleset, &explanations, &name, &mut count);
            render(&ruleset, &explanations);
        }
        // What the tests of the ruleset know is data too, and reaches other branches.
        for test in &ruleset.model.tests {
            let mut facts = ruleset.facts();
            for given in &test.givens {
                let fact = Fact { value: given.value.clone(), decimals: 0, origin: Origin::Rules(given.span) };
                match given.period {
                    Some(period) => facts.set_in(period, given.slot, fact),
                    None => facts.set(given.slot, fact),
                };
            }
            let mut recording = Recording::new(&ruleset.model);
            Evaluator::new(&ruleset.model).run_also(&facts, &test.order, &mut recording);
            let explainer = Explainer::new(&ruleset.model, &facts, &recording);
            let mut explanations = all(&ruleset, &facts, &recording);
            explanations.extend(test.checks.iter().filter_map(|check| explainer.check(check.node)));
            follow(&ruleset, &explanations, &format!("{name}: {}", test.title), &mut count);
        }
    }
    println!("{count:?}");
    assert!(count.recomputed > 4_000, "{count:?}");
}

fn told(path: &str, code: &str, language: Language) -> String {
    let (ruleset, facts) = with_data(Path::new(path));
    let mut recording = Recording::new(&ruleset.model);
    evaluate(&ruleset.model, &facts, &mut recording);
    let explanation = takar::explain::explain(&ruleset.model, &facts, &recording, ruleset.item(code));
    explanation::text(&ruleset.view(language), &explanation, DEFAULT_WIDTH).plain()
}

#[test]
fn a_rating_that_depends_on_rounding() {
    let text = told("rulesets/kpu-kalteng-2024/evaluasi.takar", "S1.1", Language::Indonesian);
    for line in [
        " Berhasil: capaian 91% berada pada 91% s.d. 100%.",
        " target     95%                                                 evaluasi.takar:26",
        " realisasi  86%                                                 evaluasi.csv:2",
        " rumus      realisasi / target × 100%                           positif · baku/polaritas.takar:10",
        "            86% / 95% × 100% = 90,526…%  (1720/19%)",
        " batasi     0% s.d. 100%: tidak mengubah                        pengukuran · evaluasi.takar:17",
        " bulatkan   0 desimal: 90,526…% → 91%                           pengukuran · evaluasi.takar:18",
        "          ▸ Berhasil          91% s.d. 100%   tepat di batas bawah",
        "            Cukup Berhasil    71% s.d. 90%    1 poin persentase di atasnya",
        "            Tidak Berhasil     0% s.d. 50%",
        " Catatan: kategori bergantung pada pembulatan; tanpa pembulatan 90,53% berada 0,47 poin persentase",
    ] {
        assert!(text.lines().any(|other| other.starts_with(line)), "{line}\n{text}");
    }
    let english = told("rulesets/kpu-kalteng-2024/evaluasi.takar", "S1.1", Language::English);
    assert!(english.contains("Berhasil: the achievement of 91% lies in 91% s.d. 100%."), "{english}");
    assert!(english.contains("without rounding 90,53% lies 0,47 percentage points"), "{english}");
}

#[test]
fn a_cap_and_a_published_figure_are_noted() {
    let file = "rulesets/kpu-kalteng-2024/evaluasi.takar";
    let capped = told(file, "S1.2", Language::Indonesian);
    assert!(capped.contains("batasi     0% s.d. 100%: 100,512…% → 100%"), "{capped}");
    assert!(capped.contains("batas mengubah nilai; tanpa batas 100,512…%, bukan 100%."), "{capped}");
    let mean = told(file, "rata_rata_capaian", Language::Indonesian);
    assert!(mean.contains("dilaporkan 98,3%, dihitung 98,2%."), "{mean}");
    assert!(mean.contains("S1.1   91%  menyumbang 18,2 poin persentase"), "{mean}");
}

#[test]
fn branches_not_taken_are_shown_as_not_taken() {
    let text = told("rulesets/contoh/label.takar", "IK1", Language::Indonesian);
    assert!(text.contains("jika WDP ≥ WTP: tidak"), "{text}");
    assert!(text.contains("tidak diambil: 100%"), "{text}");
    assert!(text.contains("skor(WDP) / skor(WTP) × 100% = 75%"), "{text}");
}

#[test]
fn an_irrational_root_is_noted_and_has_no_fraction() {
    let text = told("rulesets/contoh/capaian-keluaran.takar", "K1", Language::Indonesian);
    assert!(text.contains("rata_rata_geometrik(100%; 90%) = 94,868…%"), "{text}");
    assert!(text.contains("akarnya tidak rasional; dihitung sampai 28 angka penting."), "{text}");
    assert!(!text.contains("000%)"), "{text}");
}

#[test]
fn a_condition_that_fails_shows_both_sides_and_their_difference() {
    let (ruleset, facts) = with_data(Path::new("rulesets/kpu-kalteng-2024/konsistensi.takar"));
    let mut recording = Recording::new(&ruleset.model);
    evaluate(&ruleset.model, &facts, &mut recording);
    let explainer = Explainer::new(&ruleset.model, &facts, &recording);
    let view = ruleset.view(Language::Indonesian);
    let told: Vec<String> = (0..ruleset.model.conditions.len())
        .filter_map(|index| explainer.condition(index))
        .map(|condition| explanation::brief(&view, &condition).plain())
        .collect();
    let line = told.iter().find(|line| line.starts_with("kompetensi pegawai: realisasi")).unwrap();
    assert!(line.ends_with("Gagal: 88% = 86% tidak benar; selisihnya 2 poin persentase."), "{line}");
}

/// A ruleset of its own, with data in the columns kode and realisasi.
fn own(rules: &str, data: &str) -> (Ruleset, Facts) {
    let mut ruleset = Ruleset::text(rules);
    let mut facts = ruleset.facts();
    ruleset.read(&mut facts, "uji.csv", "", data);
    (ruleset, facts)
}

fn told_own((ruleset, facts): &(Ruleset, Facts), code: &str) -> String {
    let mut recording = Recording::new(&ruleset.model);
    evaluate(&ruleset.model, facts, &mut recording);
    let explanations = all(ruleset, facts, &recording);
    follow(ruleset, &explanations, code, &mut Count::default());
    render(ruleset, &explanations);
    let explanation = takar::explain::explain(&ruleset.model, facts, &recording, ruleset.item(code));
    explanation::text(&ruleset.view(Language::Indonesian), &explanation, DEFAULT_WIDTH).plain()
}

const WEIGHTED: &str = r#"
gunakan "baku/polaritas.takar"
pengukuran { polaritas positif }
sasaran S1 "Berbobot" {
  agregasi rata_rata_tertimbang
  kosong   abaikan
  indikator S1.1 { satuan persen target 100% bobot 30% }
  indikator S1.2 { satuan persen target 100% bobot 50% }
  indikator S1.3 { satuan persen target 100% bobot 20% }
}
indikator I0 { satuan persen target 0% }
indikator I1 { satuan persen target 90% }
"#;

#[test]
fn what_was_left_out_is_said_and_weights_are_rescaled() {
    let case = own(WEIGHTED, "kode;realisasi\nS1.1;80%\nS1.2;tidak berlaku\nI0;5%\n");
    let text = told_own(&case, "S1");
    assert!(text.contains("bobot 30% → 100%"), "{text}");
    assert!(text.contains("rata_rata_tertimbang(80%) = 80%"), "{text}");
    assert!(text.contains("S1.2 tidak berlaku dan tidak dihitung; bobot anggota lain disesuaikan."), "{text}");
    assert!(text.contains("S1.3 belum ada datanya dan diabaikan; bobot anggota lain disesuaikan."), "{text}");
    let failed = told_own(&case, "I0");
    assert!(failed.contains("Tidak dapat dihitung: pembagian dengan nol di baku/polaritas.takar:10."), "{failed}");
    let missing = told_own(&case, "I1");
    assert!(missing.contains("Belum ada data: realisasi I1 tidak ada."), "{missing}");
}

const LISTED: &str = r#"
skala mutu "Mutu" { bulatkan 0 desimal "Tinggi" ≥ 91% "Rendah" < 91% }
data a { satuan persen }
data b { satuan persen }
indikator I { satuan persen target −2% s.d. −1% }
nilai diabaikan { rumus minimum(a; b) kosong abaikan }
nilai nol { rumus jumlah(a; b + 1%) kosong nol }
nilai dinilai { rumus mutu(a) }
pastikan a × 2 / 3 = 60,33% "sama"
"#;

#[test]
fn values_of_a_list_that_were_left_out_are_shown_and_said() {
    let case = own(LISTED, "kode;realisasi\na;90,5%\n");
    let ignored = told_own(&case, "diabaikan");
    assert!(ignored.contains("minimum(90,5%; kosong) = 90,5%"), "{ignored}");
    assert!(
        ignored.contains(" kosong     abaikan") && ignored.contains("b belum ada datanya dan diabaikan."),
        "{ignored}"
    );
    let zero = told_own(&case, "nol");
    assert!(zero.contains("jumlah(90,5%; kosong + 1%) = 90,5%") && zero.contains(" kosong     nol"), "{zero}");
}

#[test]
fn a_scale_that_a_formula_calls_shows_its_bands() {
    let text = told_own(&own(LISTED, "kode;realisasi\na;90,5%\n"), "dinilai");
    assert!(text.contains("mutu, bulatkan 0 desimal: 90,5% → 91%"), "{text}");
    assert!(text.contains("▸ Tinggi   ≥ 91%   tepat di batas bawah"), "{text}");
}

#[test]
fn a_range_as_it_stands_is_no_formula() {
    let text = told_own(&own(LISTED, "kode;realisasi\na;90,5%\n"), "I");
    assert_eq!(text.matches("−2% s.d. −1%").count(), 1, "{text}");
}

#[test]
fn equality_that_fails_on_numbers_that_look_alike_offers_rounding() {
    let (ruleset, facts) = own(LISTED, "kode;realisasi\na;90,5%\n");
    let mut recording = Recording::new(&ruleset.model);
    evaluate(&ruleset.model, &facts, &mut recording);
    let explanation = Explainer::new(&ruleset.model, &facts, &recording).condition(0).unwrap();
    let text = explanation::text(&ruleset.view(Language::Indonesian), &explanation, 200).plain();
    // 90,5% × 2 / 3 = 60,333…%
    assert!(
        text.contains("selisihnya 0,003… poin persentase; bila yang dimaksud angka yang dibulatkan, tulis bulat(…)."),
        "{text}"
    );
}

const SHAPES: &str = r#"
gunakan "baku/polaritas.takar"
skala mutu "Mutu" { "Tinggi" "Rendah" }
kurva tangga "Tangga" {
  batasi 0% s.d. 120%
  0%: 0 poin
  80%: 60 poin
  120%: 120 poin
}
tabel hasil "Hasil" (a: mutu; b: persen) {
  jika "Tinggi"; ≥ 50%  maka "Baik"
  jika "Tinggi"; < 50%  maka "Cukup"
  jika "Rendah"; apa pun maka "Kurang"
}
data x { satuan persen }
data y { satuan mutu }
nilai pada_kurva { rumus tangga(x) }
nilai pada_tabel { rumus jika hasil(y; x) = "Baik" maka 1 selain itu 0 }
nilai tengah { rumus median(x; 10%; 30%; 40%) }
"#;

#[test]
fn curves_and_tables_name_the_segment_and_the_row() {
    let case = own(SHAPES, "kode;realisasi\nx;90%\ny;Tinggi\n");
    let curve = told_own(&case, "pada_kurva");
    assert!(curve.contains("tangga: antara titik 80%: 60 poin; 120%: 120 poin"), "{curve}");
    assert!(curve.contains("tangga(90%) = 75 poin"), "{curve}");
    let table = told_own(&case, "pada_tabel");
    assert!(table.contains("jika hasil(Tinggi; 90%) = \"Baik\": ya"), "{table}");
    told_own(&case, "tengah");
}

#[test]
fn the_json_of_explanations_keeps_to_its_schema() {
    let schema: serde_json::Value = serde_json::from_str(include_str!("../docs/penjelasan.schema.json")).unwrap();
    let mut schemas = boon::Schemas::new();
    let mut compiler = boon::Compiler::new();
    compiler.add_resource("penjelasan.json", schema).unwrap();
    let schema = compiler.compile("penjelasan.json", &mut schemas).unwrap();
    let mut paths = Vec::new();
    rulesets(Path::new("rulesets"), &mut paths);
    let mut cases: Vec<(Ruleset, Facts)> = paths.iter().map(|path| with_data(path)).collect();
    cases.push(own(WEIGHTED, "kode;realisasi\nS1.1;80%\nS1.2;tidak berlaku\nI0;5%\n"));
    cases.push(own(SHAPES, "kode;realisasi\nx;90%\ny;Tinggi\n"));
    for (ruleset, facts) in cases {
        let mut recording = Recording::new(&ruleset.model);
        evaluate(&ruleset.model, &facts, &mut recording);
        let view = ruleset.view(Language::Indonesian);
        let mut document = explanation::json::document(view.model.header(), Vec::new());
        for explanation in all(&ruleset, &facts, &recording) {
            let period = facts.period.map(|period| period.to_string());
            document.penjelasan.push(explanation::json::entry(&view, &explanation, None, period));
        }
        let json = serde_json::to_value(&document).unwrap();
        if let Err(error) = schemas.validate(&json, schema) {
            panic!("{error:#}");
        }
    }
}
