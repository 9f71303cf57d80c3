//! Rules inside Markdown: what is read of a `.takar.md` file, and what is said of fences that would be overlooked.

use crate::support::program::{code, err, out, takar, write};
use takar::diagnostic::Place;
use takar::source::Sources;
use takar::syntax::literate::blocks;
use takar::syntax::parse;
use tempfile::TempDir;

/// The names of what is declared, and what is told: code and place.
fn read(text: &str) -> (Vec<String>, Vec<String>) {
    let mut sources = Sources::default();
    let file = sources.add("a.takar.md", text);
    let parsed = parse(&sources, file);
    let names = parsed.tree.items.iter().map(|item| {
        let all = sources.excerpt(item.span());
        all.split_whitespace().nth(1).unwrap_or_default().to_owned()
    });
    let told = parsed.diagnostics.iter().map(|told| match told.place {
        Place::Rules(span) => format!("{} {}", told.code(), sources.place(span).trim_start_matches("a.takar.md:")),
        _ => told.code().to_string(),
    });
    (names.collect(), told.collect())
}

/// That these are declared, and nothing is told.
fn declares(text: &str, names: &[&str]) {
    assert_eq!(read(text), (names.iter().map(|name| (*name).to_owned()).collect(), Vec::new()), "{text}");
}

/// That this is told, with its line.
fn tells(text: &str, expected: &[&str]) {
    assert_eq!(read(text).1, expected, "{text}");
}

#[test]
fn only_takar_blocks_are_rules() {
    let text = "# Judul\n\nsasaran bukan \"aturan\" {\n\n```takar\nnilai a { rumus 1 }\n```\n\n```text\nnilai b {\n```\n\n\
                ~~~ takar contoh\nnilai c { rumus 2 }\n~~~\n```\nnilai d {\n```\n`takar` ```takar``` selesai }\n";
    declares(text, &["a", "c"]);
}

#[test]
fn fences_of_all_lengths_and_both_signs() {
    declares("````takar\nnilai a { catatan \"x\" }\n````", &["a"]);
    declares("~~~~~takar\n# ``` dan ~~~ di sini catatan\nnilai a { rumus 1 }\n~~~~~~~  \n", &["a"]);
    declares("   ```takar\nnilai a { rumus 1 }\n   ```\n", &["a"]);
    declares("```   takar   baris=1\nnilai a { rumus 1 }\n```", &["a"]);
    declares("\u{FEFF}```takar\r\nnilai a { rumus 1 }\r\n```\r\n", &["a"]);
    // A shorter one, one of the other sign, or one with a word does not end it.
    tells("````takar\nnilai a { rumus 1 }\n```\n````", &["T0146 3"]);
    tells("```takar\nnilai a { rumus 1 }\n~~~\n```", &["T0146 3"]);
    tells("```takar\nnilai a { rumus 1 }\n``` x\n```", &["T0146 3"]);
}

#[test]
fn what_stands_inside_another_block_is_text() {
    declares("~~~md\n```takar\nnilai a {\n```\n~~~\n```takar\nnilai b { rumus 1 }\n```\n", &["b"]);
    declares("````\n```takar\nnilai a {\n```\n````\n```takar\nnilai b { rumus 1 }\n```\n", &["b"]);
    // Four blanks make it an example of how to write one.
    declares("Begini:\n\n    ```takar\n    nilai a {\n    ```\n\n```takar\nnilai b { rumus 1 }\n```\n", &["b"]);
}

#[test]
fn a_fence_that_is_not_closed() {
    tells("teks\n\n```takar\nnilai a { rumus 1 }\n", &["T0190 3"]);
    // It would swallow what follows, whatever it holds.
    tells("```text\n\n```takar\nnilai a { rumus 1 }\n```takar\n", &["T0190 1"]);
    tells("```takar\nnilai a { rumus 1 }\n```\n~~~\n", &["T0190 4"]);
    tells("```takar", &["T0190 1"]);
}

#[test]
fn a_block_in_a_list_or_a_quotation() {
    let block = |before: &str, set_in: &str| {
        format!("{before}\n\n{set_in}```takar\n{set_in}nilai a {{ rumus 1 }}\n{set_in}```\n")
    };
    tells(&block("- satu", "  "), &["T0191 3"]);
    tells(&block("* satu\n* dua", "  "), &["T0191 4"]);
    tells(&block("1. satu\n   lanjutannya", "   "), &["T0191 4"]);
    tells(&block("10) satu", "    "), &["T0191 3"]);
    tells(&block("- satu\n  - dua\n    - tiga", "      "), &["T0191 5"]);
    tells("- ```takar\n  nilai a { rumus 1 }\n  ```\n", &["T0191 1"]);
    tells("> ```takar\n> nilai a { rumus 1 }\n> ```\n", &["T0191 1"]);
    tells("> - ~~~takar\n>   nilai a { rumus 1 }\n", &["T0191 1"]);
    tells(">```takar\n>nilai a { rumus 1 }\n>```\n```takar\nnilai b { rumus 1 }\n```\n", &["T0191 1"]);
    tells("<!--\n```takar\nnilai a { rumus 1 }\n```\n-->\n", &["T0191 2"]);
    // Where the list has ended, the block stands by itself.
    declares(&block("- satu\n- dua", ""), &["a"]);
    declares(&block("- satu\n\nSelesai.", "  "), &["a"]);
    declares("- satu\n```takar\nnilai a { rumus 1 }\n```\n", &["a"]);
    declares(&block("***\n\n- - -\n\n**tebal** 2024. Teks", "  "), &["a"]);
    declares(&block("> kutipan\n> lagi", ""), &["a"]);
    declares(&block("<!-- satu baris -->", ""), &["a"]);
}

#[test]
fn other_blocks_in_lists_and_quotations_end_with_them() {
    declares("- a\n\n  ```text\n  x\n\ny\n```takar\nnilai a { rumus 1 }\n```\n", &["a"]);
    declares("- ```\n  x\n  ```\n\n```takar\nnilai a { rumus 1 }\n```\n", &["a"]);
    declares("> ```\n> x\n\n```takar\nnilai a { rumus 1 }\n```\n", &["a"]);
    declares("> ```\n> ```takar\n> ```\n```takar\nnilai a { rumus 1 }\n```\n", &["a"]);
}

#[test]
fn each_block_holds_whole_declarations() {
    tells("```takar\nsasaran S {\n```\nteks\n```takar\n}\n```\n", &["T0192 2"]);
    tells("```takar\nnilai a\n```\nteks\n```takar\n{ rumus 1 }\n```\n", &["T0192 2"]);
    tells("```takar\npastikan 1 =\n```\n\n```takar\n1 \"sama\"\n```\n", &["T0192 2"]);
    declares("```takar\nsasaran S { }\n```\n```takar\nsasaran T { }\n```\n", &["S", "T"]);
}

#[test]
fn words_that_are_nearly_the_right_one_and_files_without_any() {
    tells("```takar\nnilai a { rumus 1 }\n```\n```Takar\nnilai b { rumus 1 }\n```\n", &["T0193 4"]);
    tells("```{.takar}\nnilai b { rumus 1 }\n```\n", &["T0193 1"]);
    tells("```takar:\nnilai b { rumus 1 }\n```\n", &["T0193 1"]);
    tells("# Judul\n\n```text\nnilai b { rumus 1 }\n```\n", &["T0194 1"]);
    tells("", &["T0194 1"]);
    declares("```takaran\nx\n```\n```takar\nnilai a { rumus 1 }\n```\n", &["a"]);
}

#[test]
fn places_are_those_of_the_markdown_file() {
    // Letters of several bytes before it move nothing.
    let text = "“Kutipan” – 10 ≥ 9 ☂\n\n```takar\nnilai a { rumus 1,2,3 }\n```\n";
    let mut sources = Sources::default();
    let file = sources.add("a.takar.md", text);
    let parsed = parse(&sources, file);
    let Place::Rules(span) = parsed.diagnostics[0].place else { panic!() };
    assert_eq!((sources.line_column(span), sources.excerpt(span)), ((4, 17), "1,2,3"));
    // What is refused in rules is nobody's business outside.
    declares("\u{200B}\u{202E} １ “\n```takar\nnilai a { rumus 1 }\n```\n", &["a"]);
}

#[test]
fn any_text_is_read_and_its_blocks_lie_in_it() {
    let pieces = [
        "```takar\n",
        "```\n",
        "~~~\n",
        "> ",
        "- ",
        "1. ",
        "   ",
        "\n",
        "nilai a { rumus 1 }\n",
        "<!--",
        "-->",
        "é",
        "\t",
        "\r\n",
        "`",
        "~",
    ];
    let mut seed = 42_u64;
    let mut next = || {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize
    };
    let mut with_rules = 0;
    for _ in 0..3_000 {
        let text: String = (0..next() % 24).map(|_| pieces[next() % pieces.len()]).collect();
        let (_, told) = read(&text);
        let found = blocks(&text);
        with_rules += usize::from(!found.is_empty());
        // A file has rules, or it is said why not.
        assert!(!found.is_empty() || !told.is_empty(), "{text:?}");
        let mut from = 0;
        for block in found {
            assert!(from <= block.start && block.start <= block.end && block.end <= text.len(), "{text:?}");
            assert!(block.start == 0 || text[..block.start].ends_with('\n') || block.start == text.len(), "{text:?}");
            from = block.end;
        }
    }
    assert!(with_rules > 300, "{with_rules}");
}

const RULES: &str = "# Peraturan\n\nPasal 1: capaian adalah realisasi dibagi target.\n\n```takar\n\
                     aturan a \"A\" { dasar \"x\" berlaku sejak 1 Januari 2024 sampai 31 Desember 2024 periode tahunan }\n\
                     gunakan \"baku/polaritas.takar\"\n```\n\nPasal 2.\n\n~~~takar\n\
                     indikator I \"Ketepatan\" {satuan persen polaritas positif target 80%}\n\
                     uji \"60 dari 80\" { diketahui I.realisasi = 60% maka I.capaian = 75% }\n~~~\n\nSelesai   dengan blanko.  \n";

#[test]
fn every_verb_takes_them() {
    let folder = TempDir::new().unwrap();
    write(&folder, "a.takar.md", RULES);
    write(&folder, "d.csv", "kode;realisasi\nI;60\n");
    write(
        &folder,
        "p.takar.md",
        "Perubahan.\n\n```takar\nperubahan p \"P\" { atas \"a.takar.md\" dasar \"y\" }\nubah I { target 60% }\n```\n",
    );
    write(
        &folder,
        "lain.takar",
        "aturan b \"B\" { dasar \"x\" berlaku sejak 1 Januari 2024 sampai 31 Desember 2024 periode tahunan }\ngunakan \"a.takar.md\" sebagai a\nnilai n \"N\" { rumus a.I.target }\n",
    );
    let run = |arguments: &[&str]| {
        let output = takar(&folder, arguments);
        assert_eq!(code(&output), 0, "{arguments:?}: {}{}", out(&output), err(&output));
        out(&output) + &err(&output)
    };
    // 60 / 80, and 60 / 60
    assert!(run(&["hitung", "a.takar.md", "--data", "d.csv"]).contains("75%"));
    let amended = run(&["jelaskan", "a.takar.md", "I", "--data", "d.csv", "--perubahan", "p.takar.md"]);
    assert!(amended.contains("(semula 80%; diubah oleh p.takar.md:5)") && amended.contains("100%"), "{amended}");
    assert!(run(&["periksa", "."]).contains("3 berkas diperiksa: tidak ada temuan"));
    assert!(run(&["uji", "."]).contains("1 uji lulus"));
    assert!(run(&["uji", "a.takar.md", "--cakupan"]).contains("cakupan"));
    assert!(run(&["hitung", "lain.takar"]).contains("80%"));
    // A folder whose main file is one.
    std::fs::create_dir(folder.path().join("sub")).unwrap();
    std::fs::copy(folder.path().join("a.takar.md"), folder.path().join("sub/utama.takar.md")).unwrap();
    assert!(run(&["hitung", "sub", "--data", "d.csv"]).contains("75%"));
}

#[test]
fn format_works_inside_the_fences_only() {
    let folder = TempDir::new().unwrap();
    write(&folder, "a.takar.md", RULES);
    let check = takar(&folder, &["format", "--cek", "a.takar.md"]);
    assert_eq!(code(&check), 1);
    assert!(out(&check).contains("-indikator I \"Ketepatan\" {satuan persen"), "{}", out(&check));
    assert_eq!(code(&takar(&folder, &["format", "a.takar.md"])), 0);
    let laid_out = std::fs::read_to_string(folder.path().join("a.takar.md")).unwrap();
    let outside = |text: &str| -> String {
        let mut from = 0;
        let mut parts = String::new();
        for block in blocks(text) {
            parts.push_str(&text[from..block.start]);
            from = block.end;
        }
        parts + &text[from..]
    };
    assert_eq!(outside(&laid_out), outside(RULES));
    assert!(
        laid_out.contains("\nindikator I \"Ketepatan\" { satuan persen  polaritas positif  target 80% }\n"),
        "{laid_out}"
    );
    assert_eq!(code(&takar(&folder, &["format", "--cek", "a.takar.md"])), 0, "once is enough");
    // What is wrong is told at its place, and nothing is written.
    write(&folder, "b.takar.md", "teks\n\n```takar\nnilai n { rumus 1,2,3 }\n```\n");
    let output = takar(&folder, &["format", "b.takar.md"]);
    assert_eq!(code(&output), 3);
    assert!(err(&output).contains("b.takar.md:4:17"), "{}", err(&output));
}
