//! T067x and T068x: workbooks and other data files that are no text.

use super::Told;

/// The sheets of a workbook, named.
fn list(sheets: &[String]) -> String {
    const SHOWN: usize = 12;
    let mut text = sheets.iter().take(SHOWN).map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", ");
    if sheets.len() > SHOWN {
        text.push_str(", …");
    }
    text
}

messages! {
    /// T067x and T068x: workbooks and other data files that are no text.
    WorkbookMessage {
        /// A file that this build of the program cannot read or write: the feature it lacks.
        670 Error NotBuiltIn { feature: String }
            id: Told::new(format!("program ini dibangun tanpa kemampuan `{feature}`")).help(format!("bangun dengan `cargo install --path . --features {feature}`, atau pakai CSV atau JSON")),
            en: Told::new(format!("this program was built without `{feature}`")).help(format!("build it with `cargo install --path . --features {feature}`, or use CSV or JSON"));
        /// A workbook of another kind: the kind.
        671 Error OtherWorkbook { kind: String }
            id: Told::new(format!("buku kerja ini {kind}, bukan XLSX")).help("buka di aplikasi lembar kerja, hapus kata sandinya bila ada, lalu simpan sebagai \"Excel (.xlsx)\" atau CSV"),
            en: Told::new(format!("this workbook is {kind}, not XLSX")).help("open it in a spreadsheet application, remove its password if it has one, and save it as \"Excel (.xlsx)\" or CSV");
        /// A workbook that cannot be read: the part that is damaged or lacking.
        672 Error Damaged { part: String }
            id: Told::new(format!("berkas ini rusak: bagian {part} tidak terbaca")).help("salin lagi dari sumbernya, atau buka dan simpan ulang di aplikasi yang membuatnya"),
            en: Told::new(format!("this file is damaged: its part {part} cannot be read")).help("copy it again from its source, or open and save it in the application that made it");
        /// A workbook that unpacks to too much: the part, and the limit that it exceeds.
        673 Error TooLarge { part: String, limit: String }
            id: Told::new(format!("berkas ini tidak dibuka: bagian {part} melampaui {limit}")).help("periksa asal berkas ini; bila isinya memang data, simpan sebagai CSV"),
            en: Told::new(format!("this file is not opened: its part {part} exceeds {limit}")).help("check where this file comes from; if it holds data, save it as CSV");
        /// `--lembar` names a sheet that is not there.
        674 Error SheetUnknown { sheet: String, near: Option<String>, sheets: Vec<String> }
            id: Told::new(format!("buku kerja ini tidak punya lembar \"{sheet}\"")).help(match near {
                Some(near) => format!("mungkin maksudnya `--lembar \"{near}\"`"),
                None => format!("lembarnya: {}", list(sheets)),
            }),
            en: Told::new(format!("this workbook has no sheet \"{sheet}\"")).help(match near {
                Some(near) => format!("did you mean `--lembar \"{near}\"`?"),
                None => format!("its sheets: {}", list(sheets)),
            });
        /// No sheet has a header.
        675 Error NoTable { sheets: Vec<String>, rows: u32 }
            id: Told::new(format!("tidak ada baris judul kolom dengan `kode` dan `realisasi` di {rows} baris pertama lembar {}", list(sheets))).help("beri nama kolom seperti dalam CSV: unit, periode, kode, target, realisasi; lembar tersembunyi hanya dibaca bila disebut dengan `--lembar`"),
            en: Told::new(format!("no row of column names with `kode` and `realisasi` is among the first {rows} rows of {}", list(sheets))).help("name the columns as in CSV: unit, periode, kode, target, realisasi; a hidden sheet is read only where `--lembar` names it");
        /// Several sheets have a header.
        676 Error SeveralTables { sheets: Vec<String> }
            id: Told::new(format!("beberapa lembar memuat tabel: {}", list(sheets))).help(format!("sebutkan yang dibaca, misalnya `--lembar \"{}\"`", sheets.first().map_or("", String::as_str))),
            en: Told::new(format!("several sheets hold a table: {}", list(sheets))).help(format!("name the one to read, such as `--lembar \"{}\"`", sheets.first().map_or("", String::as_str)));
        /// Cells of the header are merged.
        677 Error HeaderMerged { range: String }
            id: Told::new(format!("sel judul kolom {range} digabung, sehingga tidak jelas kolom mana yang bernama apa")).help("pisahkan gabungannya (Merge & Center), lalu isi nama setiap kolom dalam satu baris"),
            en: Told::new(format!("the header cells {range} are merged, so that it is not clear which column has which name")).help("unmerge them (Merge & Center), and name every column in one row");
        /// Cells of the table are merged.
        678 Error CellsMerged { range: String, column: String }
            id: Told::new(format!("sel {range} pada kolom \"{column}\" digabung: hanya sel pertamanya yang berisi")).help("pisahkan gabungannya, lalu isi setiap baris"),
            en: Told::new(format!("the cells {range} of the column \"{column}\" are merged: only the first of them holds anything")).help("unmerge them, and fill in every row");
        /// A code that the spreadsheet took for a number or a day.
        681 Error CodeNotText { column: String, text: String, day: bool }
            id: Told::new(format!("kolom \"{column}\": kode ini disimpan lembar kerja sebagai {} {text}", if *day { "tanggal" } else { "angka" })).help("beri kolom itu format Teks, lalu ketik ulang kodenya: 1.10 dan 1.1 sebagai angka tidak berbeda"),
            en: Told::new(format!("column \"{column}\": the spreadsheet stores this code as {} {text}", if *day { "the day" } else { "the number" })).help("give the column the format Text and type its codes again: as numbers 1.10 and 1.1 do not differ");
        /// Numbers with more digits than spreadsheets show, which binary arithmetic leaves behind.
        682 Advice ManyDigits { count: u64, stored: String, read: String }
            id: Told::new(format!("{stored} dibaca sebagai {read}{}", if *count > 1 { format!(", demikian pula {} sel lain", count - 1) } else { String::new() }))
                .help("lembar kerja menyimpan hasil hitungan dalam biner dan menampilkan paling banyak 15 digit; itulah yang dibaca"),
            en: Told::new(format!("{stored} is read as {read}{}", if *count > 1 { format!(", and so are {} other cells", count - 1) } else { String::new() }))
                .help("spreadsheets keep computed numbers in binary and show 15 digits at most; those are read");
        /// A column of a Parquet file that holds what no table of text could.
        684 Error ColumnType { column: String }
            id: Told::new(format!("isi kolom \"{column}\" bukan teks, angka, tanggal, atau ya/tidak")).help("hapus kolom itu, atau ubah menjadi salah satunya"),
            en: Told::new(format!("the column \"{column}\" holds neither text, numbers, days nor truth values")).help("delete the column, or make it one of these");
        /// A number between 0 and 1 in a cell for percent that is not shown as percent.
        685 Warning ShareNotPercent { count: u64, text: String, percent: String }
            id: Told::new(format!("angka {text} tanpa format persen dibaca {text}%{}", if *count > 1 { format!(", demikian pula {} sel lain", count - 1) } else { String::new() }))
                .help(format!("jika maksudnya {percent}%, beri sel itu format Persen di aplikasi lembar kerja")),
            en: Told::new(format!("the number {text} without percent format is read as {text}%{}", if *count > 1 { format!(", and so are {} other cells", count - 1) } else { String::new() }))
                .help(format!("if {percent}% is meant, give the cell the format Percent in the spreadsheet application"));
        /// `--lanjut`: rows that belong to a unit, but it is not known to which.
        686 Warning RowsUnassigned { rows: u64 }
            id: Told::new(format!("{rows} baris data tidak dapat dipastikan milik unit dan periode mana, jadi hasil unit mana pun mungkin belum memuat angkanya")).help("perbaiki baris-baris itu (galatnya di atas, atau dalam berkas `--galat-ke`), lalu hitung lagi"),
            en: Told::new(format!("it is not known to which unit and period {rows} rows of the data belong, so that the results of any unit may lack figures")).help("mend those rows (their errors are above, or in the file of `--galat-ke`), and compute again");
        /// `--lanjut`: a file that could not be read, or not to its end.
        687 Warning FileUnread { file: String }
            id: Told::new(format!("{file} tidak terbaca sampai akhir, jadi hasil unit mana pun mungkin belum memuat angka di dalamnya")).help("perbaiki berkas itu, lalu hitung lagi"),
            en: Told::new(format!("{file} could not be read to its end, so that the results of any unit may lack the figures in it")).help("mend the file, and compute again");
        /// A row or cell beyond what a sheet can have, or too much in one row.
        683 Error BeyondSheet { what: String }
            id: Told::new(format!("buku kerja ini rusak: {what}")).help("buka dan simpan ulang di aplikasi lembar kerja"),
            en: Told::new(format!("this workbook is damaged: {what}")).help("open and save it in a spreadsheet application");
        /// Results of formulas in a book that has to be computed before they are used: the first.
        786 Warning NotComputed { count: u64, text: String }
            id: Told::new(format!("hasil rumus di sel ini, {text}, belum tentu sudah dihitung{}", if *count > 1 { format!(", demikian pula {} sel lain", count - 1) } else { String::new() }))
                .help("buku kerja ini ditulis program yang tidak menghitung rumus; buka dan simpan di aplikasi lembar kerja"),
            en: Told::new(format!("the result of the formula in this cell, {text}, may not have been computed{}", if *count > 1 { format!(", nor those of {} other cells", count - 1) } else { String::new() }))
                .help("this workbook was written by a program that computes no formulas; open and save it in a spreadsheet application");
        /// Hidden rows that are read: how many, and the first.
        787 Advice HiddenRows { count: u64, first: u32 }
            id: Told::new(if *count > 1 { format!("{count} baris tersembunyi ikut dibaca, yang pertama baris {first}") } else { format!("baris {first} tersembunyi, tetapi ikut dibaca") })
                .help("tampilkan semuanya (hapus saringan, Unhide) untuk memeriksanya; hapus baris yang tidak dimaksud"),
            en: Told::new(if *count > 1 { format!("{count} hidden rows are read too, the first being row {first}") } else { format!("row {first} is hidden, but read too") })
                .help("show them all (clear filters, unhide) to look at them; delete the rows that are not meant");
        /// A hidden column that is read.
        788 Advice HiddenColumn { column: String }
            id: Told::new(format!("kolom \"{column}\" tersembunyi, tetapi ikut dibaca"))
                .help("tampilkan (Unhide) untuk memeriksanya; hapus kolomnya bila tidak dimaksud"),
            en: Told::new(format!("the column \"{column}\" is hidden, but read too"))
                .help("unhide it to look at it; delete the column if it is not meant");
        /// `--baris-judul` names a row that holds no column names.
        792 Error NoHeaderThere { sheets: Vec<String>, row: u32 }
            id: Told::new(format!("baris {row} bukan baris judul kolom di lembar {}", list(sheets))).help("baris yang disebut `--baris-judul` memuat nama kolom seperti dalam CSV: unit, periode, kode, target, realisasi"),
            en: Told::new(format!("row {row} holds no column names in {}", list(sheets))).help("the row that `--baris-judul` names holds the names of columns as in CSV: unit, periode, kode, target, realisasi");
        /// A Parquet file packed in a way that is not read: how.
        793 Error ParquetPacking { codec: String }
            id: Told::new(format!("isi berkas Parquet ini dikempakan dengan {codec}, yang tidak dibaca")).help("tulis ulang dengan kempaan snappy atau gzip, atau tanpa kempaan"),
            en: Told::new(format!("what is in this Parquet file is packed with {codec}, which is not read")).help("write it again packed with snappy or gzip, or unpacked");
    }
}
