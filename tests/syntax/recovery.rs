//! One mistake does not hide the rest.

use super::{read, show};

fn items(text: &str) -> Vec<String> {
    read(text).parsed.tree.items.iter().map(show::item).collect()
}

#[test]
fn a_broken_attribute_leaves_its_neighbours() {
    let text = "sasaran S1 {\n  indikator I1 \"x\" {\n    satuan ???\n    target 97.5%\n    arah nail\n    polaritas positif\n  }\n  indikatr I2 \"y\" { bobot 5 }\n  nonsens\n  indikator I3 { }\n}\npastikan a = b";
    assert_eq!(read(text).told(), ["T0140 ???", "T0112 97.5", "T0140 nail", "T0144 indikatr", "T0145 nonsens"]);
    assert_eq!(
        items(text),
        [
            "sasaran S1 {Indicator I1 \"x\" {target 97,5 persen | polaritas positif} | Indicator I2 \"y\" {bobot 5} | Indicator I3 {}}",
            "must [a = b]"
        ]
    );
}

#[test]
fn a_lost_closing_brace_is_found_by_indentation() {
    let text = "sasaran S1 \"A\" {\n  indikator I1 \"B\" {\n    satuan persen\n\n  indikator I2 \"C\" { satuan persen }\n}\nsasaran S2 \"D\" { }\n";
    let read = read(text);
    assert_eq!(read.told(), ["T0108 {"]);
    let (line, _) = read.sources.line_column(super::span_of(&read.parsed.diagnostics[0]));
    assert_eq!(line, 2, "the indicator that is not closed");
    assert_eq!(
        items(text),
        [
            "sasaran S1 \"A\" {Indicator I1 \"B\" {satuan persen} | Indicator I2 \"C\" {satuan persen}}",
            "sasaran S2 \"D\" {}"
        ]
    );
}

#[test]
fn the_outer_brace_may_be_the_lost_one() {
    let text = "sasaran S1 \"A\" {\n  indikator I1 { }\n\nsasaran S2 \"B\" {\n  indikator I2 { }\n}\n";
    assert_eq!(read(text).told(), ["T0108 {"]);
    assert_eq!(items(text), ["sasaran S1 \"A\" {Indicator I1 {}}", "sasaran S2 \"B\" {Indicator I2 {}}"]);
}

#[test]
fn a_lost_opening_brace() {
    let text = "sasaran S1 \"A\"\n  indikator I1 \"B\" { bobot 5 }\n}\nnilai n { }";
    assert_eq!(read(text).told(), ["T0110"]);
    assert_eq!(items(text), ["sasaran S1 \"A\" {Indicator I1 \"B\" {bobot 5}}", "Result n {}"]);
}

#[test]
fn a_brace_too_many() {
    let text = "sasaran S1 \"A\" {\n  indikator I1 { }\n  }\n  indikator I2 { }\n}\nnilai n { }";
    assert_eq!(read(text).told(), ["T0109 }"]);
    assert_eq!(items(text), ["sasaran S1 \"A\" {Indicator I1 {} | Indicator I2 {}}", "Result n {}"]);
}

#[test]
fn a_lost_parenthesis_ends_with_its_attribute() {
    let text = "nilai n {\n  rumus (a + b\n  bobot 5\n}";
    assert_eq!(read(text).told(), ["T0108 ("]);
    assert_eq!(items(text), ["Result n {rumus paren [+a +b] | bobot 5}"]);
    assert_eq!(read("nilai n { rumus a) bobot 5 }").told(), ["T0109 )"]);
}

#[test]
fn a_lost_quote_is_found_where_it_was_lost() {
    let text = "indikator I1 \"Persentase {\n  satuan persen\n  sumber \"Sekretariat\"\n  catatan \"x\"\n}\nindikator I2 \"y\" { }\n";
    assert_eq!(read(text).told(), ["T0106 \"Persentase"]);
    assert_eq!(
        items(text),
        [
            "Indicator I1 \"Persentase\" {satuan persen | sumber \"Sekretariat\" | catatan \"x\"}",
            "Indicator I2 \"y\" {}"
        ]
    );
    assert_eq!(read("dasar \"x\n\npastikan a = b \"y\"\n").told(), ["T0147 dasar", "T0106 \"x"]);
    assert_eq!(read("nilai n { catatan \"x").told(), ["T0108 {", "T0106 \"x"]);
}

#[test]
fn a_keyword_lost_in_a_step_leaves_the_other_steps() {
    let text = "uji \"t\" {\n  diketahui S1 86%\n  dikethui x = 3\n  diketahui y = 4\n  maka = 5\n  maka y = 4\n}";
    assert_eq!(read(text).told(), ["T0142", "T0144 dikethui", "T0140 ="]);
    assert_eq!(items(text), ["test \"t\" [y := 4 | [y = 4]]"]);
}

#[test]
fn nesting_is_limited_to_64() {
    let nested = |open: &str, inner: &str, close: &str, levels: usize| {
        format!("pastikan {}{inner}{}", open.repeat(levels), close.repeat(levels))
    };
    assert!(read(&nested("(", "1", ")", 64)).told().is_empty());
    assert_eq!(read(&nested("(", "1", ")", 65)).told(), ["T0111 ("]);
    assert_eq!(read(&nested("f(", "1", ")", 100_000)).told(), ["T0111 ("]);
    let blocks = |levels: usize| format!("{}{}", "sasaran S { ".repeat(levels), "}".repeat(levels));
    assert!(read(&blocks(64)).told().is_empty());
    assert_eq!(read(&blocks(70)).told(), ["T0111 {"]);
    assert!(read(&nested("jika a maka ", "1", " selain itu 2", 64)).told().is_empty());
    assert_eq!(read(&nested("jika a maka ", "1", " selain itu 2", 65)).told(), ["T0111 jika"]);
    assert_eq!(read(&nested("jika ", "1", "", 100_000)).told(), ["T0111 jika"]);
    assert!(read(&nested("− ", "1", "", 64)).told().is_empty());
    assert_eq!(read(&nested("− ", "1", "", 100_000)).told(), ["T0111 1"]);
    assert_eq!(read(&nested("bukan ", "1", "", 100_000)).told(), ["T0111 1"]);
    assert!(
        read(&format!("pastikan jika a maka 1 {}selain itu 2", "selain itu jika a maka 1 ".repeat(1000)))
            .told()
            .is_empty()
    );
    assert!(read(&"sasaran S { }\n".repeat(1000)).told().is_empty());
}
