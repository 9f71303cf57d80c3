//! How long a session takes to answer: `cargo bench --bench sesi`. A supposition on 100 indicators is to be answered
//! within 50 ms.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    missing_docs,
    reason = "a bench that cannot go on ends"
)]

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use std::cell::RefCell;
use std::fmt::Write as _;
use std::hint::black_box;
use std::path::PathBuf;
use takar::data::{DataInput, DataOptions, DataSource};
use takar::message::Language;
use takar::message::files::FilesMessage;
use takar::model::{Files, InMemory};
use takar::render::diagnostic::Look;
use takar::tools::scenario::Setup;
use takar::tools::session::{Host, Opening, Session};
use takar::value::Date;

/// Ten groups of ten indicators, two scales, weights, caps, rounding, and a result over all of them.
fn rules() -> String {
    let mut text = String::from(
        "aturan seratus \"Seratus indikator\" { berlaku sejak 1 Januari 2024 sampai 31 Desember 2024 periode tahunan }\n\
         gunakan \"baku/polaritas.takar\"\n\
         skala mutu \"Mutu\" { bulatkan 0 desimal \"Baik\" 90% s.d. 100% \"Cukup\" 70% s.d. 89% \"Kurang\" 0% s.d. 69% }\n\
         pengukuran { batasi 0% s.d. 100% bulatkan 2 desimal kategori mutu agregasi rata_rata polaritas positif }\n",
    );
    for group in 1..=10 {
        let _ = writeln!(text, "sasaran S{group} \"Sasaran ke-{group}\" {{\n  bobot 10%");
        for number in 1..=10 {
            let _ = writeln!(
                text,
                "  indikator S{group}.{number} \"Indikator\" {{ satuan persen target {}% }}",
                80 + number
            );
        }
        text.push_str("}\n");
    }
    text.push_str(
        "nilai akhir \"Nilai akhir\" { rumus rata_rata_tertimbang(sasaran.capaian; sasaran.bobot) kategori mutu }\n",
    );
    text
}

/// Realizations of so many units.
fn data(units: usize) -> tempfile::NamedTempFile {
    let mut text = String::from("unit;kode;realisasi\n");
    for unit in 0..units {
        for group in 1..=10 {
            for number in 1..=10 {
                let value = 50 + (unit * 7 + group * 11 + number * 13) % 50;
                let _ = writeln!(text, "Unit {unit};S{group}.{number};{value}%");
            }
        }
    }
    let mut file = tempfile::Builder::new().suffix(".csv").tempfile().expect("a temporary file");
    std::io::Write::write_all(&mut file, text.as_bytes()).expect("a temporary file can be written");
    file
}

struct Memory(InMemory);

impl Host for Memory {
    fn files(&mut self) -> &mut dyn Files {
        &mut self.0
    }

    fn write(&mut self, _: &[(PathBuf, String)]) -> Result<(), FilesMessage> {
        Ok(())
    }

    fn today(&self) -> Date {
        Date::MIN
    }
}

fn session(units: usize) -> (Session, tempfile::NamedTempFile) {
    let file = data(units);
    let opening = Opening {
        host: Box::new(Memory(InMemory::one("seratus.takar", &rules()))),
        look: Look { language: Language::Indonesian, styled: false, width: 100 },
        named: "seratus.takar".to_owned(),
        setup: Setup { main: "seratus.takar".into(), ..Setup::default() },
        inputs: vec![DataInput { alias: None, source: DataSource::File(file.path().to_path_buf()) }],
        options: DataOptions::default(),
    };
    match Session::open(opening) {
        Ok(session) => (session, file),
        Err((_, told)) => panic!("{told}"),
    }
}

/// Times a line, with the session as it was before each time.
fn line(criterion: &mut Criterion, name: &str, session: &RefCell<Session>, line: &str) {
    let supposes = line.starts_with("andai");
    let answer = session.borrow_mut().run(line);
    assert!(!answer.failed, "{}", answer.problem);
    criterion.bench_function(name, |bencher| {
        let back = || {
            if supposes {
                session.borrow_mut().run("batal");
            }
        };
        bencher.iter_batched(back, |()| black_box(session.borrow_mut().run(line)), BatchSize::PerIteration);
    });
    if supposes {
        session.borrow_mut().run("batal");
    }
}

fn one_unit(criterion: &mut Criterion) {
    let (session, _file) = session(1);
    let session = RefCell::new(session);
    line(criterion, "100 indikator: ungkapan", &session, "rata_rata(indikator.capaian) ≥ 70%");
    line(criterion, "100 indikator: andai realisasi", &session, "andai S3.4.realisasi = 93%");
    line(criterion, "100 indikator: andai target", &session, "andai S3.4.target = 75%");
    line(criterion, "100 indikator: andai bobot", &session, "andai S1.bobot = 5%; S2.bobot = 15%");
    line(criterion, "100 indikator: andai pengukuran", &session, "andai pengukuran { batasi 0% s.d. 95% }");
    line(criterion, "100 indikator: andai rinci", &session, "andai S3.4.target = 75%; S5.5.realisasi = 90% rinci");
}

fn many_units(criterion: &mut Criterion) {
    let (session, _file) = session(1000);
    let session = RefCell::new(session);
    line(criterion, "1.000 unit: andai realisasi", &session, "andai S3.4.realisasi = S3.4.realisasi + 5%");
    line(criterion, "1.000 unit: andai target", &session, "andai S3.4.target = 75%");
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(10);
    targets = one_unit, many_units
}
criterion_main!(benches);
