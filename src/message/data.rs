//! T06xx: realization data.

use super::place::DataPlace;
use super::{Language, Told};
use crate::value::period::Period;

/// `kolom "realisasi": `, where the column has a name.
fn column_id(column: &str) -> String {
    if column.is_empty() { String::new() } else { format!("kolom \"{column}\": ") }
}

fn column_en(column: &str) -> String {
    if column.is_empty() { String::new() } else { format!("column \"{column}\": ") }
}

/// What a file is that cannot be read as a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotATable {
    /// An old workbook (XLS), or one with a password.
    Workbook,
    /// A page of the web or another text in tags; old programs save such as `.xls`.
    Tags,
    /// A packed file in a packed file, or a workbook in one.
    Packed,
    /// No workbook or Parquet file, though it is asked to be one: the format.
    NotA(&'static str),
    /// Something else that is known not to be text.
    Binary,
    /// A file whose name ends in something unknown, and which does not begin like CSV or JSON; the ending.
    Ending(String),
}

impl NotATable {
    fn tell(&self, language: Language) -> String {
        match self {
            Self::Workbook => language
                .pick(
                    "berkas ini buku kerja lama (XLS) atau berkata sandi, yang tidak dapat dibaca; data dibaca dari XLSX, CSV, atau JSON",
                    "this file is an old workbook (XLS) or one with a password, which cannot be read; data is read from XLSX, CSV or JSON",
                )
                .to_owned(),
            Self::Tags => language
                .pick(
                    "berkas ini halaman web atau XML, bukan CSV atau JSON",
                    "this file is a web page or XML, not CSV or JSON",
                )
                .to_owned(),
            Self::Packed => language
                .pick(
                    "dalam kempaan ini bukan tabel teks, melainkan kempaan lain atau buku kerja",
                    "what is packed in this file is no table of text, but another packed file or a workbook",
                )
                .to_owned(),
            Self::NotA(format) => language
                .pick(
                    format!("berkas ini bukan {format}, meskipun `--format-data {format}` mengatakannya"),
                    format!("this file is no {format}, though `--format-data {format}` says so"),
                ),
            Self::Binary => {
                language.pick("berkas ini bukan tabel teks", "this file is no table of text").to_owned()
            }
            Self::Ending(ending) => language.pick(
                format!("berkas `.{ending}` ini tidak terbaca sebagai CSV atau JSON"),
                format!("this `.{ending}` file cannot be read as CSV or JSON"),
            ),
        }
    }

    fn help(&self, language: Language) -> &'static str {
        match self {
            Self::Ending(_) => language.pick(
                "simpan tabelnya sebagai \"CSV UTF-8\"; jika isinya memang CSV, tambahkan `--format-data csv` agar kesalahannya ditunjukkan",
                "save the table as \"CSV UTF-8\"; if it is CSV, add `--format-data csv` to be shown what is wrong with it",
            ),
            Self::Packed => language.pick(
                "buka kempaannya, lalu sebutkan berkas yang ada di dalamnya",
                "unpack it, and name the file that is in it",
            ),
            Self::NotA(_) => language.pick(
                "hapus `--format-data`: biasanya format dikenali dari isi dan nama berkas",
                "leave out `--format-data`: the format is usually known by the content and the name of the file",
            ),
            Self::Workbook => language.pick(
                "hapus kata sandinya bila ada, simpan sebagai \"Excel (.xlsx)\", lalu sebutkan berkas .xlsx itu",
                "remove its password if it has one, save it as \"Excel (.xlsx)\", and name that .xlsx file",
            ),
            _ => language.pick(
                "simpan tabelnya sebagai \"CSV UTF-8\" (di Excel: Simpan Sebagai), lalu sebutkan berkas .csv itu",
                "save the table as \"CSV UTF-8\" (in Excel: Save As), and name that .csv file",
            ),
        }
    }
}

fn choices(all: &[String], or: &str) -> String {
    const SHOWN: usize = 12;
    let mut text = all.iter().take(SHOWN).map(|one| format!("\"{one}\"")).collect::<Vec<_>>().join(", ");
    if all.len() > SHOWN {
        text.push_str(", …");
    } else if let Some((before, last)) = text.rsplit_once(", ") {
        text = format!("{before} {or} {last}");
    }
    text
}

/// What an encoding error may be helped with.
const SAVE_ID: &str =
    "simpan ulang berkas itu sebagai \"CSV UTF-8\", atau sebutkan pengodeannya, misalnya `--pengodean windows-1252`";
const SAVE_EN: &str = "save the file again as \"CSV UTF-8\", or name its encoding, such as `--pengodean windows-1252`";

const NUMBER_ID: &str =
    "tulis angka seperti 1234567,89 atau 1.234.567,89: titik memisahkan ribuan, koma memisahkan desimal";
const NUMBER_EN: &str =
    "write numbers like 1234567,89 or 1.234.567,89: dots separate thousands, the comma separates decimals";
const PLAIN_ID: &str = "tulis angka seperti 1234567.89 atau 1,234,567.89, sebagaimana diminta `--angka en`";
const PLAIN_EN: &str = "write numbers like 1234567.89 or 1,234,567.89, as `--angka en` asks";

messages! {
    /// T06xx: realization data.
    DataMessage {
        /// Bytes that are no text in the encoding.
        601 Error InvalidText { column: String }
            id: Told::new(format!("{}ada huruf yang tidak terbaca dalam pengodean berkas ini", column_id(column))).help(SAVE_ID),
            en: Told::new(format!("{}there are letters that cannot be read in the encoding of this file", column_en(column))).help(SAVE_EN);
        /// A NUL byte.
        602 Error NulByte { column: String }
            id: Told::new(format!("{}ada karakter kosong (NUL) di dalam sel", column_id(column)))
                .help("berkas ini mungkin rusak, atau berkode UTF-16: coba `--pengodean utf-16`"),
            en: Told::new(format!("{}there is a NUL character in the cell", column_en(column)))
                .help("the file may be damaged, or be in UTF-16: try `--pengodean utf-16`");
        /// A file in UTF-16 that is read as UTF-8.
        603 Error LooksLikeUtf16 {}
            id: Told::new("berkas ini tampaknya berkode UTF-16").help("tambahkan `--pengodean utf-16`, atau simpan ulang sebagai \"CSV UTF-8\""),
            en: Told::new("this file seems to be in UTF-16").help("add `--pengodean utf-16`, or save it again as \"CSV UTF-8\"");
        /// A workbook or another file that is no text.
        604 Error NotATable { kind: NotATable }
            id: Told::new(kind.tell(Language::Indonesian)).help(kind.help(Language::Indonesian)),
            en: Told::new(kind.tell(Language::English)).help(kind.help(Language::English));
        /// An empty file.
        605 Error NoHeader {}
            id: Told::new("berkas ini kosong: baris judul kolom tidak ada").help("baris pertama memuat nama kolom, misalnya `kode;target;realisasi`"),
            en: Told::new("this file is empty: there is no line of column names").help("the first line holds the names of the columns, such as `kode;target;realisasi`");
        /// A required column that is not there.
        606 Error ColumnMissing { column: String, found: Vec<String> }
            id: Told::new(format!("kolom \"{column}\" tidak ada")).help(format!("kolom yang terbaca: {}", choices(found, "dan"))),
            en: Told::new(format!("there is no column \"{column}\"")).help(format!("the columns that were read: {}", choices(found, "and")));
        /// A table without any column of figures.
        607 Error NoFigures { found: Vec<String> }
            id: Told::new("tidak ada kolom angka: \"target\", \"realisasi\", \"capaian_lapor\", atau \"kategori_lapor\"")
                .help(format!("kolom yang terbaca: {}", choices(found, "dan"))),
            en: Told::new("there is no column of figures: \"target\", \"realisasi\" (\"actual\"), \"capaian_lapor\" or \"kategori_lapor\"")
                .help(format!("the columns that were read: {}", choices(found, "and")));
        /// A column that stands there twice.
        608 Error ColumnTwice { column: String, first: u32 }
            id: Told::new(format!("kolom \"{column}\" sudah ada sebagai kolom ke-{first}")).help("hapus atau ganti nama salah satunya"),
            en: Told::new(format!("column \"{column}\" is there already, as column {first}")).help("delete or rename one of them");
        /// An unknown column whose name is close to a known one.
        609 Error ColumnNearlyKnown { column: String, near: String }
            id: Told::new(format!("kolom \"{column}\" tidak dikenal, tetapi mirip \"{near}\""))
                .help(format!("tulis \"{near}\" jika itu maksudnya; jika bukan, pilih nama yang lebih berbeda")),
            en: Told::new(format!("column \"{column}\" is not known, but much like \"{near}\""))
                .help(format!("write \"{near}\" if that is meant; if not, choose a name that differs more"));
        /// Content below an empty column name.
        610 Error ColumnUnnamed {}
            id: Told::new("sel ini berisi, padahal kolomnya tidak bernama").help("beri nama kolom itu di baris judul, atau kosongkan selnya"),
            en: Told::new("this cell is not empty, but its column has no name").help("name the column in the first line, or empty the cell");
        /// A row with more or fewer cells than the header.
        611 Error CellCount { found: u64, expected: u64 }
            id: Told::new(format!("baris ini punya {found} sel, sedangkan baris judul {expected}"))
                .help("periksa pemisah yang hilang atau berlebih; sel yang memuat pemisah harus diapit tanda kutip"),
            en: Told::new(format!("this row has {found} cells, but the header has {expected}"))
                .help("look for a separator too many or too few; a cell that holds the separator has to stand in quotes");
        /// A record longer than is read.
        612 Error RecordTooLong { limit: String }
            id: Told::new(format!("baris ini lebih panjang dari {limit}")).help("periksa apakah berkas ini benar-benar tabel dengan satu baris untuk setiap kode"),
            en: Told::new(format!("this row is longer than {limit}")).help("make sure that this file is a table with one line for each code");
        /// A quote that is not closed.
        613 Error QuoteNotClosed {}
            id: Told::new("tanda kutip yang dibuka di baris ini tidak ditutup").help("tutup dengan tanda kutip, atau hapus; kutip di dalam sel ditulis dua kali"),
            en: Told::new("the quote that opens in this row is not closed").help("close it, or delete it; a quote inside a cell is written twice");
        /// A cell in quotes that goes on over further lines, in a column where no text of several lines belongs.
        691 Error CellOverLines { column: String, last: u64 }
            id: Told::new(format!("{}tanda kutip yang dibuka di baris ini baru ditutup di baris {last}", column_id(column))).help("tutup tanda kutipnya di baris ini, atau hapus: baris-baris sesudahnya terbaca sebagai isi sel ini"),
            en: Told::new(format!("{}the quote that opens in this row is closed in row {last} only", column_en(column))).help("close it in this row, or delete it: the rows behind it are read as the content of this cell");
        /// A text in quotes with lines that look like rows of the table.
        692 Warning RowsInText { column: String, last: u64 }
            id: Told::new(format!("{}isi sel ini berlanjut sampai baris {last}, dan di dalamnya ada yang tampak seperti baris data", column_id(column))).help("bila itu baris data, tutup tanda kutipnya di baris ini atau hapus; bila itu memang bagian teksnya, tidak ada yang perlu diubah"),
            en: Told::new(format!("{}what is in this cell goes on to row {last}, and some of it looks like rows of data", column_en(column))).help("if those are rows, close the quote in this row or delete it; if they are part of the text, nothing has to change");
        /// Something after a closing quote.
        614 Error AfterQuote {}
            id: Told::new("ada isi sesudah tanda kutip penutup").help("tanda kutip di dalam sel ditulis dua kali: \"\""),
            en: Told::new("something follows the closing quote").help("a quote inside a cell is written twice: \"\"");
        /// More columns than are read.
        615 Error TooManyColumns { limit: u32 }
            id: Told::new(format!("lebih dari {limit} kolom")).help("hapus kolom yang tidak diperlukan"),
            en: Told::new(format!("more than {limit} columns")).help("delete the columns that are not needed");
        /// Units in one file and none in the other.
        616 Error UnitsMixed { other: String }
            id: Told::new(format!("data ini punya kolom \"unit\", sedangkan {other} tidak")).help("tambahkan kolom \"unit\" pada semua berkas, atau hapus dari semuanya"),
            en: Told::new(format!("this data has a column \"unit\", but {other} has none")).help("add the column \"unit\" to all files, or remove it from all");
        /// A row without its unit.
        617 Error UnitMissing {}
            id: Told::new("unit tidak diisi").help("isi nama unit di setiap baris, juga jika sama dengan baris sebelumnya"),
            en: Told::new("the unit is not given").help("write the unit in each row, even if it is that of the row before");
        /// A unit, period or category in an object of a file whose first object has none.
        618 Error KeyAppears { key: String }
            id: Told::new(format!("objek ini punya \"{key}\", sedangkan objek pertama tidak")).help(format!("tulis \"{key}\" di setiap objek, atau tidak sama sekali")),
            en: Told::new(format!("this object has \"{key}\", but the first object has none")).help(format!("write \"{key}\" in each object, or in none"));
        /// A row without its period.
        619 Error PeriodMissing {}
            id: Told::new("periode tidak diisi").help("isi misalnya 2024, 2024-S1, 2024-TW3, atau 2024-07"),
            en: Told::new("the period is not given").help("write for instance 2024, 2024-S1, 2024-TW3 or 2024-07");
        /// Something that is no period.
        620 Error NotAPeriod { text: String }
            id: Told::new(format!("\"{text}\" bukan periode")).help("tulis misalnya 2024, 2024-S1, 2024-TW3, atau 2024-07"),
            en: Told::new(format!("\"{text}\" is no period")).help("write for instance 2024, 2024-S1, 2024-TW3 or 2024-07");
        /// A period of another length than the ruleset's.
        621 Error PeriodLength { period: String, expected: String }
            id: Told::new(format!("periode {period} tidak sesuai dengan `periode {expected}` pada aturan")).help("beri angka untuk periode aturan atau bagian darinya"),
            en: Told::new(format!("the period {period} does not fit `periode {expected}` of the ruleset")).help("give figures of the ruleset's periods, or of parts of them");
        /// A period outside the validity of the ruleset.
        622 Error PeriodOutside { period: String, from: String, until: String }
            id: Told::new(format!("periode {period} berakhir di luar masa berlaku aturan ({from} s.d. {until})")).help("pakai `--periode` untuk memilih periode yang dihitung, atau aturan yang berlaku pada periode itu"),
            en: Told::new(format!("the period {period} ends outside the validity of the ruleset ({from} to {until})")).help("choose the period to evaluate with `--periode`, or use the ruleset that holds in that period");
        /// Neither data nor ruleset say which period it is.
        623 Error PeriodNeeded {}
            id: Told::new("periodenya tidak diketahui: data ini tidak punya kolom \"periode\", dan aturan berlaku untuk lebih dari satu periode").help("tambahkan misalnya `--periode 2024`"),
            en: Told::new("the period is not known: this data has no column \"periode\", and the ruleset holds for more than one").help("add for instance `--periode 2024`");
        /// A row without its code.
        624 Error CodeMissing {}
            id: Told::new("kode tidak diisi").help("isi kode indikator, anggaran, atau variabel data"),
            en: Told::new("the code is not given").help("write the code of an indicator, a budget line or a data variable");
        /// A code that the ruleset does not know.
        625 Error CodeUnknown { code: String, near: Option<String> }
            id: Told::new(format!("kode `{code}` tidak ada dalam aturan")).maybe_help(near.as_ref().map(|near| format!("mungkin maksudnya `{near}`"))),
            en: Told::new(format!("the ruleset has no code `{code}`")).maybe_help(near.as_ref().map(|near| format!("did you mean `{near}`?")));
        /// A second row for the same unit, period and code.
        626 Error RowTwice { code: String, unit: Option<String>, period: Option<String>, first: Box<DataPlace> }
            id: {
                let unit = unit.as_ref().map(|unit| format!(" untuk \"{unit}\"")).unwrap_or_default();
                let period = period.as_ref().map(|period| format!(" pada {period}")).unwrap_or_default();
                Told::new(format!("`{code}`{unit}{period} sudah ada di {}", first.tell(Language::Indonesian)))
                    .help(if unit.is_empty() { "hapus salah satu barisnya; jika masing-masing milik unit lain, beri kolom unitnya nama `unit`" } else { "hapus salah satu barisnya" })
            },
            en: {
                let unit = unit.as_ref().map(|unit| format!(" of \"{unit}\"")).unwrap_or_default();
                let period = period.as_ref().map(|period| format!(" in {period}")).unwrap_or_default();
                Told::new(format!("`{code}`{unit}{period} is there already, at {}", first.tell(Language::English)))
                    .help(if unit.is_empty() { "delete one of the rows; if they are those of different units, name the column of units `unit`" } else { "delete one of the rows" })
            };
        /// A figure where the code has none.
        627 Error MustBeEmpty { column: String, code: String, kind: HasNo }
            id: Told::new(format!("{}{}, jadi sel ini harus kosong", column_id(column), kind.tell(code, Language::Indonesian))),
            en: Told::new(format!("{}{}, so this cell has to be empty", column_en(column), kind.tell(code, Language::English)));
        /// A number in the spelling of another language: `97.5`.
        628 Error NumberAmbiguous { column: String, text: String, readings: Vec<String>, english: bool }
            id: Told::new(format!("{}\"{text}\" bukan penulisan angka {}", column_id(column), if *english { "Inggris" } else { "Indonesia" }))
                .help(match readings.as_slice() {
                    [only] => format!("mungkin maksudnya {only}{}", if *english { "" } else { "; jika seluruh berkas memakai titik desimal, tambahkan `--angka en`" }),
                    _ => format!("tulis {}{}", readings.join(" atau "), if *english { "" } else { "; jika seluruh berkas memakai titik desimal, tambahkan `--angka en`" }),
                }),
            en: Told::new(format!("{}\"{text}\" is not how {} numbers are written", column_en(column), if *english { "English" } else { "Indonesian" }))
                .help(format!("write {}{}", readings.join(" or "), if *english { "" } else { "; if the whole file has decimal points, add `--angka en`" }));
        /// A number with misplaced signs: `111.186..550`.
        629 Error NumberMalformed { column: String, text: String, english: bool }
            id: Told::new(format!("{}angka \"{text}\" tidak tertulis dengan benar", column_id(column))).help(if *english { PLAIN_ID } else { NUMBER_ID }),
            en: Told::new(format!("{}the number \"{text}\" is not written correctly", column_en(column))).help(if *english { PLAIN_EN } else { NUMBER_EN });
        /// No number where one is due.
        630 Error NotANumber { column: String, text: String, unit: String }
            id: Told::new(format!("{}\"{text}\" bukan angka", column_id(column)))
                .help(format!("sel ini memuat angka dalam satuan {unit}; kosongkan jika belum ada, tulis `tidak berlaku` jika memang tidak berlaku")),
            en: Told::new(format!("{}\"{text}\" is no number", column_en(column)))
                .help(format!("this cell holds a number in {unit}; leave it empty if there is none yet, write `tidak berlaku` if it does not apply"));
        /// More digits than are read.
        631 Error TooManyDigits { column: String, limit: u32 }
            id: Told::new(format!("{}angka dengan lebih dari {limit} digit", column_id(column))).help("periksa apakah isi sel ini memang satu angka"),
            en: Told::new(format!("{}a number with more than {limit} digits", column_en(column))).help("make sure that this cell holds one number");
        /// Another unit than the declared one.
        632 Error UnitWrong { column: String, code: String, found: String, expected: String }
            id: Told::new(format!("{}satuan `{code}` adalah {expected}, bukan \"{found}\"", column_id(column))).help(format!("tulis angkanya dalam satuan {expected}, tanpa satuan lain")),
            en: Told::new(format!("{}the unit of `{code}` is {expected}, not \"{found}\"", column_en(column))).help(format!("write the number in {expected}, without another unit"));
        /// Full-width letters: `９５％`.
        633 Error FullWidth { column: String, text: String, plain: String }
            id: Told::new(format!("{}\"{text}\" ditulis dengan karakter lebar penuh", column_id(column))).help(format!("tulis {plain}")),
            en: Told::new(format!("{}\"{text}\" is written with full-width characters", column_en(column))).help(format!("write {plain}"));
        /// A character that cannot be seen.
        634 Error Invisible { column: String, character: String }
            id: Told::new(format!("{}ada karakter tak terlihat {character}", column_id(column))).help("hapus karakter itu, misalnya dengan mengetik ulang isi sel"),
            en: Told::new(format!("{}there is an invisible character {character}", column_en(column))).help("remove it, for instance by typing the cell anew");
        /// A letter that only looks Latin.
        635 Error LookAlike { column: String, text: String, letter: String, latin: String }
            id: Told::new(format!("{}huruf {letter} dalam \"{text}\" bukan huruf Latin {latin}, meskipun mirip", column_id(column))).help(format!("ketik ulang dengan {latin} Latin")),
            en: Told::new(format!("{}the letter {letter} in \"{text}\" is not the Latin {latin}, though it looks like it", column_en(column))).help(format!("type it again with the Latin {latin}"));
        /// A label that the scale does not have.
        636 Error LabelUnknown { column: String, text: String, near: Option<String>, labels: Vec<String> }
            id: Told::new(format!("{}\"{text}\" tidak ada dalam skala", column_id(column))).help(match near {
                Some(near) => format!("mungkin maksudnya \"{near}\""),
                None => format!("pilihannya: {}", choices(labels, "atau")),
            }),
            en: Told::new(format!("{}\"{text}\" is not in the scale", column_en(column))).help(match near {
                Some(near) => format!("did you mean \"{near}\"?"),
                None => format!("it has: {}", choices(labels, "or")),
            });
        /// Neither `ya` nor `tidak`.
        637 Error NotATruth { column: String, text: String }
            id: Told::new(format!("{}\"{text}\" bukan `ya` atau `tidak`", column_id(column))),
            en: Told::new(format!("{}\"{text}\" is neither `ya` nor `tidak`", column_en(column)));
        /// No day where one is due.
        638 Error NotADate { column: String, text: String }
            id: Told::new(format!("{}\"{text}\" bukan tanggal", column_id(column))).help("tulis 2024-12-31, 31/12/2024, atau 31 Desember 2024"),
            en: Told::new(format!("{}\"{text}\" is no date", column_en(column))).help("write 2024-12-31, 31/12/2024 or 31 Desember 2024");
        /// A range that is written otherwise: `7-8`.
        639 Error RangeSpelling { column: String, text: String, offer: String }
            id: Told::new(format!("{}rentang \"{text}\" tidak ditulis dengan `s.d.`", column_id(column))).help(format!("tulis {offer}")),
            en: Told::new(format!("{}the range \"{text}\" is not written with `s.d.`", column_en(column))).help(format!("write {offer}"));
        /// A range whose low end lies above its high end.
        640 Error RangeEmpty { column: String, text: String }
            id: Told::new(format!("{}ujung bawah rentang \"{text}\" lebih besar daripada ujung atasnya", column_id(column))).help("tukar kedua ujungnya"),
            en: Told::new(format!("{}the low end of the range \"{text}\" lies above its high end", column_en(column))).help("swap the ends");
        /// A realization outside `rentang`.
        641 Error OutsideAccepted { column: String, text: String, code: String, accepted: String }
            id: Told::new(format!("{}{text} berada di luar rentang `{code}`, yaitu {accepted}", column_id(column))).help("periksa angka dan satuannya"),
            en: Told::new(format!("{}{text} lies outside the `rentang` of `{code}`, which is {accepted}", column_en(column))).help("check the figure and its unit");
        /// `tidak berlaku` as a target.
        642 Error TargetNotApplicable { column: String }
            id: Told::new(format!("{}`tidak berlaku` hanya dapat ditulis pada realisasi", column_id(column))).help("tulis `tidak berlaku` di kolom \"realisasi\"; butirnya lalu tidak ikut dihitung"),
            en: Told::new(format!("{}`tidak berlaku` can be written for a realization only", column_en(column))).help("write `tidak berlaku` in the column \"realisasi\"; the item is then left out");
        /// A file with a header, if it needs one, and nothing else.
        789 Warning NoRows {}
            id: Told::new("berkas ini tidak memuat satu baris data pun").help("periksa apakah berkas ini sudah lengkap; bila memang belum ada datanya, tidak perlu disebutkan"),
            en: Told::new("this file holds not a single row of data").help("make sure that it is complete; if there is no data yet, it need not be named");
        /// A JSON document that is no array.
        643 Error JsonNotAnArray {}
            id: Told::new("dokumen JSON ini bukan larik").help("tulis `[ {\"kode\": …, \"realisasi\": …}, … ]`: satu objek untuk setiap baris; jika tiap baris berkas ini satu objek, tambahkan `--format-data jsonl`"),
            en: Told::new("this JSON document is no array").help("write `[ {\"kode\": …, \"realisasi\": …}, … ]`: one object for each row; if each line of this file is an object, add `--format-data jsonl`");
        /// Something else than an object in the array.
        644 Error JsonNotAnObject { array: bool }
            id: match *array {
                true => Told::new("unsur larik ini bukan objek").help("setiap unsur ditulis `{\"kode\": …, \"realisasi\": …}`"),
                false => Told::new("baris ini bukan objek JSON").help("setiap baris ditulis `{\"kode\": …, \"realisasi\": …}`; jika seluruh berkas satu larik, tambahkan `--format-data json`"),
            },
            en: match *array {
                true => Told::new("this element of the array is no object").help("each element is written `{\"kode\": …, \"realisasi\": …}`"),
                false => Told::new("this line is no JSON object").help("each line is written `{\"kode\": …, \"realisasi\": …}`; if the whole file is an array, add `--format-data json`"),
            };
        /// A document or object that breaks the rules of JSON.
        645 Error JsonSyntax { what: JsonFault }
            id: Told::new(format!("JSON tidak sah: {}", what.tell(Language::Indonesian))).help("tulis berkas ini dengan program yang menghasilkan JSON, atau periksa tanda koma, kutip, dan kurungnya"),
            en: Told::new(format!("this is not valid JSON: {}", what.tell(Language::English))).help("write the file with a program that makes JSON, or check its commas, quotes and brackets");
        /// A key that an object has twice.
        646 Error JsonKeyTwice { key: String }
            id: Told::new(format!("kunci \"{key}\" tertulis dua kali dalam objek ini")).help("hapus salah satunya"),
            en: Told::new(format!("the key \"{key}\" is written twice in this object")).help("delete one of them");
        /// An array or object where a cell is due.
        647 Error JsonNested { key: String }
            id: Told::new(format!("isi \"{key}\" adalah larik atau objek, bukan satu nilai")).help("tulis satu angka, teks, atau null"),
            en: Told::new(format!("\"{key}\" holds an array or object, not one value")).help("write one number, a text or null");
        /// An exponent beyond what is read.
        648 Error ExponentTooLarge { column: String, text: String }
            id: Told::new(format!("{}pangkat pada {text} terlalu besar", column_id(column))).help("tulis angkanya tanpa pangkat"),
            en: Told::new(format!("{}the exponent of {text} is too large", column_en(column))).help("write the number without an exponent");
        /// Figures of one code for parts of different lengths of one period.
        660 Error LengthsMixed { code: String, one: Period, other: Period, first: DataPlace }
            id: Told::new(format!("`{code}` punya angka untuk {one} ({}) dan untuk {other}", first.tell(Language::Indonesian))).help("bagian-bagian satu periode harus sama panjangnya untuk satu kode: semuanya triwulan, semuanya semester, atau semuanya bulan"),
            en: Told::new(format!("`{code}` has figures for {one} ({}) and for {other}", first.tell(Language::English))).help("the parts of a period are of one length for each code: all quarters, all semesters, or all months");
        /// Units of a used ruleset's data that the main data does not have.
        650 Advice UnitNotJoined { unit: String, more: u64 }
            id: Told::new(if *more == 0 { format!("unit \"{unit}\" tidak ada dalam data utama, jadi tidak dipakai") } else { format!("unit \"{unit}\" dan {more} lainnya tidak ada dalam data utama, jadi tidak dipakai") })
                .help("periksa apakah nama unit ditulis sama di semua berkas"),
            en: Told::new(if *more == 0 { format!("the unit \"{unit}\" is not in the main data, so it is not used") } else { format!("the unit \"{unit}\" and {more} others are not in the main data, so they are not used") })
                .help("check that units are written alike in all files");
        /// A cell that holds an error: `#DIV/0!`.
        679 Error CellError { column: String, error: String }
            id: Told::new(format!("{}sel ini memuat galat lembar kerja {error}", column_id(column))).help("perbaiki rumusnya; kosongkan selnya jika angkanya belum ada"),
            en: Told::new(format!("{}this cell holds the spreadsheet error {error}", column_en(column))).help("mend its formula; empty the cell if there is no figure yet");
        /// A formula without its result.
        680 Error NoResult { column: String }
            id: Told::new(format!("{}sel ini memuat rumus tanpa hasil", column_id(column))).help("buka dan simpan buku kerja ini di aplikasi lembar kerja agar rumusnya dihitung"),
            en: Told::new(format!("{}this cell holds a formula without its result", column_en(column))).help("open and save the workbook in a spreadsheet application, which computes its formulas");
    }
}

/// Why a code has no such figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HasNo {
    /// An indicator or budget line without target.
    Target,
    /// Something without realization.
    Realization,
    /// A `data` variable, which has no target.
    TargetOfVariable,
    /// A group or `nilai`, which has published figures only.
    Figures,
}

impl HasNo {
    fn tell(self, code: &str, language: Language) -> String {
        match self {
            Self::Target => language.pick(format!("`{code}` tidak punya target"), format!("`{code}` has no target")),
            Self::Realization => {
                language.pick(format!("`{code}` tidak punya realisasi"), format!("`{code}` has no realization"))
            }
            Self::TargetOfVariable => language.pick(
                format!("`{code}` adalah variabel data tanpa target"),
                format!("`{code}` is a data variable without target"),
            ),
            Self::Figures => language.pick(
                format!("`{code}` dihitung dari bagian-bagiannya"),
                format!("`{code}` is computed from its parts"),
            ),
        }
    }
}

/// How a document breaks the rules of JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JsonFault {
    /// It ends too early.
    Unfinished,
    /// Something follows the closing bracket.
    Trailing,
    /// No comma between elements or keys.
    Comma,
    /// No key where one is due.
    Key,
    /// No colon after a key.
    Colon,
    /// No value where one is due.
    Value,
    /// A string with a wrong escape or a control character.
    Text,
}

impl JsonFault {
    fn tell(self, language: Language) -> &'static str {
        match self {
            Self::Unfinished => language.pick("berhenti sebelum larik ditutup", "it ends before the array is closed"),
            Self::Trailing => language.pick("ada isi sesudah larik ditutup", "something follows the end of the array"),
            Self::Comma => language
                .pick("di sini seharusnya ada koma atau kurung penutup", "a comma or closing bracket is due here"),
            Self::Key => {
                language.pick("di sini seharusnya ada nama kunci di antara tanda kutip", "a key in quotes is due here")
            }
            Self::Colon => language.pick("di sini seharusnya ada titik dua", "a colon is due here"),
            Self::Value => language.pick(
                "ada nilai yang bukan angka, teks, true, false, atau null",
                "a value is no number, string, true, false or null",
            ),
            Self::Text => language.pick(
                "ada teks dengan karakter atau urutan \\ yang tidak sah",
                "a string has an invalid character or escape",
            ),
        }
    }
}
