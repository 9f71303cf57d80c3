//! The work grows with the length of a text, not faster: counted in calls of rules, not in seconds.

use super::{LIMIT, read_within_limit as read};
use std::num::NonZeroUsize;

/// A text of so many of these parts.
type Shape = fn(usize, &str) -> String;

/// How many calls of rules a text needs, to within an eighth: the smallest limit under which it is still read.
fn work(text: &str) -> usize {
    let fits = |limit: usize| {
        pest::set_call_limit(NonZeroUsize::new(limit));
        let told = read(text).told();
        pest::set_call_limit(None);
        !told.iter().any(|line| line.starts_with("T0153"))
    };
    let (mut low, mut high) = (0, 1024);
    while !fits(high) {
        low = high;
        high *= 2;
    }
    while high - low > high / 8 {
        let middle = low + (high - low) / 2;
        if fits(middle) { high = middle } else { low = middle }
    }
    high
}

// One test: the limit is one for the whole program.
#[test]
fn work_grows_with_the_length() {
    let _guard = LIMIT.write();
    let deep = format!("pastikan {}1{} = 2\n", "f(a; ".repeat(30), ")".repeat(30));
    let blocks = format!("{}{}\n", "sasaran S { ".repeat(30), "}".repeat(30));
    let inserted = format!("{}{}\n", "sisipkan { ".repeat(30), "}".repeat(30));
    let shapes: [(&str, Shape, &str); 22] = [
        ("declarations", |n, part| part.repeat(n), "indikator I \"x\" { satuan persen target 95% rumus a / b }\n"),
        ("a chain of operators", |n, part| format!("pastikan 1{}", part.repeat(n)), " + a × 2"),
        ("deep parentheses", |n, part| part.repeat(n), &deep),
        ("deep blocks", |n, part| part.repeat(n), &blocks),
        ("missing braces", |n, part| part.repeat(n), "sasaran S \"x\" {\n  indikator I { target 5\n"),
        ("missing parentheses", |n, part| part.repeat(n), "pastikan f(a; (b\n"),
        ("surplus braces", |n, part| part.repeat(n), "sasaran S { } }\n"),
        ("lost quotes", |n, part| part.repeat(n), "dasar \"x\ntarget 5 \"\n"),
        ("misspelt words", |n, part| part.repeat(n), "indikatr I \"x\" { targt 95% { } ( }\n"),
        ("missing values", |n, part| format!("nilai n {{ {} }}", part.repeat(n)), "dasar;target;"),
        ("conditionals", |n, part| format!("pastikan {} 1", part.repeat(n)), "jika a maka 1 selain itu "),
        ("arguments", |n, part| format!("pastikan f({} 1)", part.repeat(n)), "a s.d. b; g(x, 1"),
        ("changes", |n, part| part.repeat(n), "ubah S1.1 { target 5 } cabut S1 sisipkan dalam S1 { data x { } }\n"),
        ("deep insertions", |n, part| part.repeat(n), &inserted),
        ("changes without blocks", |n, part| part.repeat(n), "ubah S1 sisipkan dalam S2 cabut\n"),
        ("changes with many names", |n, part| format!("cabut {}", part.repeat(n)), "S1.1, S1 2; "),
        ("changes with attributes and no block", |n, part| format!("ubah S1 {}", part.repeat(n)), "target 5 "),
        ("inputs of a change", |n, part| format!("ubah t ({} x: y): z {{ }}", part.repeat(n)), "x: y; "),
        ("inputs of a function to change", |n, part| format!("ubah t ({} x)", part.repeat(n)), "x; "),
        ("prepositions", |n, part| format!("sisipkan {}", part.repeat(n)), "di ke dalam "),
        ("other periods", |n, part| format!("pastikan a{}", part.repeat(n)), " pada 2023 tahun lalu"),
        (
            "ignored findings",
            |n, part| format!("data d {{ {} }}", part.repeat(n)),
            "abaikan T0801 kosong abaikan \"a\" ",
        ),
    ];
    for (name, shape, part) in shapes {
        let once = work(&shape(50, part));
        let twice = work(&shape(100, part));
        assert!(twice < once * 5 / 2, "{name}: {once} calls, and {twice} for twice the text");
    }
    let long = format!("pastikan 0{} = 1", " + a".repeat(100_000));
    let started = std::time::Instant::now();
    assert_eq!(read(&long).told(), Vec::<String>::new());
    assert!(started.elapsed().as_secs() < 60, "a chain of 100.000 operators is read at once");
}
