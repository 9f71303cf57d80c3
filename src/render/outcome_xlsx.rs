//! Results as a workbook: a sheet for each kind of row, one for the conditions, and one that says what it is.
//!
//! Numbers are numbers, in the unit that their format shows. A sheet keeps them in binary, with 15 digits: a figure that
//! needs more stands beside it as text, in full. Whatever is text is written as text and never as a formula, also where it
//! begins with `=`. The same results give the same bytes.

use super::blame::Unplaced;
use super::figure::{self, DecimalSign};
use super::outcome::{Case, Figure, Row, Sheet, State, Verdict};
use super::outcome_json::RulesetHead;
use super::state::reason;
use crate::model::{ItemKind, Model, NodeId, Type, UnitId};
use crate::number::{Cut, Number};
use crate::value::{Date, Value};
use rust_xlsxwriter::{Color, DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError};
use std::collections::HashMap;
use std::io::{self, Write};

/// What is on a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Group,
    Indicator,
    Budget,
    Value,
    Conditions,
}

impl Kind {
    const ALL: [Self; 5] = [Self::Group, Self::Indicator, Self::Budget, Self::Value, Self::Conditions];

    fn of(kind: ItemKind) -> Option<Self> {
        match kind {
            ItemKind::Group(_) => Some(Self::Group),
            ItemKind::Indicator => Some(Self::Indicator),
            ItemKind::Budget => Some(Self::Budget),
            ItemKind::Result => Some(Self::Value),
            ItemKind::Data => None,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Group => "Kelompok",
            Self::Indicator => "Indikator",
            Self::Budget => "Anggaran",
            Self::Value => "Nilai",
            Self::Conditions => "Pastikan",
        }
    }

    /// The figures of its rows.
    fn figures(self) -> &'static [Figure] {
        match self {
            Self::Group => &[
                Figure::Ceiling,
                Figure::Realization,
                Figure::Remaining,
                Figure::Absorption,
                Figure::Achievement,
                Figure::Category,
            ],
            Self::Indicator => {
                &[Figure::Target, Figure::Realization, Figure::Raw, Figure::Achievement, Figure::Category]
            }
            Self::Budget => &[
                Figure::Ceiling,
                Figure::Realization,
                Figure::Remaining,
                Figure::Absorption,
                Figure::Achievement,
                Figure::Category,
            ],
            Self::Value => &[Figure::Value, Figure::Category],
            Self::Conditions => &[],
        }
    }

    /// Whether its rows have a *capaian*, whose unit is seldom that of target and realization.
    fn has_achievement(self) -> bool {
        self.figures().contains(&Figure::Achievement)
    }

    fn headings(self) -> Vec<(&'static str, f64)> {
        let mut all = vec![("Unit", 30.0), ("Periode", 10.0)];
        if self == Self::Conditions {
            all.extend([("Jenis", 10.0), ("Pesan", 50.0), ("Keadaan", 12.0), ("Kiri", 18.0), ("Kanan", 18.0)]);
            all.push(("Sebab", 40.0));
            return all;
        }
        all.extend([("Kode", 12.0), ("Induk", 10.0), ("Uraian", 50.0), ("Satuan", 12.0)]);
        all.extend(self.has_achievement().then_some(("Satuan capaian", 12.0)));
        all.extend(self.figures().iter().map(|figure| (heading(*figure), 16.0)));
        all.extend([("Keadaan", 20.0), ("Sebab", 40.0), ("capaian_lapor", 14.0), ("kategori_lapor", 16.0)]);
        all.push(("Angka yang tepat", 40.0));
        all
    }
}

fn heading(figure: Figure) -> &'static str {
    match figure {
        Figure::Target => "Target",
        Figure::Ceiling => "Pagu",
        Figure::Realization => "Realisasi",
        Figure::Remaining => "Sisa",
        Figure::Absorption => "Serapan",
        Figure::Value => "Nilai",
        Figure::Achievement => "Capaian",
        Figure::Raw => "Capaian mentah",
        Figure::Category => "Kategori",
    }
}

/// The rows of a sheet, its header included.
const MOST_ROWS: u32 = 1 << 20;
/// A cell holds no longer text.
const MOST_TEXT: usize = 32_767;
/// A binary number holds so many digits.
const DIGITS: usize = 15;

/// Writes case after case.
pub struct WorkbookWriter<'m> {
    sheet: &'m Sheet<'m>,
    head: RulesetHead,
    title: String,
    book: Workbook,
    pages: Vec<Page>,
    formats: HashMap<(String, Option<u32>), Format>,
    /// How many cases there are.
    cases: u64,
    /// How many rows a sheet has at most.
    most_rows: u32,
    /// What of the data no unit has got.
    unplaced: Unplaced,
}

/// A sheet that is being written.
struct Page {
    kind: Kind,
    number: u32,
    sheet: Worksheet,
    next: u32,
}

impl<'m> WorkbookWriter<'m> {
    /// A writer of one workbook.
    pub fn new(sheet: &'m Sheet<'m>, title: String, head: RulesetHead) -> Self {
        let (book, pages, formats) = (Workbook::new(), Vec::new(), HashMap::new());
        Self { sheet, head, title, book, pages, formats, cases: 0, most_rows: MOST_ROWS, unplaced: Unplaced::default() }
    }

    /// The cases that follow are results of these rules.
    pub fn turn_to(&mut self, sheet: &'m Sheet<'m>) {
        self.sheet = sheet;
    }

    /// Forgets what was written.
    pub fn begin(&mut self) {
        self.book = Workbook::new();
        self.pages.clear();
        self.cases = 0;
    }

    /// One unit in one period.
    pub fn case(&mut self, case: Case<'_>) -> io::Result<()> {
        self.cases += 1;
        let sheet = self.sheet;
        for row in &sheet.rows {
            if let Some(kind) = Kind::of(row.item.kind) {
                self.row(kind, row, case).map_err(trouble)?;
            }
        }
        for condition in &sheet.view.model.conditions {
            let value = case.outcome.value(condition.node);
            let side = |node: Option<NodeId>| {
                let (node, model) = (node?, sheet.view.model);
                let ty = model.node(node).ty;
                Some((ty, case.outcome.value(node)?.clone()))
            };
            let (left, right) = condition.sides.unzip();
            let cells = vec![
                Cell::Text(if condition.must { "pastikan" } else { "ingatkan" }.to_owned()),
                Cell::Text(condition.message.clone()),
                Cell::Text(Verdict::of(value).name().to_owned()),
                self.figure(side(left)),
                self.figure(side(right)),
                Cell::Text(value.and_then(|value| reason(&sheet.view, value)).unwrap_or_default()),
            ];
            self.write(Kind::Conditions, case, cells).map_err(trouble)?;
        }
        Ok(())
    }

    fn row(&mut self, kind: Kind, row: &Row<'_>, case: Case<'_>) -> Result<(), XlsxError> {
        let view = &self.sheet.view;
        let (state, value) = row.state(case.outcome);
        let text = |text: Option<&str>| Cell::Text(text.unwrap_or_default().to_owned());
        let mut cells = vec![
            text(Some(&row.item.code)),
            text(row.parent),
            text(row.item.title.as_deref()),
            text(row.unit.as_deref()),
        ];
        cells.extend(kind.has_achievement().then(|| text(row.achievement_unit.as_deref())));
        let mut exact = Vec::new();
        for wanted in kind.figures() {
            let found = row.figure(*wanted).and_then(|(node, ty)| Some((ty, case.outcome.value(node)?.clone())));
            if let Some((ty, Value::Number(number))) = &found {
                exact.extend(in_full(view.model, *ty, number).map(|text| format!("{} = {text}", wanted.name())));
            }
            cells.push(self.figure(found));
        }
        let published = case.facts.published(row.code());
        cells.extend([
            Cell::Text(state.name().replace('_', " ")),
            Cell::Text(match state {
                State::Value => String::new(),
                _ => value.and_then(|value| reason(view, value)).unwrap_or_default(),
            }),
            text(published.and_then(|published| published.achievement.as_deref())),
            text(published.and_then(|published| published.category.as_deref())),
            Cell::Text(exact.join("; ")),
        ]);
        self.write(kind, case, cells)
    }

    /// A figure as a cell.
    fn figure(&self, found: Option<(Type, Value)>) -> Cell {
        let model = self.sheet.view.model;
        let Some((ty, value)) = found else { return Cell::Text(String::new()) };
        match (&value, ty) {
            (Value::Number(number), Type::Number(unit)) => {
                let shown = figure::displayed(model, ty, number);
                let (natural, shape) = match unit {
                    UnitId::PERCENT => (number.clone(), Shape::Percent),
                    _ if model.units.name(unit) == "rupiah" => (shown.clone(), Shape::Rupiah),
                    _ => (shown.clone(), Shape::Plain),
                };
                // Two decimals at most are shown, all of what can be held stands in the cell.
                let decimals = shown.decimals().map_or(2, |decimals| decimals.min(2));
                match natural.to_plain(DIGITS as u32 + 5).parse::<f64>() {
                    Ok(number) if number.is_finite() => Cell::Number(number, shape.code(decimals)),
                    // More than a sheet can count to.
                    _ => Cell::Text(figure::plain(model, ty, &value, DecimalSign::Comma).unwrap_or_default()),
                }
            }
            (Value::Label(label), Type::Label(scale)) => {
                let band = model.scale(scale).bands.get(label.0 as usize);
                let colour = band.and_then(|band| band.colour.as_deref()).and_then(fill);
                Cell::Label(figure::label_text(model, ty, *label).to_owned(), colour)
            }
            (Value::Date(date), _) => Cell::Day(*date),
            _ => Cell::Text(figure::plain(model, ty, &value, DecimalSign::Comma).unwrap_or_default()),
        }
    }

    fn write(&mut self, kind: Kind, case: Case<'_>, cells: Vec<Cell>) -> Result<(), XlsxError> {
        let is_full = |page: &Page| page.next >= self.most_rows;
        let place = self.pages.iter().rposition(|page| page.kind == kind);
        let place = match place {
            Some(place) if !is_full(&self.pages[place]) => place,
            full => {
                let number = full.map_or(1, |place| self.pages[place].number + 1);
                let page = Page::new(&mut self.book, kind, number)?;
                self.pages.push(page);
                self.pages.len() - 1
            }
        };
        let formats = &mut self.formats;
        let page = &mut self.pages[place];
        let row = page.next;
        page.next += 1;
        let period = case.facts.period.map_or_else(String::new, |period| period.to_string());
        let first = [Cell::Text(case.facts.unit.as_deref().unwrap_or_default().to_owned()), Cell::Text(period)];
        for (column, cell) in first.into_iter().chain(cells).enumerate() {
            cell.write(&mut page.sheet, row, column as u16, formats)?;
        }
        Ok(())
    }

    /// Writes the workbook.
    pub fn end(&mut self, out: impl Write + Send) -> io::Result<()> {
        self.finish(out).map_err(trouble)
    }

    fn finish(&mut self, out: impl Write + Send) -> Result<(), XlsxError> {
        // It says which sheets there are.
        let about = self.about()?;
        let mut pages = std::mem::take(&mut self.pages);
        // In the order of kinds, whatever came first.
        for kind in Kind::ALL {
            while let Some(place) = pages.iter().position(|page| page.kind == kind) {
                let mut page = pages.remove(place);
                let last = kind.headings().len() as u16 - 1;
                page.sheet.autofilter(0, 0, page.next - 1, last)?;
                self.book.push_worksheet(page.sheet);
            }
        }
        self.book.push_worksheet(about);
        let day = ExcelDateTime::from_ymd(2000, 1, 1)?;
        let properties = DocProperties::new().set_title(&self.title).set_creation_datetime(&day);
        self.book.set_properties(&properties);
        self.book.save_to_writer(out)
    }

    /// What of the data no unit has got, for the sheet that says what this is.
    pub fn unplaced(&mut self, unplaced: Unplaced) {
        self.unplaced = unplaced;
    }

    /// The sheet that says what this is.
    fn about(&mut self) -> Result<Worksheet, XlsxError> {
        let mut sheet = self.book.new_worksheet_with_constant_memory()?;
        sheet.set_name("Keterangan")?;
        sheet.set_column_width(0, 22)?.set_column_width(1, 100)?;
        let amendments: Vec<&str> = self.head.amendments.iter().map(|amendment| amendment.name.as_str()).collect();
        let mut lines = vec![
            ("Judul", self.title.clone()),
            ("Aturan", self.head.name.clone()),
            ("Sidik aturan", self.head.hash.clone()),
            ("Dihitung dengan", format!("takar {}", env!("CARGO_PKG_VERSION"))),
            ("Hasil", format!("{} (unit dan periode)", self.cases)),
        ];
        if !amendments.is_empty() {
            lines.insert(3, ("Perubahan", amendments.join(", ")));
        }
        if let Some(text) = self.continued() {
            lines.push(("Lembar", text));
        }
        if !self.head.scenario.is_empty() {
            lines.insert(0, ("Skenario", format!("andai {}", self.head.scenario.join("; "))));
        }
        for line in self.unplaced.lines(self.sheet.view.language) {
            lines.push(("Perhatian", line));
        }
        lines.push((
            "Angka",
            "Lembar kerja menyimpan angka dalam biner, paling banyak 15 digit. Angka yang tidak muat, misalnya \
             pecahan yang tidak berakhir, tertulis utuh sebagai teks di kolom \"Angka yang tepat\", dalam satuan yang \
             ditampilkan. Yang dipakai untuk menghitung selalu angka yang tepat."
                .to_owned(),
        ));
        let (bold, wrap) = (Format::new().set_bold(), Format::new().set_text_wrap());
        for (row, (name, text)) in lines.into_iter().enumerate() {
            sheet.write_string_with_format(row as u32, 0, name, &bold)?;
            sheet.write_string_with_format(row as u32, 1, limited(text), &wrap)?;
        }
        Ok(sheet)
    }
}

impl WorkbookWriter<'_> {
    /// What is said where rows did not fit on one sheet.
    fn continued(&self) -> Option<String> {
        let last = |kind: Kind| self.pages.iter().filter(|page| page.kind == kind).map(|page| page.number).max();
        let many = |kind: Kind| Some((kind.name(), last(kind).filter(|last| *last > 1)?));
        let many: Vec<(&str, u32)> = Kind::ALL.into_iter().filter_map(many).collect();
        let (first, _) = many.first()?;
        let most = Number::from(i64::from(self.most_rows)).to_indonesian(0, Cut::Truncate);
        let parts: Vec<String> = many.iter().map(|(name, last)| format!("{name} {last} lembar")).collect();
        Some(format!(
            "{}. Satu lembar memuat paling banyak {most} baris; lanjutannya ada di lembar berikutnya, seperti \"{first} (2)\".",
            parts.join(", ")
        ))
    }
}

impl Page {
    fn new(book: &mut Workbook, kind: Kind, number: u32) -> Result<Self, XlsxError> {
        let mut sheet = book.new_worksheet_with_constant_memory()?;
        sheet.set_name(if number == 1 { kind.name().to_owned() } else { format!("{} ({number})", kind.name()) })?;
        sheet.set_freeze_panes(1, 0)?;
        // On paper: A4, as wide as a page, the header on each.
        sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
        let head = Format::new()
            .set_bold()
            .set_text_wrap()
            .set_align(FormatAlign::VerticalCenter)
            .set_background_color(Color::RGB(0x00D9_E1F2));
        for (column, (name, width)) in kind.headings().into_iter().enumerate() {
            sheet.set_column_width(column as u16, width)?;
            sheet.write_string_with_format(0, column as u16, name, &head)?;
        }
        Ok(Self { kind, number, sheet, next: 1 })
    }
}

/// A cell.
enum Cell {
    Text(String),
    Number(f64, String),
    /// With the colour behind it.
    Label(String, Option<u32>),
    Day(Date),
}

impl Cell {
    fn write(
        self,
        sheet: &mut Worksheet,
        row: u32,
        column: u16,
        formats: &mut HashMap<(String, Option<u32>), Format>,
    ) -> Result<(), XlsxError> {
        let mut format = |code: &str, colour: Option<u32>| {
            let make = || {
                let format = Format::new().set_num_format(code);
                colour.map_or(format.clone(), |colour| format.set_background_color(Color::RGB(colour)))
            };
            formats.entry((code.to_owned(), colour)).or_insert_with(make).clone()
        };
        match self {
            Self::Text(text) if text.is_empty() => {}
            // Never a formula, a link or a number, whatever it begins with, nor once somebody has been in the cell.
            Self::Text(text) | Self::Label(text, None) => {
                match text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) {
                    true => sheet.write_string_with_format(row, column, limited(text), &format("@", None))?,
                    false => sheet.write_string(row, column, limited(text))?,
                };
            }
            Self::Label(text, colour) => {
                sheet.write_string_with_format(row, column, limited(text), &format("@", colour))?;
            }
            Self::Number(number, code) => {
                sheet.write_number_with_format(row, column, number, &format(&code, None))?;
            }
            Self::Day(date) => {
                let (year, month, day) = (date.year() as u16, date.month() as u8, date.day() as u8);
                match ExcelDateTime::from_ymd(year, month, day) {
                    Ok(day) => {
                        sheet.write_datetime_with_format(row, column, &day, &format("[$-421]d mmmm yyyy", None))?;
                    }
                    // Sheets know no day before 1900.
                    Err(_) => {
                        sheet.write_string(row, column, date.to_string())?;
                    }
                }
            }
        }
        Ok(())
    }
}

/// How numbers of a unit look; the reader's spreadsheet puts its own signs, in Indonesia `1.234,5`.
#[derive(Debug, Clone, Copy)]
enum Shape {
    Percent,
    Rupiah,
    Plain,
}

impl Shape {
    fn code(self, decimals: u32) -> String {
        let fraction = match decimals {
            0 => String::new(),
            some => format!(".{}", "0".repeat(some as usize)),
        };
        match self {
            Self::Percent => format!("0{fraction}%"),
            Self::Rupiah => format!("[$Rp-421] #,##0{fraction}"),
            Self::Plain => format!("#,##0{fraction}"),
        }
    }
}

/// What a binary number of 15 digits cannot hold: all digits, or the fraction.
fn in_full(model: &Model, ty: Type, number: &Number) -> Option<String> {
    let shown = figure::displayed(model, ty, number);
    if shown.decimals().is_none() {
        return figure::fraction(model, ty, &Value::Number(number.clone()));
    }
    let text = shown.to_plain(figure::DECIMALS);
    let digits = text.trim_start_matches(['-', '0', '.']).bytes().filter(u8::is_ascii_digit).count();
    let exact = shown.decimals().is_some_and(|decimals| decimals <= figure::DECIMALS) && digits <= DIGITS;
    (!exact).then(|| DecimalSign::Comma.write(&shown))
}

/// The colours of ratings, as backgrounds that text is read on.
fn fill(colour: &str) -> Option<u32> {
    Some(match colour {
        "hijau" => 0x00C6_EFCE,
        "biru" => 0x00BD_D7EE,
        "kuning" => 0x00FF_EB9C,
        "jingga" | "oranye" => 0x00F8_CBAD,
        "merah" => 0x00FF_C7CE,
        _ => return None,
    })
}

/// As much of a text as a cell holds.
fn limited(text: String) -> String {
    if text.encode_utf16().count() <= MOST_TEXT {
        return text;
    }
    // Four units of two bytes at most for each letter, and room for the sign.
    let mut short: String = text.chars().take(MOST_TEXT / 2 - 1).collect();
    short.push('…');
    short
}

fn trouble(error: XlsxError) -> io::Error {
    match error {
        XlsxError::IoError(error) | XlsxError::ZipError(zip::result::ZipError::Io(error)) => error,
        other => io::Error::other(other.to_string()),
    }
}

#[cfg(test)]
mod tests;
