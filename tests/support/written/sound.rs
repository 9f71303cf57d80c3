//! Rulesets whose names are declared and whose types fit.

use super::{Before, Choices, Tokens, title};

/// What an expression yields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ty {
    Plain,
    Percent,
    Truth,
}

/// What has been declared so far, by what it yields.
#[derive(Default)]
struct Names {
    plain: Vec<String>,
    percent: Vec<String>,
    /// Indicators, whose realization is percent.
    indicators: Vec<String>,
    scales: Vec<String>,
    curves: Vec<String>,
    tables: Vec<String>,
    functions: Vec<String>,
}

/// A file.
pub fn sound(choices: &mut Choices<'_>) -> Tokens {
    let mut out = Tokens::default();
    let mut names = Names::default();
    out.words("aturan coba").quoted(title(choices)).sign("{");
    out.words("dasar").quoted(title(choices));
    out.words("berlaku sejak").whole("1 Januari 2023").words("sampai").whole("2024-12-31");
    out.words("periode tahunan").sign("}");
    match choices.once_in(10) {
        true => {
            for used in ["polaritas", "satuan", "skala"] {
                out.words("gunakan").quoted(&format!("baku/{used}.takar"));
            }
        }
        false => {
            for (name, way) in [("positif", "arah naik"), ("negatif", "arah turun"), ("stabil", "arah tengah")] {
                out.words("polaritas").words(name).quoted(title(choices)).sign("{").words(way);
                out.words("rumus realisasi").words("/").words("target").words("×").whole("100%").sign("}");
            }
        }
    }
    if choices.once_in(2) {
        out.words("pengukuran").sign("{").words("polaritas positif batasi").whole("0%").words("s.d.").whole("120%");
        out.words("agregasi").words(choices.pick(&["rata_rata", "minimum", "maksimum"]));
        if choices.once_in(2) {
            out.words("bulatkan").whole("1 desimal");
        }
        out.sign("}");
    }
    while !choices.are_over() {
        declaration(&mut out, &mut names, choices);
    }
    out
}

fn declaration(out: &mut Tokens, names: &mut Names, choices: &mut Choices<'_>) {
    let number = choices.number();
    match choices.below(14) {
        0 | 1 => {
            let (name, percent) = (format!("d{number}"), choices.once_in(2));
            out.words("data").words(&name).quoted(title(choices)).sign("{");
            out.words(if percent { "satuan persen" } else { "satuan angka" });
            if choices.once_in(3) {
                out.words("rentang").sign("≥").whole(if percent { "−5%" } else { "0" });
            }
            out.sign("}");
            if percent { names.percent.push(name) } else { names.plain.push(name) }
        }
        2 => {
            out.words("satuan").words(&format!("hitungan{number}"));
            for spelling in 0..choices.below(3) {
                out.quoted(&format!("Hit{number}{spelling}"));
            }
        }
        3 => scale(out, names, choices, number),
        4 => curve(out, names, choices, number),
        5 => table(out, names, choices, number),
        6 => {
            let name = format!("f{number}");
            out.words("fungsi").words(&name).sign("(").words("x").sign(";").words("y").sign(")").sign("=");
            let inputs = Names { plain: vec!["x".into(), "y".into()], ..Names::default() };
            expression(out, &inputs, choices, Ty::Plain, 3);
            names.functions.push(name);
        }
        7..=9 => group(out, names, choices, 0),
        10 => {
            let (name, percent) = (format!("n{number}"), choices.once_in(2));
            out.words("nilai").words(&name).quoted(title(choices)).sign("{").words("rumus");
            expression(out, names, choices, if percent { Ty::Percent } else { Ty::Plain }, 4);
            match choices.below(5) {
                0 => out.words("bulatkan").whole("2 desimal"),
                1 => out.words("bulatkan setengah genap").whole("0 desimal"),
                2 => out.words("pangkas").whole("1 desimal"),
                3 => out.words("catatan").quoted(title(choices)),
                _ => out,
            };
            out.sign("}");
            if percent { names.percent.push(name) } else { names.plain.push(name) }
        }
        11 => {
            out.words(choices.pick(&["pastikan", "ingatkan"]));
            expression(out, names, choices, Ty::Truth, 4);
            out.quoted(title(choices));
        }
        _ => test(out, names, choices),
    }
}

fn scale(out: &mut Tokens, names: &mut Names, choices: &mut Choices<'_>, number: usize) {
    let name = format!("s{number}");
    out.words("skala").words(&name).quoted(title(choices)).sign("{");
    if choices.once_in(2) {
        out.words("dasar").quoted(title(choices)).words("bulatkan").whole("0 desimal");
    }
    let (scores, notes) = (choices.once_in(2), choices.once_in(2));
    for (index, label) in ["Sangat Baik", "Baik", "Kurang"].into_iter().enumerate() {
        out.quoted(label);
        match index {
            0 => out.sign("≥").whole("90%"),
            1 => out.whole("50,5 %").words("s.d.").sign("<").whole("90%"),
            _ => out.sign("<").whole("50,5%"),
        };
        if scores {
            out.words("skor").whole((10 - index).to_string());
        }
        if choices.once_in(2) {
            out.words("warna hijau");
        }
        if notes {
            out.sign(":").quoted(title(choices));
        }
    }
    out.sign("}");
    names.scales.push(name);
}

fn curve(out: &mut Tokens, names: &mut Names, choices: &mut Choices<'_>, number: usize) {
    let name = format!("k{number}");
    out.words("kurva").words(&name).quoted(title(choices)).sign("{");
    out.words("batasi").sign("−").whole("20%").words("s.d.").whole("120%");
    for point in 0..2 + choices.below(4) {
        out.add(Before::Blanks, "");
        if point == 0 {
            out.sign("−");
        }
        out.whole(if point == 0 { "20%".into() } else { format!("{}%", point * 35) });
        out.sign(":").whole(format!("{}", point * 10000));
    }
    out.sign("}");
    names.curves.push(name);
}

fn table(out: &mut Tokens, names: &mut Names, choices: &mut Choices<'_>, number: usize) {
    let name = format!("t{number}");
    out.words("tabel").words(&name).quoted(title(choices)).sign("(").words("a").sign(":").words("persen");
    out.sign(";").words("tepat_waktu").sign(":").words("ya_tidak").sign(")").sign("{");
    let inputs = Names { percent: vec!["a".into()], ..Names::default() };
    for row in 0..3 {
        out.words("jika");
        match row {
            0 | 1 => out.sign("≥").whole("50%"),
            _ => out.sign("<").whole("0%").words("atau").whole("0%").words("s.d.").sign("<").whole("50%"),
        };
        out.sign(";").words(["ya", "tidak", "apa pun"][row]).words("maka");
        expression(out, &inputs, choices, Ty::Percent, 2);
    }
    out.sign("}");
    names.tables.push(name);
}

fn group(out: &mut Tokens, names: &mut Names, choices: &mut Choices<'_>, depth: usize) {
    let number = choices.number();
    let word = choices.pick(&["sasaran", "program", "kegiatan", "tujuan"]);
    out.add(Before::NewLine, word).words(&format!("G{number}")).quoted(title(choices)).sign("{");
    match choices.below(4) {
        0 => out.words("agregasi rata_rata"),
        1 => out.words("kode").quoted(&format!("076.{number}")),
        2 => out.words("sumber").quoted(title(choices)),
        _ => out,
    };
    for _ in 0..1 + choices.below(4) {
        match choices.below(5) {
            0 if depth < 3 => group(out, names, choices, depth + 1),
            1 => {
                let number = choices.number();
                out.words("anggaran").words(&format!("A{number}")).quoted(title(choices)).sign("{");
                out.words("pagu").whole(choices.pick(&["Rp 27591546000", "Rp. 5.000.000,-", "Rp1,5 miliar"]));
                out.sign("}");
            }
            _ => indicator(out, names, choices),
        }
    }
    out.sign("}");
}

fn indicator(out: &mut Tokens, names: &mut Names, choices: &mut Choices<'_>) {
    let number = choices.number();
    let code = format!("I{number}.{}", choices.below(20));
    out.add(Before::NewLine, "indikator").words(&code).quoted(title(choices)).sign("{").words("satuan persen");
    out.words("polaritas").words(choices.pick(&["positif", "negatif", "stabil"]));
    match choices.below(5) {
        0 => out.words("target").whole("95%"),
        1 => out.words("target 2023").sign(":").whole("97,50%").words("target 2024").sign(":").whole("98 %"),
        2 => {
            out.words("target").sign("(");
            expression(out, &Names::default(), choices, Ty::Percent, 2);
            out.sign(")")
        }
        _ => out,
    };
    match choices.below(8) {
        0 => {
            out.words("rumus");
            let data = Names { plain: names.plain.clone(), percent: names.percent.clone(), ..Names::default() };
            expression(out, &data, choices, Ty::Percent, 3);
        }
        1 => {
            out.words("tanpa batasi tanpa bulatkan");
        }
        2 => {
            out.words("batasi").whole("0%").words("s.d.").whole("100%").words("bulatkan").whole("2 desimal");
        }
        3 if !names.scales.is_empty() => {
            let scale = names.scales[choices.below(names.scales.len())].clone();
            out.words("kategori").words(&scale);
        }
        _ => {}
    }
    out.sign("}");
    names.indicators.push(code);
}

fn test(out: &mut Tokens, names: &Names, choices: &mut Choices<'_>) {
    out.words("uji").quoted(title(choices)).words("periode 2024").sign("{");
    let data = names.plain.iter().filter(|name| name.starts_with('d'));
    for name in data.take(choices.below(3)) {
        out.words("diketahui").words(name).sign("=").whole("12345,670");
    }
    for code in names.indicators.iter().take(choices.below(3)) {
        out.words("maka").words(choices.pick(&["kosong", "galat", "tidak berlaku"])).words(&format!("{code}.capaian"));
    }
    out.words("maka");
    expression(out, names, choices, Ty::Truth, 3);
    out.sign("}");
}

/// An expression of a type, at most so deep.
fn expression(out: &mut Tokens, names: &Names, choices: &mut Choices<'_>, ty: Ty, depth: usize) {
    if depth > 0 && choices.once_in(8) {
        out.words("jika");
        expression(out, names, choices, Ty::Truth, depth - 1);
        out.words("maka");
        expression(out, names, choices, ty, depth - 1);
        if choices.once_in(3) {
            out.words("selain itu jika");
            expression(out, names, choices, Ty::Truth, 0);
            out.words("maka");
            expression(out, names, choices, ty, 0);
        }
        out.words("selain itu");
        return expression(out, names, choices, ty, depth - 1);
    }
    let parts = 1 + if depth > 0 { choices.pick(&[0, 0, 0, 1, 2, 5]) } else { 0 };
    for index in 0..parts {
        if index > 0 {
            let joint = match ty {
                Ty::Truth => choices.pick(&["dan", "atau"]),
                _ => choices.pick(&["+", "−"]),
            };
            out.words(joint).words("");
        }
        match ty {
            Ty::Truth => truth(out, names, choices, depth),
            _ => product(out, names, choices, ty, depth),
        }
    }
}

fn truth(out: &mut Tokens, names: &Names, choices: &mut Choices<'_>, depth: usize) {
    if choices.once_in(8) {
        out.words("bukan");
    }
    match choices.below(6) {
        0 => {
            out.words(choices.pick(&["ya", "tidak"]));
        }
        1 if depth > 0 => {
            out.sign("(");
            expression(out, names, choices, Ty::Truth, depth - 1);
            out.sign(")");
        }
        2 if !names.scales.is_empty() => {
            let scale = &names.scales[choices.below(names.scales.len())];
            out.words(scale).sign("(");
            expression(out, names, choices, Ty::Percent, depth.saturating_sub(1));
            out.sign(")").sign(choices.pick(&["=", "≥", "<", "≠"])).quoted("Baik");
        }
        which => {
            let ty = if which % 2 == 0 { Ty::Plain } else { Ty::Percent };
            product(out, names, choices, ty, depth.saturating_sub(1));
            out.sign(choices.pick(&["=", "≥", "≤", "≠", "<", ">"]));
            product(out, names, choices, ty, depth.saturating_sub(1));
        }
    }
}

fn product(out: &mut Tokens, names: &Names, choices: &mut Choices<'_>, ty: Ty, depth: usize) {
    operand(out, names, choices, ty, depth);
    for _ in 0..choices.pick(&[0, 0, 1, 2]) {
        // Angka × angka, persen × persen, and both by angka keep the type.
        match (ty, choices.once_in(2)) {
            (Ty::Percent, true) => {
                out.words("×").words("");
                operand(out, names, choices, Ty::Percent, depth.saturating_sub(1));
            }
            _ => {
                out.words(choices.pick(&["×", "/"])).words("");
                operand(out, names, choices, Ty::Plain, depth.saturating_sub(1));
            }
        }
    }
}

fn operand(out: &mut Tokens, names: &Names, choices: &mut Choices<'_>, ty: Ty, depth: usize) {
    if choices.once_in(8) {
        out.sign("−");
    }
    let percent = ty == Ty::Percent;
    let declared = if percent { &names.percent } else { &names.plain };
    match choices.below(if depth > 0 { 9 } else { 3 }) {
        1 if !declared.is_empty() => {
            out.words(&declared[choices.below(declared.len())]);
        }
        2 if percent && !names.indicators.is_empty() => {
            let code = &names.indicators[choices.below(names.indicators.len())];
            out.words(&format!("{code}.{}", choices.pick(&["capaian", "realisasi"])));
        }
        3 => {
            out.sign("(");
            expression(out, names, choices, ty, depth - 1);
            out.sign(")");
        }
        4 => {
            out.words(choices.pick(&["maksimum", "minimum", "median"])).sign("(");
            for index in 0..1 + choices.below(4) {
                if index > 0 {
                    out.sign(";");
                }
                expression(out, names, choices, ty, depth - 1);
            }
            out.sign(")");
        }
        5 => {
            out.words("batasi").add(Before::SameLine, "(");
            expression(out, names, choices, ty, depth - 1);
            out.sign(";").words("").sign("−");
            out.whole(if percent { "20%" } else { "20" }).words("s.d.").whole(if percent { "20%" } else { "20" });
            out.sign(")");
        }
        6 => {
            out.words("bulat").sign("(");
            expression(out, names, choices, ty, depth - 1);
            out.sign(";").whole("2").sign(")");
        }
        7 if percent && !names.tables.is_empty() => {
            out.words(&names.tables[choices.below(names.tables.len())]).sign("(");
            expression(out, names, choices, Ty::Percent, depth - 1);
            out.sign(";").words("ya").sign(")");
        }
        7 if !percent && !names.curves.is_empty() => {
            out.words(&names.curves[choices.below(names.curves.len())]).sign("(");
            expression(out, names, choices, Ty::Percent, depth - 1);
            out.sign(")");
        }
        8 if !percent && !names.functions.is_empty() => {
            out.words(&names.functions[choices.below(names.functions.len())]).sign("(");
            expression(out, names, choices, Ty::Plain, depth - 1);
            out.sign(";");
            expression(out, names, choices, Ty::Plain, depth - 1);
            out.sign(")");
        }
        _ => {
            let percents: &[&str] = &["95%", "97,50 %", "0%", "100%"];
            let plain: &[&str] = &["5", "1234567", "12345,670", "0,5", "2,5 juta"];
            out.whole(choices.pick(if percent { percents } else { plain }));
        }
    }
}
