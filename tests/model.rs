//! What the model stage makes of a ruleset. Every expected figure comes from the language reference or from the arithmetic
//! written beside it.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use takar::diagnostic::{Diagnostic, Place, Severity};
use takar::message::Language;
use takar::model::{Built, InMemory, Model, NodeId, NodeKind, Property, Type, build, text_of};
use takar::value::Value;

// ---- helpers --------------------------------------------------------------------------------

fn built_of(files: &[(&str, &str)]) -> Built {
    let files = files.iter().map(|(name, text)| (PathBuf::from(name), (*text).to_owned()));
    build(&mut InMemory(files.collect()), Path::new("utama.takar")).expect("the main file")
}

fn built(text: &str) -> Built {
    built_of(&[("utama.takar", text)])
}

/// The codes of all that was found, in the order of the text.
fn codes(built: &Built) -> Vec<String> {
    built.diagnostics.iter().map(|diagnostic| diagnostic.code().to_string()).collect()
}

/// The codes of the errors, in the order of the text.
fn errors(text: &str) -> Vec<String> {
    let built = built(text);
    let errors = built.diagnostics.iter().filter(|diagnostic| diagnostic.severity() == Severity::Error);
    errors.map(|diagnostic| diagnostic.code().to_string()).collect()
}

/// The one thing found, as it is told in Indonesian, with the text that it points at.
fn only(text: &str) -> (String, String) {
    let built = built(text);
    let [diagnostic] = built.diagnostics.as_slice() else { panic!("not one: {:#?}", built.diagnostics) };
    (words(diagnostic), place(&built, diagnostic))
}

fn words(diagnostic: &Diagnostic) -> String {
    let told = diagnostic.message.tell(Language::Indonesian);
    format!("{}: {} | {} | {}", diagnostic.code(), told.message, told.label, told.help.unwrap_or_default())
}

fn place(built: &Built, diagnostic: &Diagnostic) -> String {
    match diagnostic.place {
        Place::Rules(span) => text_of(&built.sources, span),
        _ => String::new(),
    }
}

fn model(text: &str) -> Model {
    model_of(&[("utama.takar", text)])
}

fn model_of(files: &[(&str, &str)]) -> Model {
    let built = built_of(files);
    built.model.unwrap_or_else(|| panic!("{:#?}", built.diagnostics))
}

/// The root of a property.
fn root(model: &Model, code: &str, property: Property) -> Option<NodeId> {
    let (_, item) = model.results().find(|(_, item)| item.code == code).expect("the item");
    item.properties[property as usize]
}

fn unit_name(model: &Model, node: NodeId) -> String {
    match model.node(node).ty {
        Type::Number(unit) => model.units.name(unit),
        other => format!("{other:?}"),
    }
}

/// The unit of a formula; `None` where it is refused.
fn unit_of(formula: &str) -> Option<String> {
    let text = format!(
        "satuan orang\nsatuan laporan\ndata a {{ satuan persen }}\ndata b {{ satuan rupiah }}\n\
         data c {{ satuan orang }}\ndata d {{ satuan angka }}\nnilai hasil {{ rumus {formula} }}\n"
    );
    let built = built(&text);
    let model = built.model?;
    let node = root(&model, "hasil", Property::Achievement).expect("the result");
    Some(unit_name(&model, node))
}

fn unit(formula: &str) -> String {
    unit_of(formula).unwrap_or_else(|| "-".to_owned())
}

/// The caps, rounding and band between a property's root and the formula that it comes from, outermost first, each with
/// the text of the setting that orders it.
fn steps(text: &str, code: &str) -> Vec<String> {
    let built = built(text);
    let model = built.model.as_ref().unwrap_or_else(|| panic!("{:#?}", built.diagnostics));
    let mut at =
        root(model, code, Property::Category).or_else(|| root(model, code, Property::Achievement)).expect("a root");
    let mut steps = Vec::new();
    loop {
        let (of, setting) = match &model.node(at).kind {
            NodeKind::Banded { of, setting, .. } => (*of, *setting),
            NodeKind::Rounded { of, setting, .. } => (*of, Some(*setting)),
            NodeKind::Limited { of, setting, .. } => (*of, *setting),
            _ => return steps,
        };
        steps.push(setting.map_or_else(String::new, |setting| text_of(&built.sources, setting.span)));
        at = of;
    }
}

/// The codes of the members of the list that a `nilai hasil` is computed from.
fn members(text: &str) -> Vec<String> {
    let model = model(text);
    let mut pending = vec![root(&model, "hasil", Property::Raw).expect("the result")];
    while let Some(node) = pending.pop() {
        match &model.node(node).kind {
            NodeKind::List { members, .. } => {
                return members.iter().filter_map(|member| Some(model.full_code(member.item?))).collect();
            }
            kind => pending.extend(kind.reads()),
        }
    }
    panic!("no list")
}

// ---- units ----------------------------------------------------------------------------------

#[test]
fn plain_times_a_unit_is_that_unit() {
    assert_eq!(unit("d × b"), "rupiah");
    assert_eq!(unit("2 × a"), "persen");
    assert_eq!(unit("a × d"), "persen");
}

#[test]
fn persen_times_persen_is_persen_and_persen_of_a_unit_is_that_unit() {
    assert_eq!(unit("a × a"), "persen");
    assert_eq!(unit("a × b"), "rupiah");
    assert_eq!(unit("c × a"), "orang");
    assert_eq!(unit("30% × 80 poin"), "poin");
    assert_eq!(unit("30% × 80"), "persen");
}

#[test]
fn quotients() {
    assert_eq!(unit("b / b"), "angka");
    assert_eq!(unit("a / a"), "angka");
    assert_eq!(unit("b / d"), "rupiah");
    assert_eq!(unit("a / d"), "persen");
    assert_eq!(unit("b / a"), "rupiah");
    assert_eq!(unit("c / a"), "orang");
}

#[test]
fn other_products_and_quotients_are_compound() {
    assert_eq!(unit("b / c"), "rupiah/orang");
    assert_eq!(unit("b / c × c"), "rupiah");
    assert_eq!(unit("Rp 5.000/orang × c"), "rupiah");
    assert_eq!(unit("b / c + Rp 5.000/orang"), "rupiah/orang");
    assert_eq!(unit("d / c"), "1/orang");
}

#[test]
fn a_ratio_becomes_persen_by_100_percent_only() {
    assert_eq!(unit("c / 3 orang × 100%"), "persen");
    assert_eq!(unit("c / 3 orang × 100"), "angka");
    let text = "data a { satuan angka }\nindikator I { satuan persen rumus a / 3 × 100 }";
    assert_eq!(only(text).1, "a / 3 × 100");
    assert_eq!(errors(text), ["T0303"]);
}

#[test]
fn sums_need_equal_units() {
    assert_eq!(unit_of("a + b"), None);
    assert_eq!(unit_of("c + 2 laporan"), None);
    assert_eq!(unit_of("a + 1"), None);
    assert_eq!(unit("a + 1%"), "persen");
}

#[test]
fn a_plain_number_beside_persen_is_offered_with_the_sign() {
    let (words, place) = only("data a { satuan persen }\npastikan a ≥ 91 \"batas\"");
    assert!(words.starts_with("T0301") && words.contains("`91%`"), "{words}");
    assert_eq!(place, "91");
}

#[test]
fn a_literal_zero_fits_any_unit() {
    assert_eq!(unit("a + 0"), "persen");
    assert_eq!(unit("0 + b"), "rupiah");
    assert_eq!(unit("jika c = 0 maka 0 selain itu c"), "orang");
    assert_eq!(unit("maksimum(0; b)"), "rupiah");
    assert_eq!(unit("bila_kosong(c; 0)"), "orang");
    assert_eq!(unit("batasi(a; 0 s.d. 100%)"), "persen");
}

#[test]
fn a_literal_zero_handed_to_a_function_fits_any_unit() {
    let text = "fungsi kurang(x; y) = y − x\ndata a { satuan persen }\nnilai hasil { rumus kurang(0; a) }";
    let model = model(text);
    assert_eq!(unit_name(&model, root(&model, "hasil", Property::Achievement).unwrap()), "persen");
}

#[test]
fn poin_and_persen_turn_into_each_other() {
    assert_eq!(unit("poin(a)"), "poin");
    assert_eq!(unit("persen(80 poin)"), "persen");
    assert_eq!(unit_of("poin(b)"), None);
    assert_eq!(unit_of("persen(b)"), None);
}

#[test]
fn a_function_is_typed_where_it_is_called() {
    let text = "fungsi dua_kali(x) = x + x\ndata a { satuan persen }\ndata b { satuan rupiah }\n\
                nilai p { rumus dua_kali(a) }\nnilai r { rumus dua_kali(b) }";
    let model = model(text);
    assert_eq!(unit_name(&model, root(&model, "p", Property::Achievement).unwrap()), "persen");
    assert_eq!(unit_name(&model, root(&model, "r", Property::Achievement).unwrap()), "rupiah");
}

// ---- labels ---------------------------------------------------------------------------------

const OPINI: &str = "skala opini { \"WTP\" skor 4 \"WDP\" skor 3 \"TW\" skor 2 }\n\
                     indikator I \"Opini\" { satuan opini target \"WTP\" }\n";

#[test]
fn labels_of_one_scale_have_an_order() {
    assert_eq!(errors(&format!("{OPINI}pastikan I.realisasi ≥ \"WDP\" \"opini\"")), [""; 0]);
    assert_eq!(errors(&format!("{OPINI}pastikan \"WDP\" ≤ I.realisasi \"opini\"")), [""; 0]);
    assert_eq!(errors(&format!("{OPINI}pastikan skor(I.realisasi) ≥ 3 \"opini\"")), [""; 0]);
}

#[test]
fn a_misspelt_label_is_offered() {
    let (words, place) = only(&format!("{OPINI}pastikan I.realisasi = \"WTB\" \"opini\""));
    assert!(words.starts_with("T0305") && words.contains("\"WTP\""), "{words}");
    assert_eq!(place, "\"WTB\"");
    let (words, _) = only(&format!("{OPINI}pastikan I.realisasi = \"wtp\" \"opini\""));
    assert!(words.contains("mungkin maksudnya \"WTP\""), "{words}");
}

#[test]
fn labels_of_two_scales_do_not_compare() {
    let text = format!(
        "{OPINI}skala nilai_x {{ \"A\" \"B\" }}\nindikator J {{ satuan nilai_x }}\n\
                        pastikan I.realisasi = J.realisasi \"sama\""
    );
    assert_eq!(errors(&text), ["T0301"]);
}

#[test]
fn a_target_label_must_be_one_of_the_scale() {
    let text = OPINI.replace("target \"WTP\"", "target \"WTT\"");
    assert_eq!(errors(&text), ["T0305"]);
}

#[test]
fn outside_the_scale_is_a_result_of_its_own() {
    let text = "skala mutu { \"Baik\" ≥ 75% \"Kurang\" 0% s.d. < 75% }\n\
                pastikan mutu(−5%) = \"di luar skala\" \"luar\"";
    assert_eq!(errors(text), [""; 0]);
}

// ---- settings -------------------------------------------------------------------------------

/// A polarity and a scale without gaps, for what follows.
const BASE: &str = "polaritas rasio { arah naik rumus realisasi / target × 100% }\n\
                    skala mutu { \"Baik\" ≥ 75% \"Kurang\" < 75% }\n\
                    skala lain { \"Lulus\" ≥ 60% \"Tidak lulus\" < 60% }\n";

const INDICATOR: &str = "indikator I { satuan persen polaritas rasio target 95% }";

#[test]
fn an_indicator_takes_its_settings_from_the_top() {
    let text = format!("{BASE}pengukuran {{ batasi 0% s.d. 100% bulatkan 0 desimal kategori mutu }}\n{INDICATOR}");
    assert_eq!(steps(&text, "I"), ["kategori mutu", "bulatkan 0 desimal", "batasi 0% s.d. 100%"]);
}

#[test]
fn the_nearest_setting_wins_one_by_one() {
    let text = format!(
        "{BASE}pengukuran {{ batasi 0% s.d. 100% bulatkan 0 desimal kategori mutu }}\n\
         sasaran S {{ pengukuran {{ bulatkan 2 desimal }}\n{INDICATOR} }}"
    );
    assert_eq!(steps(&text, "I"), ["kategori mutu", "bulatkan 2 desimal", "batasi 0% s.d. 100%"]);
}

#[test]
fn an_own_attribute_beats_every_block_of_settings() {
    let own = INDICATOR.replace("target", "kategori lain target");
    let text = format!("{BASE}pengukuran {{ kategori mutu }}\nsasaran S {{ pengukuran {{ kategori mutu }} {own} }}");
    assert_eq!(steps(&text, "I"), ["kategori lain"]);
}

#[test]
fn tanpa_switches_an_inherited_setting_off() {
    let own = INDICATOR.replace("target", "tanpa batasi tanpa kategori target");
    let text = format!("{BASE}pengukuran {{ batasi 0% s.d. 100% bulatkan 1 desimal kategori mutu }}\n{own}");
    assert_eq!(steps(&text, "I"), ["bulatkan 1 desimal"]);
}

#[test]
fn tanpa_in_a_nearer_block_ends_the_search() {
    let text = format!(
        "{BASE}pengukuran {{ batasi 0% s.d. 100% }}\nsasaran S {{ pengukuran {{ tanpa batasi }} {INDICATOR} }}"
    );
    assert_eq!(steps(&text, "I"), [""; 0]);
}

#[test]
fn a_group_is_not_rounded_unless_that_is_written() {
    let text = format!(
        "{BASE}pengukuran {{ batasi 0% s.d. 100% bulatkan 0 desimal agregasi rata_rata kategori mutu }}\n\
         sasaran S {{ {INDICATOR} }}"
    );
    assert_eq!(steps(&text, "S"), ["kategori mutu"]);
}

#[test]
fn settings_for_a_kind_of_group_beat_the_general_ones_beside_them() {
    let text = format!(
        "{BASE}pengukuran {{ agregasi rata_rata kategori mutu }}\n\
         pengukuran sasaran {{ bulatkan 1 desimal kategori lain }}\n\
         sasaran S {{ {INDICATOR} }}\nprogram P {{ {} }}",
        INDICATOR.replace(" I ", " J ")
    );
    assert_eq!(steps(&text, "S"), ["kategori lain", "bulatkan 1 desimal"]);
    assert_eq!(steps(&text, "P"), ["kategori mutu"]);
}

#[test]
fn a_nearer_general_setting_beats_a_farther_specific_one() {
    let text = format!(
        "{BASE}pengukuran sasaran {{ agregasi rata_rata kategori mutu }}\n\
         tujuan T {{ pengukuran {{ kategori lain }} sasaran S {{ {INDICATOR} }} }}"
    );
    assert_eq!(steps(&text, "S"), ["kategori lain"]);
}

#[test]
fn settings_inside_a_group_hold_for_what_it_contains_not_for_itself() {
    let text =
        format!("{BASE}sasaran S {{ agregasi rata_rata kategori mutu pengukuran {{ kategori lain }} {INDICATOR} }}");
    assert_eq!(steps(&text, "I"), ["kategori lain"]);
    assert_eq!(steps(&text, "S"), ["kategori mutu"]);
    let text = format!("{BASE}sasaran S {{ agregasi rata_rata pengukuran {{ kategori lain }} {INDICATOR} }}");
    let model = model(&text);
    assert!(root(&model, "S", Property::Achievement).is_some());
    assert!(root(&model, "S", Property::Category).is_none());
}

#[test]
fn settings_at_the_top_hold_for_their_own_file_only() {
    let files = [
        ("utama.takar", "gunakan \"dasar.takar\"\ngunakan \"isi.takar\"\npengukuran { kategori mutu }\n"),
        ("dasar.takar", BASE),
        ("isi.takar", "gunakan \"dasar.takar\"\nindikator I { satuan persen polaritas rasio target 95% }"),
    ];
    let model = model_of(&files);
    assert!(root(&model, "I", Property::Achievement).is_some());
    assert!(root(&model, "I", Property::Category).is_none());
}

#[test]
fn a_written_rumus_beats_an_inherited_agregasi_and_both_written_is_an_error() {
    let group = |own: &str| format!("{BASE}pengukuran {{ agregasi rata_rata }}\nsasaran S {{ {own} {INDICATOR} }}");
    let model = model(&group("rumus minimum(indikator.capaian)"));
    let raw = root(&model, "S", Property::Raw).unwrap();
    assert!(matches!(model.node(raw).kind, NodeKind::Guarded { .. }));
    assert_eq!(errors(&group("agregasi rata_rata rumus minimum(indikator.capaian)")), ["T0327"]);
}

#[test]
fn two_settings_blocks_of_one_kind_beside_each_other_are_refused() {
    assert_eq!(errors(&format!("{BASE}pengukuran {{ kategori mutu }}\npengukuran {{ kategori lain }}")), ["T0202"]);
    let both = format!("{BASE}pengukuran {{ kategori mutu }}\npengukuran sasaran {{ kategori lain }}");
    assert_eq!(errors(&both), [""; 0]);
}

#[test]
fn an_inherited_scale_for_another_unit_names_the_item_too() {
    let text =
        format!("{BASE}pengukuran {{ kategori mutu }}\nsasaran S {{ rumus 80 poin indikator I {{ satuan persen }} }}");
    let built = built(&text);
    assert_eq!(codes(&built), ["T0340"]);
    assert_eq!(place(&built, &built.diagnostics[0]), "kategori mutu");
    let [(span, _)] = built.diagnostics[0].related.as_slice() else { panic!("one further place") };
    assert_eq!(text_of(&built.sources, *span), "sasaran S");
}

// ---- sets -----------------------------------------------------------------------------------

const TREE: &str = "tujuan T1 { sasaran S1 { indikator I1 { satuan persen }\n\
                    sasaran S1a { indikator I2 { satuan persen } } } }\n\
                    sasaran S2 { indikator I3 { satuan persen } }\n\
                    indikator I4 { satuan persen }\n";

#[test]
fn a_set_at_the_top_is_that_of_the_whole_ruleset() {
    assert_eq!(
        members(&format!("{TREE}nilai hasil {{ rumus jumlah(indikator.realisasi) }}")),
        ["I1", "I2", "I3", "I4"]
    );
}

#[test]
fn of_groups_only_the_outermost_are_in_the_set() {
    assert_eq!(members(&format!("{TREE}nilai hasil {{ rumus banyak(sasaran) }}")), ["S1", "S2"]);
    assert_eq!(members(&format!("{TREE}nilai hasil {{ rumus banyak(S1.sasaran) }}")), ["S1a"]);
}

#[test]
fn a_path_before_a_set_says_inside_what() {
    assert_eq!(members(&format!("{TREE}nilai hasil {{ rumus jumlah(S1.indikator.realisasi) }}")), ["I1", "I2"]);
    assert_eq!(members(&format!("{TREE}nilai hasil {{ rumus banyak(S1a.indikator) }}")), ["I2"]);
}

#[test]
fn a_set_word_in_a_group_speaks_of_that_group() {
    let text = TREE.replace("sasaran S2 {", "sasaran S2 { rumus rata_rata(indikator.realisasi)");
    let model = model(&text);
    let guarded = root(&model, "S2", Property::Raw).unwrap();
    let NodeKind::Guarded { of, .. } = model.node(guarded).kind else { panic!("a guarded formula") };
    let NodeKind::List { members, .. } = &model.node(of).kind else { panic!("a list") };
    assert_eq!(members.iter().map(|m| model.full_code(m.item.unwrap())).collect::<Vec<_>>(), ["I3"]);
}

const PK: &str = "aturan pk { periode tahunan }\n\
                  sasaran S1 { indikator S1.1 { satuan persen target 95% }\nindikator S1.2 { satuan persen } }\n";

#[test]
fn a_set_behind_an_alias_is_that_of_the_other_ruleset() {
    let main = "gunakan \"pk.takar\" sebagai p\nindikator I { satuan persen }\n";
    let of = |formula: &str| {
        let model = model_of(&[("utama.takar", &format!("{main}nilai hasil {{ rumus {formula} }}")), ("pk.takar", PK)]);
        let NodeKind::List { members, .. } = &model.node(root(&model, "hasil", Property::Raw).unwrap()).kind else {
            panic!("a list")
        };
        members.iter().map(|m| model.full_code(m.item.unwrap())).collect::<Vec<_>>()
    };
    assert_eq!(of("banyak(p.indikator)"), ["p.S1.1", "p.S1.2"]);
    assert_eq!(of("banyak(p.S1.indikator)"), ["p.S1.1", "p.S1.2"]);
    // What is behind `p.` is in no set of this ruleset.
    assert_eq!(of("banyak(indikator)"), ["I"]);
}

#[test]
fn a_set_is_no_value_and_two_sets_do_not_go_together() {
    assert_eq!(errors(&format!("{TREE}nilai hasil {{ rumus indikator.realisasi }}")), ["T0209"]);
    assert_eq!(
        errors(&format!("{TREE}nilai hasil {{ rumus jumlah(S1.indikator.realisasi + S2.indikator.realisasi) }}")),
        ["T0309"]
    );
    assert_eq!(errors(&format!("{TREE}nilai hasil {{ rumus rata_rata(anggaran.pagu) }}")), ["T0210"]);
}

/// How many lists with so many members a model holds.
fn lists(model: &Model) -> Vec<usize> {
    let count = |node: &takar::model::Node| match &node.kind {
        NodeKind::List { members, .. } => Some(members.len()),
        _ => None,
    };
    model.nodes.iter().filter_map(count).collect()
}

#[test]
fn a_list_function_inside_another_goes_over_the_set_anew() {
    // The distance of each from the mean of all four: four means, each over four, and one sum over four.
    let text =
        format!("{TREE}nilai hasil {{ rumus jumlah(abs(indikator.realisasi − rata_rata(indikator.realisasi))) }}");
    assert_eq!(lists(&model(&text)), [4, 4, 4, 4, 4]);
}

#[test]
fn values_beside_a_member_speak_of_that_member() {
    // For each of the four the greater of two values, then their sum.
    let text =
        format!("{TREE}nilai hasil {{ rumus jumlah(indikator.realisasi × 1 + maksimum(0; indikator.realisasi)) }}");
    assert_eq!(lists(&model(&text)), [2, 2, 2, 2, 4]);
}

// ---- paths ----------------------------------------------------------------------------------

#[test]
fn the_longest_declared_prefix_is_the_code() {
    let text = "sasaran S1 { rumus 50% indikator S1.1 { satuan persen } }\nindikator S1.1.a { satuan rupiah }\n\
                nilai x { rumus S1.1.realisasi }\nnilai y { rumus S1.1.a.realisasi }\nnilai z { rumus S1.capaian }";
    let model = model(text);
    for (code, unit) in [("x", "persen"), ("y", "rupiah"), ("z", "persen")] {
        assert_eq!(unit_name(&model, root(&model, code, Property::Achievement).unwrap()), unit, "{code}");
    }
}

#[test]
fn dots_in_a_code_say_nothing_about_the_tree() {
    let text = "sasaran S1 { indikator X.9 { satuan persen } }\nsasaran S2 { indikator S1.1 { satuan persen } }\n\
                nilai hasil { rumus banyak(S1.indikator) }";
    assert_eq!(members(text), ["X.9"]);
}

#[test]
fn an_unknown_name_suggests_the_nearest_and_the_file_that_has_it() {
    let (words, place) = only("data pegawai { satuan angka }\nnilai x { rumus pegawia + 1 }");
    assert!(words.contains("`pegawai`"), "{words}");
    assert_eq!(place, "pegawia");
    let built = built_of(&[
        ("utama.takar", "gunakan \"a.takar\"\nnilai x { rumus jauh }"),
        ("a.takar", "gunakan \"b.takar\""),
        ("b.takar", "data jauh { satuan angka }"),
    ]);
    // `gunakan` is not transitive.
    let [diagnostic] = built.diagnostics.as_slice() else { panic!("{:#?}", built.diagnostics) };
    assert!(words_of(diagnostic).contains("gunakan \"b.takar\""));
}

fn words_of(diagnostic: &Diagnostic) -> String {
    words(diagnostic)
}

#[test]
fn what_is_behind_an_alias_can_be_read() {
    let model = model_of(&[
        ("utama.takar", "gunakan \"pk.takar\" sebagai p\nindikator I { satuan persen target p.S1.1.target }"),
        ("pk.takar", PK),
    ]);
    assert_eq!(unit_name(&model, root(&model, "I", Property::Target).unwrap()), "persen");
    // It is no result of this ruleset.
    assert_eq!(model.results().map(|(_, item)| item.code.as_str()).collect::<Vec<_>>(), ["I"]);
}

#[test]
fn a_file_reached_twice_counts_once() {
    let built = built_of(&[
        ("utama.takar", "gunakan \"a.takar\"\ngunakan \"b.takar\"\nnilai x { rumus banyak(indikator) }"),
        ("a.takar", "gunakan \"c.takar\""),
        ("b.takar", "gunakan \"c.takar\""),
        ("c.takar", "indikator I { satuan persen }"),
    ]);
    assert_eq!(codes(&built), [""; 0]);
}

#[test]
fn a_missing_file_is_one_error_however_many_of_its_names_are_read() {
    let text =
        "gunakan \"tidak_ada.takar\"\nindikator I { satuan laporan polaritas positif }\nnilai x { rumus y + z(1) }";
    assert_eq!(errors(text), ["T0215"]);
}

#[test]
fn a_ruleset_without_alias_is_one_error() {
    let built = built_of(&[
        ("utama.takar", "gunakan \"pk.takar\"\nindikator I { satuan persen target S1.1.target }"),
        ("pk.takar", PK),
    ]);
    assert_eq!(codes(&built), ["T0218"]);
}

#[test]
fn names_in_a_function_that_no_one_calls_are_checked() {
    assert_eq!(errors("fungsi f(x) = x + tidak_ada"), ["T0201"]);
    assert_eq!(errors("fungsi f(x) = tidak_ada(x)"), ["T0212"]);
    assert_eq!(errors("fungsi f(x) = x + tidak_ada\nnilai hasil { rumus f(1) }"), ["T0201"]);
}

#[test]
fn a_function_cannot_have_the_name_of_a_built_in_one() {
    assert_eq!(errors("fungsi bulat(x; y) = x"), ["T0202"]);
    assert_eq!(errors("fungsi jumlah(x) = x"), ["T0202"]);
    // Without a parenthesis there is nothing to confuse.
    assert_eq!(errors("data jumlah { satuan angka }\nnilai x { rumus jumlah + jumlah(1; 2) }"), [""; 0]);
}

// ---- bands ----------------------------------------------------------------------------------

#[test]
fn two_bands_that_share_a_value_are_an_error() {
    let (told, place) = only("skala s { \"A\" 80% s.d. 100%\n\"B\" 0% s.d. 80% }");
    assert!(told.starts_with("T0313") && told.contains("80%"), "{told}");
    assert_eq!(place, "0% s.d. 80%");
    assert_eq!(errors("skala s { \"A\" > 80% s.d. 100%\n\"B\" 0% s.d. 80% }"), [""; 0]);
}

// ---- tables ---------------------------------------------------------------------------------

#[test]
fn a_table_of_ranges_must_hold_every_number() {
    let table = |low: &str| {
        format!("tabel t (x: persen) {{ jika ≥ 80% maka \"A\"\njika {low} maka \"B\"\njika < 60% maka \"C\" }}")
    };
    assert_eq!(errors(&table("60% s.d. < 80%")), [""; 0]);
    let (told, place) = only(&table("60% s.d. 79%"));
    // Between 79% and 80%.
    assert!(told.starts_with("T0320") && told.contains("x = 79,5%"), "{told}");
    assert_eq!(place, "tabel t");
    let (told, _) = only(&table("60% s.d. 80%"));
    assert!(told.starts_with("T0321") && told.contains("x = 80%"), "{told}");
}

#[test]
fn the_missing_row_of_a_table_is_proposed() {
    let scale = "skala e { \"A\" \"B\" \"C\" }\n";
    for (table, row) in [
        ("(x: persen) { jika ≥ 80% maka 1 jika < 60% maka 2 }", "jika 60% s.d. < 80% maka …"),
        ("(x: persen) { jika > 80% maka 1 jika ≤ 60% maka 2 }", "jika > 60% s.d. 80% maka …"),
        ("(x: persen) { jika ≥ 80% maka 1 }", "jika < 80% maka …"),
        ("(x: angka) { jika < 1 maka 1 jika > 1 maka 2 }", "jika 1 maka …"),
        ("(x: angka) { jika 1 maka 1 jika 2 maka 2 }", "jika < 1 maka …"),
        ("(x: persen; y: ya_tidak) { jika ≥ 80%; ya maka 1 jika < 80%; ya maka 2 }", "jika apa pun; tidak maka …"),
        (
            "(x: persen; y: ya_tidak) { jika ≥ 80%; ya maka 1 jika < 80%; ya maka 2 jika ≥ 50%; tidak maka 3 }",
            "jika < 50%; tidak maka …",
        ),
        (
            "(x: e; y: e) { jika \"A\"; apa pun maka 1 jika apa pun; \"A\" maka 2 }",
            "jika \"B\" atau \"C\"; \"B\" atau \"C\" maka …",
        ),
    ] {
        let built = built(&format!("{scale}tabel t {table}"));
        let told: Vec<_> = built.diagnostics.iter().map(|told| told.message.tell(Language::Indonesian)).collect();
        let help = told.iter().filter_map(|told| told.help.as_deref()).find(|help| help.contains("maka …"));
        assert_eq!(help, Some(format!("tambahkan baris, misalnya `{row}`").as_str()), "{table}: {told:?}");
        // With it, and nothing else, every case is decided; one row too many is told about by itself.
        let mended = table.replace(" }", &format!(" {} }}", row.replace('…', "9")));
        let codes = errors(&format!("{scale}tabel t {mended}"));
        let gaps = codes.iter().filter(|code| *code == "T0320").count();
        assert_eq!(gaps, usize::from(row == "jika < 1 maka …"), "{mended}: {codes:?}");
    }
}

#[test]
fn a_table_of_single_numbers_leaves_the_others_open() {
    assert_eq!(errors("tabel t (x: angka) { jika 1 maka \"A\" jika 2 maka \"B\" }"), ["T0320"]);
    assert_eq!(errors("tabel t (x: angka) { jika = 1 maka \"A\" jika > 1 maka \"B\" jika < 1 maka \"C\" }"), [""; 0]);
}

#[test]
fn a_table_over_labels_and_truth_values() {
    let table = |row: &str| {
        format!(
            "skala e {{ \"Atas\" \"Sesuai\" \"Bawah\" }}\ntabel t (h: e; lengkap: ya_tidak) {{\n\
             jika \"Atas\" atau \"Sesuai\"; ya maka \"Baik\"\njika \"Bawah\"; ya maka \"Cukup\"\n{row} }}"
        )
    };
    assert_eq!(errors(&table("jika apa pun; tidak maka \"Kurang\"")), [""; 0]);
    let (told, _) = only(&table("jika \"Atas\"; tidak maka \"Kurang\""));
    assert!(told.contains("h = \"Sesuai\"; lengkap = tidak"), "{told}");
    assert_eq!(errors(&table("jika apa pun; apa pun maka \"Kurang\"")), ["T0321"]);
}

#[test]
fn a_misspelt_label_in_a_row_is_the_only_error() {
    let text = "skala e { \"Atas\" \"Bawah\" }\ntabel t (h: e) { jika \"Atsa\" maka \"A\" jika \"Bawah\" maka \"B\" }\n\
                indikator I { satuan e }\npastikan t(I.realisasi) = \"A\" \"x\"";
    assert_eq!(errors(text), ["T0305"]);
}

const TEXTS: &str = "tabel t (lengkap: ya_tidak) { jika ya maka \"Selesai\" jika tidak maka \"Kembali\" }\n\
                     data lengkap { satuan ya_tidak }\n";

#[test]
fn results_without_a_scale_are_texts() {
    assert_eq!(errors(&format!("{TEXTS}pastikan t(lengkap) = \"Selesai\" \"x\"")), [""; 0]);
    assert_eq!(errors(&format!("{TEXTS}pastikan t(lengkap) ≥ \"Selesai\" \"x\"")), ["T0306"]);
    let (told, place) = only(&format!("{TEXTS}pastikan t(lengkap) = \"Selesei\" \"x\""));
    assert!(told.starts_with("T0336") && told.contains("\"Selesai\""), "{told}");
    assert_eq!(place, "\"Selesei\"");
}

#[test]
fn results_with_a_scale_have_its_order() {
    let text = "skala p { \"Baik\" \"Kurang\" }\n\
                tabel t (lengkap: ya_tidak): p { jika ya maka \"Baik\" jika tidak maka \"Kurang\" }\n\
                data lengkap { satuan ya_tidak }\npastikan t(lengkap) ≥ \"Kurang\" \"x\"";
    assert_eq!(errors(text), [""; 0]);
    assert_eq!(errors(&text.replace("maka \"Kurang\"", "maka \"Krang\"")), ["T0305"]);
}

// ---- weights --------------------------------------------------------------------------------

fn weighted(first: &str, second: &str) -> Vec<String> {
    errors(&format!(
        "polaritas rasio {{ arah naik rumus realisasi / target × 100% }}\n\
         sasaran S {{ agregasi rata_rata_tertimbang\n\
         indikator I {{ satuan persen polaritas rasio {first} }}\n\
         indikator J {{ satuan persen polaritas rasio {second} }} }}"
    ))
}

#[test]
fn weights_in_persen_are_100_percent_together() {
    assert_eq!(weighted("bobot 60%", "bobot 40%"), [""; 0]);
    assert_eq!(weighted("bobot 60%", "bobot 39,9%"), ["T0324"]);
    // A third is not a decimal number, yet three thirds are the whole.
    assert_eq!(weighted("bobot 100% / 3", "bobot 200% / 3"), [""; 0]);
}

#[test]
fn plain_weights_are_relative() {
    assert_eq!(weighted("bobot 3", "bobot 1"), [""; 0]);
    assert_eq!(weighted("bobot 3", "bobot 0"), [""; 0]);
    assert_eq!(weighted("bobot 0", "bobot 0"), ["T0325"]);
    assert_eq!(weighted("bobot 3", "bobot −1"), ["T0325"]);
}

#[test]
fn mixed_and_missing_weights_are_one_error() {
    assert_eq!(weighted("bobot 60%", "bobot 4"), ["T0323"]);
    assert_eq!(weighted("bobot 100%", ""), ["T0323"]);
    assert_eq!(weighted("", ""), ["T0326"]);
}

#[test]
fn a_weight_is_a_fixed_value() {
    assert_eq!(errors("data x { satuan persen }\nindikator I { satuan persen bobot x }"), ["T0310"]);
}

// ---- cycles, depth, size --------------------------------------------------------------------

#[test]
fn a_cycle_is_shown_whole() {
    let (told, _) = only("nilai a { rumus b + 1 }\nnilai b { rumus c + 1 }\nnilai c { rumus a + 1 }");
    assert!(told.starts_with("T0225"), "{told}");
    let circle = ["a → b → c → a", "b → c → a → b", "c → a → b → c"];
    assert!(circle.iter().any(|circle| told.contains(circle)), "{told}");
}

#[test]
fn a_formula_that_reads_itself_is_shown_too() {
    let (told, place) = only("nilai a { rumus a + 1 }");
    assert!(told.contains("a → a"), "{told}");
    assert_eq!(place, "nilai a");
}

#[test]
fn a_cycle_through_a_set_is_found() {
    let text = "polaritas rasio { arah naik rumus realisasi / target × 100% }\n\
                sasaran S { rumus rata_rata(indikator.capaian)\n\
                indikator I { satuan persen polaritas rasio target 95% rumus S.capaian } }";
    assert_eq!(errors(text), ["T0225"]);
}

#[test]
fn the_same_name_in_two_properties_is_no_cycle() {
    let text = "indikator I { satuan persen target (I.bobot) bobot 100% }\nnilai n { rumus I.target }";
    assert_eq!(errors(text), [""; 0]);
}

#[test]
fn functions_that_call_themselves_or_each_other_are_refused() {
    assert_eq!(errors("fungsi f(x) = f(x) + 1"), ["T0333"]);
    assert_eq!(errors("fungsi f(x) = g(x)\nfungsi g(x) = f(x)\nnilai n { rumus f(1) }"), ["T0333"]);
}

fn quickly(text: &str) -> Vec<String> {
    let begun = Instant::now();
    let found = errors(text);
    assert!(begun.elapsed() < Duration::from_secs(60), "took {:?}", begun.elapsed());
    found
}

#[test]
fn functions_that_double_their_argument_forty_levels_deep_are_refused() {
    // 2^40 steps
    let mut text = "fungsi f0(x) = x + x\n".to_owned();
    for level in 1..40 {
        writeln!(text, "fungsi f{level}(x) = f{0}(x) + f{0}(x)", level - 1).unwrap();
    }
    text.push_str("nilai n { rumus f39(1) }");
    assert_eq!(quickly(&text), ["T0330"]);
}

#[test]
fn functions_without_inputs_that_double_are_refused() {
    let mut text = "fungsi f0() = 1 + 1\n".to_owned();
    for level in 1..40 {
        writeln!(text, "fungsi f{level}() = f{0}() + f{0}()", level - 1).unwrap();
    }
    text.push_str("nilai n { rumus f39() }");
    assert_eq!(quickly(&text), ["T0330"]);
}

#[test]
fn arguments_are_computed_once_however_often_they_are_used() {
    // Each level calls the one before on its own result: 40 levels are 40 calls.
    let mut text = "fungsi f(x) = x + x\n".to_owned();
    for level in 0..40 {
        let before = if level == 0 { "1".to_owned() } else { format!("n{}", level - 1) };
        writeln!(text, "nilai n{level} {{ rumus f({before}) }}").unwrap();
    }
    assert_eq!(quickly(&text), [""; 0]);
}

#[test]
fn values_that_are_rated_are_followed_without_doubling() {
    // 8^40 ways lead from the last to the first.
    let mut text = "skala s { \"A\" ≥ 50% \"B\" < 50% }\ndata n0 { satuan persen }\n".to_owned();
    for level in 1..40 {
        let before = vec![format!("n{}", level - 1); 8].join("; ");
        writeln!(text, "nilai n{level} {{ rumus rata_rata({before}) kategori s }}").unwrap();
    }
    assert_eq!(quickly(&text), [""; 0]);
}

#[test]
fn a_chain_of_ten_thousand_values_builds() {
    let mut text = "nilai n0 { rumus 1 }\n".to_owned();
    for level in 1..10_000 {
        writeln!(text, "nilai n{level} {{ rumus n{} + 1 }}", level - 1).unwrap();
    }
    assert_eq!(quickly(&text), [""; 0]);
}

#[test]
fn a_chain_of_ten_thousand_functions_is_refused_for_its_depth() {
    let mut text = "fungsi f0(x) = x + 1\n".to_owned();
    for level in 1..10_000 {
        writeln!(text, "fungsi f{level}(x) = f{}(x) + 1", level - 1).unwrap();
    }
    text.push_str("nilai n { rumus f9999(1) }");
    assert_eq!(quickly(&text), ["T0330"]);
}

// ---- targets --------------------------------------------------------------------------------

#[test]
fn targets_by_period() {
    let model = model("indikator I { satuan persen target 2023: 94% target 2024: 95% }");
    let NodeKind::Agreed { rule, .. } = model.node(root(&model, "I", Property::Target).unwrap()).kind else {
        panic!("a target of the rules")
    };
    let NodeKind::ByPeriod { arms, .. } = &model.node(rule).kind else { panic!("by period") };
    let shown: Vec<String> = arms.iter().map(|(period, _)| period.to_string()).collect();
    assert_eq!(shown, ["2023", "2024"]);
}

#[test]
fn targets_by_period_and_without_do_not_go_together() {
    assert_eq!(errors("indikator I { satuan persen target 94% target 2024: 95% target 2025: 96% }"), ["T0406"]);
    assert_eq!(errors("indikator I { satuan persen target 2024: 94% target 2024: 95% }"), ["T0405"]);
}

fn one_sided(target: &str, direction: &str) -> Built {
    built(&format!(
        "polaritas p {{ arah {direction} rumus realisasi / target × 100% }}\n\
         indikator I {{ satuan persen polaritas p target {target} }}"
    ))
}

#[test]
fn a_one_sided_target_is_its_bound_where_the_direction_fits() {
    for (target, direction, wanted) in [("≥ 90%", "naik", "90"), ("≤ 5%", "turun", "5")] {
        let model = one_sided(target, direction).model.expect("a model");
        let NodeKind::Agreed { rule, .. } = model.node(root(&model, "I", Property::Target).unwrap()).kind else {
            panic!("a target of the rules")
        };
        let NodeKind::Constant(Value::Number(number)) = &model.node(rule).kind else { panic!("a number") };
        assert_eq!(number.shift10(2).to_plain(0), wanted);
    }
}

#[test]
fn a_one_sided_target_against_the_direction_is_an_error() {
    for (target, direction) in [("≤ 90%", "naik"), ("≥ 5%", "turun"), ("> 90%", "naik"), ("≥ 5%", "tengah")] {
        let built = one_sided(target, direction);
        assert_eq!(codes(&built), ["T0332"], "{target} {direction}");
        assert_eq!(place(&built, &built.diagnostics[0]), target);
    }
}

#[test]
fn a_target_without_unit_is_offered_with_it() {
    let (told, place) = only("indikator I { satuan persen target 95 }");
    assert!(told.starts_with("T0303") && told.contains("`95%`"), "{told}");
    assert_eq!(place, "95");
}

#[test]
fn a_range_as_target_takes_the_unit_of_its_upper_end() {
    let text = "satuan bulan\nindikator I { satuan bulan target 7 s.d. 8 bulan }";
    let model = model(text);
    let target = root(&model, "I", Property::Target).unwrap();
    assert!(matches!(model.node(target).ty, Type::Range(_)));
    assert_eq!(errors("satuan bulan\nindikator I { satuan bulan target 7 bulan s.d. 8 }"), ["T0338"]);
}

#[test]
fn a_group_without_agregasi_or_rumus_has_no_capaian() {
    let text = "sasaran S { indikator I { satuan persen } }\nnilai n { rumus S.capaian }";
    assert_eq!(errors(text), ["T0208"]);
}

#[test]
fn members_that_are_aggregated_share_a_unit() {
    let text = "sasaran T { agregasi rata_rata\nsasaran A { rumus 80 poin indikator I { satuan persen } }\n\
                sasaran B { rumus 80% indikator J { satuan persen } } }";
    assert_eq!(errors(text), ["T0301"]);
}

#[test]
fn a_bound_finer_than_the_rounding_is_an_error() {
    assert_eq!(errors("nilai n { rumus 2 × 40% batasi 0% s.d. 99,5% bulatkan 0 desimal }"), ["T0328"]);
    assert_eq!(errors("nilai n { rumus 2 × 40% batasi 0% s.d. 99,5% bulatkan 1 desimal }"), [""; 0]);
}

#[test]
fn a_polarity_that_reads_the_whole_target_takes_no_range() {
    let rules =
        "polaritas p { arah naik rumus realisasi / target × 100% }\nindikator I { satuan persen polaritas p }\n";
    assert_eq!(errors(&format!("{rules}uji \"x\" {{ diketahui I.target = 80% s.d. 90% maka ya }}")), ["T0302"]);
    assert_eq!(errors(&format!("{rules}uji \"x\" {{ diketahui I.target = 80% maka ya }}")), [""; 0]);
}

// ---- one mistake, one message ---------------------------------------------------------------

#[test]
fn a_mistake_of_writing_brings_no_further_errors() {
    for text in [
        "nilai n { rumus 1 + }\nnilai m { rumus n }",
        "indikator I { satuan target 5% }",
        "polaritas p { arah naik rumus realisasi / target × 100% }\nindikator I { satuan polaritas p }",
        "skala s { \"Baik\" 90 - 100% }",
        "data x { satuan }\nnilai n { rumus x }",
        "fungsi f(x) =\nnilai n { rumus f(1) }",
        "nilai n { rumus 97.5 }",
        "polaritas p { arah naik rumus }\nindikator I { satuan persen polaritas p target 95% }\nnilai n { rumus I.capaian }",
        "sasaran S { agregasi rata }\nnilai n { rumus S.capaian }",
        "tabel t (x: ya_tidak) { jika ya maka \"A\" jika maka \"B\" }\nnilai n { rumus jika t(ya) = \"B\" maka 1 selain itu 2 }",
        "kurva k { 0%: 0 poin 100%: }\nnilai n { rumus k(50%) }",
        "indikator IKU-1 { satuan persen }\nanggaran A { pagu Rp 5 mendukung IKU-1 }",
        "skala s { \"Baik\" ≥ 75% \"Kurang\" < }\nnilai n { rumus 80% kategori s }",
        "aturan a { periode }\nuji \"x\" { maka 1 = 1 }",
    ] {
        let found = errors(text);
        assert!(found.iter().all(|code| code.starts_with("T01")), "{text}: {found:?}");
        assert!(!found.is_empty(), "{text}");
    }
}

#[test]
fn a_mistake_of_names_is_told_once() {
    for (text, expected) in [
        ("fungsi batasi(x) = x", &["T0132"][..]),
        ("fungsi bulat(x) = x", &["T0202"]),
        ("pengukuran { bulatkan 0 desimal }\npengukuran indikator { bulatkan 0 desimal }", &["T0152"]),
        ("kurva k { 0%: 0 poin 50: 100 poin }", &["T0303"]),
        ("kurva k { 0%: 0 poin }", &["T0318"]),
        ("uji \"x\" { maka kosong 5 }", &["T0131"]),
        ("uji \"x\" { diketahui IKU-1.realisasi = 5% maka ya }", &["T0131"]),
        ("nilai n { rumus batasi(80%; 0% - 100%) }", &["T0121"]),
        ("nilai n { rumus batasi(80%; 50%) }", &["T0302"]),
        ("satuan orang indikator I { satuan persen bobot 5 orang }", &["T0302"]),
    ] {
        assert_eq!(errors(text), expected, "{text}");
    }
    let used = |main: &str, other: &str| codes(&built_of(&[("utama.takar", main), ("lain.takar", other)]));
    assert_eq!(used("gunakan \"lain.takar\"\ndata r { satuan angka }", "data r { satuan angka }"), ["T0202"]);
    let header = "aturan p { periode tahunan }";
    assert_eq!(used("gunakan \"lain.takar\" sebagai S1\nindikator S1 { satuan persen }", header), ["T0202"]);
    assert_eq!(used("gunakan \"lain.takar\" sebagai S1\nindikator S1.1 { satuan persen }", header), ["T0205"]);
}

#[test]
fn a_scale_of_another_ruleset_may_be_the_unit() {
    let main = "gunakan \"lain.takar\" sebagai p\nindikator I { satuan p.opini target p.A.target }\n\
                data d { satuan p.opini }\ntabel t (x: p.opini): p.opini { jika \"WTP\" maka \"WDP\" jika \"WDP\" maka \"WTP\" }\n\
                uji \"x\" { diketahui d = \"WTP\" maka t(d) = \"WDP\" maka I.target > d }";
    let other =
        "aturan p { periode tahunan }\nskala opini { \"WTP\" \"WDP\" }\nindikator A { satuan opini target \"WTP\" }";
    model_of(&[("utama.takar", main), ("lain.takar", other)]);
    let unknown = main.replace("satuan p.opini t", "satuan p.opinie t");
    assert_eq!(codes(&built_of(&[("utama.takar", &unknown), ("lain.takar", other)])), ["T0213"]);
}

#[test]
fn a_unit_where_a_value_is_due_is_offered_with_a_number() {
    let (told, at) = only("satuan orang\nnilai n { rumus Rp 5.000 / orang }");
    assert!(told.starts_with("T0201") && told.contains("`1 orang`") && at == "orang", "{told}");
    let (told, _) = only("data x { satuan angka }\nnilai n { rumus z }");
    assert!(told.starts_with("T0201") && !told.contains("`x`"), "{told}");
}

#[test]
fn a_fraction_where_a_percentage_is_due_is_offered_as_a_spreadsheet_means_it() {
    let offered = |text: &str| -> Vec<String> {
        let built = build(&mut InMemory::one("utama.takar", text), Path::new("utama.takar")).unwrap();
        built.diagnostics.iter().filter_map(|d| d.message.tell(Default::default()).help).collect()
    };
    let target = |literal: &str| format!("indikator I {{ satuan persen target {literal} }}");
    // 0,975 of a whole is 97,5%; 91 can only have been meant as 91%.
    assert!(offered(&target("0,975"))[0].contains("`97,5%`"));
    assert!(offered(&target("91"))[0].contains("`91%`"));
}

#[test]
fn a_name_of_a_standard_ruleset_is_offered_with_its_file() {
    let text = "indikator I { satuan nilai_akip polaritas tercapai }\nindikator J { satuan orang }";
    let built = build(&mut InMemory::one("utama.takar", text), Path::new("utama.takar")).unwrap();
    let help: Vec<String> = built.diagnostics.iter().filter_map(|d| d.message.tell(Default::default()).help).collect();
    for file in ["baku/skala.takar", "baku/polaritas.takar", "baku/satuan.takar"] {
        assert!(help.iter().any(|help| help.contains(&format!("gunakan \"{file}\""))), "{file}: {help:?}");
    }
    // What baku/ikpa.takar declares is read behind the name of its `sebagai`, so the file is not offered for it.
    let text = "indikator I { satuan persen rumus capaian_output }";
    let built = build(&mut InMemory::one("utama.takar", text), Path::new("utama.takar")).unwrap();
    assert_eq!(built.diagnostics.len(), 1);
    let help = built.diagnostics[0].message.tell(Default::default()).help;
    assert!(!help.unwrap_or_default().contains("baku/"));
}

#[test]
fn whole_measures_are_used_behind_a_name_and_their_calculations_can_be_called() {
    let text = "aturan a { berlaku sejak 1 Januari 2024 sampai 31 Desember 2024 periode tahunan }\n\
                gunakan \"baku/nka.takar\" sebagai nka\ngunakan \"baku/ikpa.takar\" sebagai ikpa\n\
                gunakan \"baku/akip.takar\" sebagai akip\n\
                nilai x { rumus nka.nilai_dari_efisiensi(nka.efisiensi_dari(Rp 100; Rp 90)) }\n\
                nilai y { rumus ikpa.nilai_ikpa }\nnilai z { rumus akip.nilai_evaluasi }";
    let built = build(&mut InMemory::one("utama.takar", text), Path::new("utama.takar")).unwrap();
    assert!(built.diagnostics.is_empty(), "{:?}", built.diagnostics);
    for name in ["nka", "ikpa", "akip"] {
        assert!(takar::model::standard::find(name).unwrap().is_whole());
        let plain = format!("gunakan \"baku/{name}.takar\"");
        let built = build(&mut InMemory::one("utama.takar", &plain), Path::new("utama.takar")).unwrap();
        assert_eq!(built.diagnostics.len(), 1, "{name}");
    }
    assert!(!takar::model::standard::find("skala").unwrap().is_whole());
}
