//! Any bytes are read as data or refused: CSV and JSON, in every spelling of numbers, for a fixed catalog.
#![no_main]

use libfuzzer_sys::fuzz_target;
use std::io::Write;
use std::ops::ControlFlow;
use std::sync::OnceLock;
use takar::data::{DataFormat, DataInput, DataOptions, DataSource, Numerals, Sink};
use takar::evaluate::Facts;
use takar::model::Model;

struct Nowhere;

impl Sink for Nowhere {
    fn case(&mut self, _: Facts) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }
    fn restart(&mut self) {}
}

const RULES: &str = r#"aturan f "F" { berlaku sejak 1 Januari 2024 sampai 31 Desember 2024 periode tahunan }
gunakan "baku/satuan.takar"
gunakan "baku/skala.takar"
indikator I1 "A" { satuan persen } indikator I2 "B" { satuan nilai_akip } indikator I3 "C" { satuan orang }
anggaran A "D" { pagu Rp 5 juta } data d "E" { satuan tanggal }"#;

fuzz_target!(|bytes: &[u8]| {
    static MODEL: OnceLock<Option<Model>> = OnceLock::new();
    let model = MODEL.get_or_init(|| {
        let mut files = takar::InMemory::one("f.takar", RULES);
        takar::build(&mut files, "f.takar".as_ref()).ok().and_then(|built| built.model)
    });
    let (Some(model), Some((first, rest))) = (model, bytes.split_first()) else { return };
    let Ok(mut file) = tempfile::NamedTempFile::new() else { return };
    if file.write_all(rest).is_err() {
        return;
    }
    let options = DataOptions {
        numerals: if first & 1 == 0 { Numerals::Indonesian } else { Numerals::English },
        format: Some(if first & 2 == 0 { DataFormat::Csv } else { DataFormat::Json }),
        keep_going: first & 4 != 0,
        ..DataOptions::default()
    };
    let input = DataInput { alias: None, source: DataSource::File(file.path().to_path_buf()) };
    let _ = takar::data::read(&[input], &model.catalog().into(), &options, &mut Nowhere);
});
