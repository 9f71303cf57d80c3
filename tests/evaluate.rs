//! States, and the figures of the language reference, through the whole of model and evaluator.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use takar::evaluate::{Evaluator, Fact, Facts, Origin, Outcome};
use takar::model::{Expected, InMemory, Model, build};
use takar::syntax::ast::ExpectedState;
use takar::value::Value;

const HEADER: &str = "aturan t \"T\" { berlaku sejak 1 Januari 2024 sampai 31 Desember 2024 periode tahunan }\n";

fn model(text: &str) -> Model {
    let files = BTreeMap::from([(PathBuf::from("t.takar"), format!("{HEADER}{text}"))]);
    let built = build(&mut InMemory(files), Path::new("t.takar")).unwrap();
    let said: Vec<String> = built
        .diagnostics
        .iter()
        .map(|d| format!("{} {} {:?}", d.code(), d.message.tell(Default::default()).message, d.place))
        .collect();
    built.model.unwrap_or_else(|| panic!("{said:#?}\n{text}"))
}

/// Runs the `uji` of a ruleset; each line that does not hold is named.
fn holds(text: &str) {
    let model = model(text);
    assert!(!model.tests.is_empty());
    for test in &model.tests {
        let facts = takar::tools::test::facts(&model, test);
        let outcome: Outcome = Evaluator::new(&model).run_also(&facts, &test.order, &mut ());
        for check in &test.checks {
            let value = outcome.value(check.node).unwrap();
            let as_expected = match check.expected {
                Expected::True => *value == Value::Truth(true),
                Expected::State(ExpectedState::Failed) => matches!(value, Value::Failed(_)),
                Expected::State(ExpectedState::Missing) => matches!(value, Value::Missing(_)),
                Expected::State(ExpectedState::NotApplicable) => matches!(value, Value::NotApplicable(_)),
            };
            let text = format!("{HEADER}{text}");
            let line = &text[check.span.start as usize..check.span.end as usize];
            assert!(as_expected, "{}: {line}: {value:?}", test.title);
        }
    }
}

/// The four states of an operand: how it is declared, and how it is made so.
const STATES: [(&str, &str); 4] = [
    ("ada", "diketahui {} = 2 orang"),
    ("kosong", ""),
    ("tidak berlaku", "diketahui {} = tidak berlaku"),
    ("galat", ""),
];

/// galat wins, then tidak berlaku, then kosong.
fn together(a: usize, b: usize) -> &'static str {
    STATES[a.max(b)].0
}

fn operands(a: usize, b: usize, formula: &str) -> String {
    let name = |state: usize, of: &str| if state == 3 { format!("{of}_galat") } else { of.to_owned() };
    let formula = formula.replace("$a", &name(a, "a")).replace("$b", &name(b, "b"));
    let known = |state: usize, of: &str| STATES[state].1.replace("{}", of);
    format!(
        "satuan orang\ndata a \"A\" {{ satuan orang }}\ndata b \"B\" {{ satuan orang }}\n\
         nilai a_galat \"A\" {{ rumus 1 orang / 0 }}\nnilai b_galat \"B\" {{ rumus 1 orang / 0 }}\n\
         nilai hasil \"H\" {{ rumus {formula} }}\n\
         uji \"{formula}\" {{\n{}\n{}\n$maka }}\n",
        known(a, "a"),
        known(b, "b"),
    )
}

fn check_state(text: String, state: &str) {
    let maka = if state == "ada" { "maka ada(hasil)".to_owned() } else { format!("maka {state} hasil") };
    holds(&text.replace("$maka", &maka));
}

#[test]
fn every_operator_of_two_passes_states_on() {
    let formulas = [
        "$a + $b",
        "$a − $b",
        "$a × $b",
        "$a / $b",
        "$a = $b",
        "$a ≥ $b",
        "maksimum($a; $b)",
        "jumlah($a; $b)",
        "rata_rata($a; $b)",
        "rata_rata_geometrik($a; $b)",
        "median($a; $b)",
        "batasi($a; 0 orang s.d. 5 orang) + $b",
        "bulat($a; 2) + abs($b)",
        "jika $a > 0 maka $b selain itu $b",
    ];
    for formula in formulas {
        for (a, (first, _)) in STATES.iter().enumerate() {
            for b in 0..STATES.len() {
                // A condition without a value passes its state on; the branch is then not computed.
                let expected = if formula.starts_with("jika") && a > 0 { first } else { together(a, b) };
                check_state(operands(a, b, formula), expected);
            }
        }
    }
}

#[test]
fn only_and_or_and_branches_not_taken_pass_over_a_state() {
    for (state, (word, _)) in STATES.iter().enumerate().skip(1) {
        let of = |formula: &str| operands(state, 0, formula);
        check_state(of("$a > 0 dan $b < 0"), "ada");
        check_state(of("$b < 0 dan $a > 0"), "ada");
        check_state(of("$a > 0 atau $b > 0"), "ada");
        check_state(of("$b > 0 atau $a > 0"), "ada");
        check_state(of("$a > 0 dan $b > 0"), word);
        check_state(of("$a > 0 atau $b < 0"), word);
        check_state(of("bukan $a > 0"), word);
        check_state(of("jika $b > 0 maka $b selain itu $a"), "ada");
        check_state(of("jika $b > 0 maka $a selain itu $b"), word);
    }
}

#[test]
fn ada_and_bila_kosong_see_only_kosong() {
    check_state(operands(1, 0, "bila_kosong($a; $b)"), "ada");
    check_state(operands(1, 1, "bila_kosong($a; $b)"), "kosong");
    check_state(operands(2, 0, "bila_kosong($a; $b)"), "tidak berlaku");
    check_state(operands(3, 0, "bila_kosong($a; $b)"), "galat");
    check_state(operands(2, 0, "jika ada($a) maka $b selain itu 0"), "tidak berlaku");
    check_state(operands(3, 0, "jika ada($a) maka $b selain itu 0"), "galat");
    holds(
        "satuan orang data a \"A\" { satuan orang }\nnilai h \"H\" { rumus ada(a) }\n\
         uji \"kosong\" { maka h = tidak }\nuji \"ada\" { diketahui a = 0 orang maka h = ya }",
    );
}

/// Three indicators in a group; `kosong` of the group as given.
fn group(missing: &str, weights: bool, aggregation: &str) -> String {
    let weight = |percent: u32| if weights { format!("bobot {percent}%") } else { String::new() };
    format!(
        "polaritas positif \"P\" {{ arah naik rumus realisasi / target × 100% }}\n\
         pengukuran {{ polaritas positif agregasi {aggregation} {missing} }}\n\
         sasaran S \"S\" {{\n\
         indikator S.a \"A\" {{ satuan persen target 100% {} }}\n\
         indikator S.b \"B\" {{ satuan persen target 100% {} }}\n\
         indikator S.c \"C\" {{ satuan persen target 0% {} }}\n}}\n",
        weight(50),
        weight(30),
        weight(20)
    )
}

#[test]
fn a_missing_child_defers_is_left_out_or_counts_as_zero() {
    let known = "diketahui S.a.realisasi = 80%\ndiketahui S.c.realisasi = tidak berlaku";
    holds(&format!("{} uji \"tunda\" {{ {known} maka kosong S.capaian }}", group("", false, "rata_rata")));
    // 80 / 1
    holds(&format!(
        "{} uji \"abaikan\" {{ {known} maka S.capaian = 80% }}",
        group("kosong abaikan", false, "rata_rata")
    ));
    // (80 + 0) / 2
    holds(&format!("{} uji \"nol\" {{ {known} maka S.capaian = 40% }}", group("kosong nol", false, "rata_rata")));
    // (50 × 80 + 30 × 0) / 80
    holds(&format!(
        "{} uji \"nol berbobot\" {{ {known} maka S.capaian = 50% }}",
        group("kosong nol", true, "rata_rata_tertimbang")
    ));
    holds(&format!(
        "{} uji \"abaikan semua\" {{ diketahui S.c.realisasi = tidak berlaku maka kosong S.capaian }}",
        group("kosong abaikan", false, "rata_rata")
    ));
}

#[test]
fn a_failed_child_fails_the_group_whatever_kosong_says() {
    for missing in ["", "kosong abaikan", "kosong nol"] {
        let known = "diketahui S.a.realisasi = 80%\ndiketahui S.b.realisasi = 80%\ndiketahui S.c.realisasi = 5%";
        holds(&format!(
            "{} uji \"target 0\" {{ {known} maka galat S.c.capaian maka galat S.capaian }}",
            group(missing, false, "rata_rata")
        ));
    }
}

#[test]
fn an_item_that_is_out_is_in_no_set_and_weights_are_rescaled() {
    let known = "diketahui S.a.realisasi = 80%\ndiketahui S.b.realisasi = 40%\ndiketahui S.c = tidak berlaku";
    // (50 × 80 + 30 × 40) / 80 = 65
    holds(&format!(
        "{} nilai n \"N\" {{ rumus banyak(indikator) }} nilai t \"T\" {{ rumus jumlah(indikator.target) }}\n\
         nilai langsung \"L\" {{ rumus S.c.target + 1% }}\n\
         uji \"keluar\" {{ {known} maka S.capaian = 65% maka n = 2 maka t = 200%\n\
         maka tidak berlaku S.c maka tidak berlaku S.c.capaian maka tidak berlaku langsung }}",
        group("", true, "rata_rata_tertimbang")
    ));
    let all = "diketahui S.a = tidak berlaku\ndiketahui S.b = tidak berlaku\ndiketahui S.c = tidak berlaku";
    holds(&format!(
        "{} nilai n \"N\" {{ rumus banyak(indikator) }} nilai r \"R\" {{ rumus rata_rata(sasaran.capaian) }}\n\
         uji \"semua keluar\" {{ {all} maka tidak berlaku S.capaian maka tidak berlaku n maka tidak berlaku r }}",
        group("", false, "rata_rata")
    ));
}

#[test]
fn remaining_weights_of_sum_zero_are_galat() {
    holds(
        "polaritas positif \"P\" { arah naik rumus realisasi / target × 100% }\n\
         pengukuran { polaritas positif agregasi rata_rata_tertimbang }\n\
         sasaran S \"S\" {\n\
         indikator S.a \"A\" { satuan persen target 100% bobot 0 }\n\
         indikator S.b \"B\" { satuan persen target 100% bobot 2 }\n}\n\
         uji \"sisa bobot 0\" { diketahui S.a.realisasi = 80% diketahui S.b = tidak berlaku maka galat S.capaian }",
    );
}

#[test]
fn divisions_terminate_or_stay_exact() {
    holds(
        "nilai a \"A\" { rumus 1 / 3 × 3 }\n\
         nilai b \"B\" { rumus rata_rata_geometrik(4; 9) }\n\
         nilai c \"C\" { rumus rata_rata_geometrik(2; 0) }\n\
         nilai d \"D\" { rumus rata_rata_geometrik(2; −1) }\n\
         nilai e \"E\" { rumus median(4; 1; 3; 2) }\n\
         nilai f \"F\" { rumus 30% × 80 poin }\n\
         nilai g \"G\" { rumus poin(90,5%) }\n\
         nilai h \"H\" { rumus persen(90,5 poin) }\n\
         nilai i \"I\" { rumus bulat(86 / 95 × 100%; 2) }\n\
         uji \"angka\" { maka a = 1 maka b = 6 maka c = 0 maka galat d maka e = 2,5\n\
         maka f = 24 poin maka g = 90,5 poin maka h = 90,5% maka i = 90,53% }",
    );
}

#[test]
fn rounding_in_all_directions() {
    holds(
        "uji \"pembulatan\" {\n\
         maka bulat(2,5; 0) = 3  maka bulat(−2,5; 0) = −3\n\
         maka bulat_genap(2,5; 0) = 2  maka bulat_genap(3,5; 0) = 4\n\
         maka bulat_atas(2,1; 0) = 3  maka bulat_atas(−2,9; 0) = −2\n\
         maka bulat_bawah(2,9; 0) = 2  maka bulat_bawah(−2,1; 0) = −3\n\
         maka pangkas(2,99; 1) = 2,9  maka pangkas(−2,99; 1) = −2,9 }",
    );
}

#[test]
fn a_value_in_no_band_compares_only_for_equality() {
    holds(
        "skala s \"S\" { \"Baik\" 91% s.d. 100% \"Kurang\" 0% s.d. 90% }\n\
         data x \"X\" { satuan persen }\nnilai k \"K\" { rumus x kategori s }\n\
         nilai sama \"A\" { rumus k.kategori = \"Baik\" }\nnilai urut \"U\" { rumus k.kategori ≥ \"Kurang\" }\n\
         uji \"celah\" { diketahui x = 90,5% maka k.kategori = \"di luar skala\" maka sama = tidak maka galat urut }\n\
         uji \"urutan\" { diketahui x = 95% maka urut = ya maka k.kategori > \"Kurang\" }",
    );
}

#[test]
fn a_curve_interpolates_exactly_and_is_galat_outside() {
    // (50 − 0) / 80 × 40 + 0 = 25 at 40%; between 80% and 100%: 50 + (90 − 80) / 20 × 50 = 75
    holds(
        "kurva k \"K\" { 0%: 0 poin 80%: 50 poin 100%: 100 poin }\n\
         kurva l \"L\" { batasi 0% s.d. 100% 0%: 0 poin 100%: 10 poin }\n\
         data x \"X\" { satuan persen }\nnilai n \"N\" { rumus k(x) }\n\
         uji \"kurva\" { maka k(40%) = 25 poin maka k(90%) = 75 poin maka k(0%) = 0 poin maka k(100%) = 100 poin\n\
         maka l(130%) = 10 poin }\n\
         uji \"di luar\" { diketahui x = 101% maka galat n }",
    );
}

#[test]
fn a_decision_table_takes_the_one_row() {
    holds(
        "skala e \"E\" { \"Atas\" \"Sesuai\" \"Bawah\" }\nskala p \"P\" { \"Baik\" \"Kurang\" }\n\
         tabel t \"T\" (a: e; x: persen): p {\n\
         jika \"Atas\"; apa pun maka \"Baik\"\n\
         jika \"Sesuai\" atau \"Bawah\"; ≥ 50% maka \"Baik\"\n\
         jika \"Sesuai\" atau \"Bawah\"; < 50% maka \"Kurang\" }\n\
         tabel u \"U\" (x: angka) { jika < 0 maka \"minus\" jika 0 maka \"nol\" jika > 0 maka \"plus\" }\n\
         uji \"baris\" { maka t(\"Atas\"; 0%) = \"Baik\" maka t(\"Bawah\"; 49,99%) = \"Kurang\" maka t(\"Bawah\"; 50%) = \"Baik\"\n\
         maka u(−1) = \"minus\" maka u(0) = \"nol\" maka u(0,1) ≠ \"nol\" }",
    );
}

#[test]
fn budgets_add_up_in_their_group() {
    // 30 / 40 × 100% = 75%
    holds(
        "program P \"P\" { anggaran P.a \"A\" { pagu Rp 10 juta } anggaran P.b \"B\" { pagu Rp 30 juta } }\n\
         uji \"serapan\" { diketahui P.a.realisasi = Rp 5 juta diketahui P.b.realisasi = Rp 25 juta\n\
         maka P.pagu = Rp 40.000.000 maka P.realisasi = Rp 30 juta maka P.sisa = Rp 10 juta maka P.serapan = 75%\n\
         maka P.a.serapan = 50% maka jumlah(anggaran.sisa) = Rp 10 juta }\n\
         uji \"satu keluar\" { diketahui P.a = tidak berlaku diketahui P.b.realisasi = Rp 30 juta\n\
         maka P.pagu = Rp 30 juta maka tidak berlaku P.a.pagu }",
    );
}

#[test]
fn a_result_that_grows_without_bound_is_galat() {
    // (2^64)^… : each nilai squares the one before; 2^(2^17) has more than 100.000 bits.
    let mut text = "nilai n0 \"N\" { rumus 2 }\n".to_owned();
    for i in 1..=17 {
        text.push_str(&format!("nilai n{i} \"N\" {{ rumus n{} × n{} }}\n", i - 1, i - 1));
    }
    text.push_str("uji \"besar\" { maka galat n17 maka n3 = 256 }");
    holds(&text);
}

#[test]
fn a_computed_realization_must_be_repeated_to_the_decimals_shown() {
    let text = "satuan orang data a \"A\" { satuan orang } data b \"B\" { satuan orang }\n\
                indikator I \"I\" { satuan persen target 90% rumus a / b × 100% }\n";
    let model = model(text);
    let run = |shown: &str, decimals: u16| {
        let mut facts = Facts::new(None, None, model.codes.len());
        let mut set = |code: &str, value: Value, decimals: u16| {
            let slot =
                takar::value::Slot { code: model.codes.get(code).unwrap(), field: takar::value::Field::Realization };
            facts.set(slot, Fact { value, decimals, origin: Origin::Data { file: 0, line: 2, column: 3 } });
        };
        let number = |text: &str| Value::Number(takar::number::Number::parse_plain(text).unwrap());
        set("a", number("2"), 0);
        set("b", number("3"), 0);
        set("I", number(shown), decimals);
        Evaluator::new(&model).run(&facts, &mut ()).conflicts.len()
    };
    // 2/3 = 66,666…%
    assert_eq!(run("0.67", 0), 0);
    assert_eq!(run("0.6667", 2), 0);
    assert_eq!(run("0.6666", 2), 1);
    assert_eq!(run("0.66", 0), 1);
}

const RANGES: &str = "polaritas positif \"P\" { arah naik rumus realisasi / target × 100% }\n\
    polaritas dalam \"D\" { arah naik rumus jika realisasi < target.bawah maka positif(realisasi; target.bawah)\n\
    selain itu jika realisasi > target.atas maka 50% selain itu 100% }\n";

#[test]
fn targets_of_some_periods_may_be_ranges_and_of_others_numbers() {
    let targets = |first: &str, second: &str| {
        format!("indikator I \"I\" {{ satuan persen polaritas dalam target 2023: {first} target 2024: {second} }}")
    };
    // 70/80
    let test = "uji \"x\" { diketahui I.realisasi = 70% maka I.capaian = 87,5% }";
    holds(&format!("{RANGES}{}{test}", targets("80%", "80% s.d. 90%")));
    holds(&format!("{RANGES}{}{test}", targets("80% s.d. 90%", "80%")));
}

#[test]
fn data_may_give_a_range_target_where_the_polarity_speaks_of_its_ends() {
    let rules = "gunakan \"baku/polaritas.takar\"\nsatuan bulan\n\
                 indikator I \"I\" { satuan bulan polaritas rentang_turun }\n\
                 indikator J \"J\" { satuan bulan polaritas negatif }\n";
    // (2 × 8 − 9) / 8 = 87,5%; (2 × 8 − 9) / 8 likewise where 8 is both ends
    holds(&format!(
        "{rules}uji \"rentang\" {{ diketahui I.target = 7 s.d. 8 bulan diketahui I.realisasi = 9 bulan maka I.capaian = 87,5% }}\n\
         uji \"satu angka\" {{ diketahui I.target = 8 bulan diketahui I.realisasi = 9 bulan maka I.capaian = 87,5% }}"
    ));
    let catalog = model(rules).catalog();
    let target = |code: &str| catalog.entries.iter().find(|entry| entry.code == code).unwrap().target.clone();
    assert!(matches!(target("I"), Some(takar::model::catalog::CellType::Range(_))));
    assert!(matches!(target("J"), Some(takar::model::catalog::CellType::Number(_))));
}
