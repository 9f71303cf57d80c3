//! What the layout looks like: beside each NAME.takar in `cases/` stands NAME.rapi.takar, what becomes of it.

use super::same::{parts, tree};
use super::{format, laid_out};
use std::path::Path;

#[test]
fn each_case_is_laid_out_as_it_stands_beside_it() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/format/cases");
    let mut seen = 0;
    for entry in std::fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let Some(name) = name.strip_suffix(".takar").filter(|name| !name.ends_with(".rapi")) else { continue };
        seen += 1;
        let before = std::fs::read_to_string(&path).unwrap();
        let wanted = std::fs::read_to_string(folder.join(format!("{name}.rapi.takar"))).unwrap();
        let after = laid_out(&before);
        assert_eq!(after, wanted, "{name}:\n{after}");
        assert_eq!(laid_out(&after), after, "{name}, once more");
        assert_eq!(tree(&after), tree(&before), "{name}");
        assert_eq!(parts(&after), parts(&before), "{name}");
    }
    assert!(seen >= 6);
}

/// A text and its layout.
fn becomes(before: &str, after: &str) {
    assert_eq!(laid_out(before), after);
    assert_eq!(laid_out(after), after);
}

#[test]
fn a_file_ends_with_one_newline_or_is_empty() {
    becomes("", "");
    becomes(" \n\n\t\n", "");
    becomes("\u{FEFF}", "");
    becomes("# hanya ini", "# hanya ini\n");
    becomes("\n\n# a\n\n\n\n# b\n\n", "# a\n\n# b\n");
    becomes("satuan a\n\n\n", "satuan a\n");
}

#[test]
fn the_line_ends_of_the_first_line_are_those_of_all() {
    becomes("satuan a\r\nsatuan b\n\n\nsatuan c", "satuan a\r\nsatuan b\r\n\r\nsatuan c\r\n");
    becomes("satuan a\nsatuan b\r\n", "satuan a\nsatuan b\n");
    becomes("nilai n \"a\r\n b\" { }", "nilai n \"a\r\n         b\" {}\r\n");
}

#[test]
fn blocks_over_several_lines_are_set_off() {
    becomes(
        "gunakan \"a\"\nuji \"u\" {\nmaka 1 = 1\n}\n# milik n\nnilai n { rumus 1 }\nnilai m { rumus 2 }\n",
        "gunakan \"a\"\n\nuji \"u\" {\n  maka 1 = 1\n}\n\n# milik n\nnilai n { rumus 1 }\nnilai m { rumus 2 }\n",
    );
    // Where a comment stands apart already, nothing is added.
    becomes("uji \"u\" {\nmaka 1 = 1\n}\n# akhir\n\nsatuan a\n", "uji \"u\" {\n  maka 1 = 1\n}\n# akhir\n\nsatuan a\n");
}

#[test]
fn numbers_are_grouped_only_where_that_is_read_again() {
    // The whole part has five digits or more, no dot yet, and no 0 in front.
    let cases = [
        ("9999", "9999"),
        ("10000", "10.000"),
        ("1234567,8910", "1.234.567,8910"),
        ("1.234.567", "1.234.567"),
        ("012345", "012345"),
        ("0,123456", "0,123456"),
        ("97,50%", "97,50%"),
        ("1000000%", "1.000.000%"),
        ("Rp.27591546000,-", "Rp 27.591.546.000"),
        ("Rp 1,5  miliar", "Rp 1,5 miliar"),
        ("Rp5000/orang", "Rp 5000/orang"),
        ("10000 orang", "10.000 orang"),
        ("5juta", "5 juta"),
        ("12\u{A0}laporan", "12 laporan"),
    ];
    for (before, after) in cases {
        becomes(&format!("fungsi f() = {before}\n"), &format!("fungsi f() = {after}\n"));
    }
}

#[test]
fn a_wide_cell_does_not_push_the_others_over_the_edge() {
    let long = "x".repeat(90);
    becomes(
        &format!(
            "data a \"A\" {{ satuan persen }}\ndata bb \"{long}\" {{ satuan x }}\ndata c \"CC\" {{ satuan angka }}"
        ),
        // Aligned with the long title the first line would still fit.
        &format!(
            "data a  \"A\"{0} {{ satuan persen }}\ndata bb \"{long}\" {{ satuan x }}\ndata c  \"CC\"{1} {{ satuan angka }}\n",
            " ".repeat(89),
            " ".repeat(88)
        ),
    );
    let long = "x".repeat(95);
    becomes(
        &format!(
            "data a \"A\" {{ satuan persen }}\ndata bb \"{long}\" {{ satuan x }}\ndata c \"CC\" {{ satuan angka }}"
        ),
        // 8 + 97 + 1 columns before `{` and 17 from there on: the first line would take 123.
        &format!(
            "data a  \"A\"  {{ satuan persen }}\ndata bb \"{long}\" {{ satuan x }}\ndata c  \"CC\" {{ satuan angka }}\n"
        ),
    );
}

#[test]
fn width_is_counted_in_columns() {
    // Three times two columns each, and an accent that takes none.
    becomes(
        "skala s { \"漢字漢\" ≥ 5 \"e\u{301}abc\" < 5\n}",
        "skala s {\n  \"漢字漢\" ≥ 5\n  \"e\u{301}abc\"   < 5\n}\n",
    );
}

#[test]
fn what_has_mistakes_is_not_laid_out() {
    let codes = |text: &str| -> Vec<String> {
        format(text).expect_err("mistakes").iter().map(|told| told.code().to_string()).collect()
    };
    assert_eq!(codes("nilai n { rumus 97.5 }"), ["T0112"]);
    assert_eq!(codes("nilai n {"), ["T0108"]);
    // A title that changes nothing would be lost.
    assert_eq!(codes("perubahan p { atas \"a\" }\ncabut S1 \"judul\""), ["T0146"]);
    assert_eq!(codes("perubahan p { atas \"a\" }\nsisipkan dalam S1 \"judul\" { }"), ["T0146"]);
}

#[test]
fn types_and_names_do_not_matter() {
    becomes(
        "nilai n { rumus tidak_ada*1% } nilai n { rumus n }",
        "nilai n { rumus tidak_ada × 1% }\nnilai n { rumus n }\n",
    );
}

#[test]
fn dates_as_targets_and_units_that_are_keywords_can_be_written_on_one_line() {
    becomes("indikator I { target 2024-12-31 }", "indikator I { target 2024-12-31 }\n");
    becomes("indikator I { satuan kegiatan sumber \"x\" }", "indikator I { satuan kegiatan  sumber \"x\" }\n");
}
