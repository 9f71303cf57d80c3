//! T090x to T092x: what is typed in a session, and scenarios (`andai`).

use super::Told;

messages! {
    /// T090x to T092x: what is typed in a session, and scenarios.
    SessionMessage {
        /// A word behind `:` that is no command.
        901 Error UnknownCommand { word: String, near: Option<String> }
            id: Told::new(format!("tidak ada perintah `{word}`")).help(near.as_ref().map_or_else(|| "`:bantuan` menampilkan semua perintah".to_owned(), |near| format!("mungkin maksudnya `{near}`"))),
            en: Told::new(format!("there is no command `{word}`")).help(near.as_ref().map_or_else(|| "`:bantuan` shows all commands".to_owned(), |near| format!("did you mean `{near}`?")));
        /// A command that is not written as it has to be.
        902 Error CommandForm { command: String, form: String }
            id: Told::new(format!("`{command}` ditulis {form}")),
            en: Told::new(format!("`{command}` is written {form}"));
        /// Neither an assignment nor a change.
        903 Error SupposeForm {}
            id: Told::new("setelah `andai` dituliskan apa yang berubah").help("misalnya `andai S1.1.realisasi = 93%`, beberapa dengan `;`, atau `andai ubah S1.1 { … }`"),
            en: Told::new("`andai` is followed by what changes").help("such as `andai S1.1.realisasi = 93%`, several with `;`, or `andai ubah S1.1 { … }`");
        /// A supposed value that cannot be written out.
        904 Error NotWritten { path: String, value: String }
            id: Told::new(format!("{path} akan menjadi {value}, yang tidak dapat ditulis lengkap sebagai desimal")).help("bulatkan, misalnya `bulat(…; 2)`"),
            en: Told::new(format!("{path} would be {value}, which cannot be written out in decimals")).help("round it, such as `bulat(…; 2)`");
        /// A rule that would differ from unit to unit.
        905 Error OneRule { path: String }
            id: Told::new(format!("{path} ditetapkan oleh aturan, yang sama untuk semua unit, sedangkan nilai ini berbeda di setiap unit")).help("pilih satu unit dengan `:unit`, atau tulis angkanya"),
            en: Told::new(format!("{path} is set by the rules, which are the same for all units, but this value differs from unit to unit")).help("choose a unit with `:unit`, or write the figure");
        /// A supposed value that is none.
        906 Error NoValueHere { path: String, reason: String }
            id: Told::new(format!("nilai untuk {path} tidak ada: {reason}")),
            en: Told::new(format!("there is no value for {path}: {reason}"));
        /// `batal` where nothing was supposed.
        907 Error NothingToUndo {}
            id: Told::new("tidak ada yang dapat dibatalkan").help("`andai …` mengubah sesuatu, `batal` mengembalikannya"),
            en: Told::new("there is nothing to step back from").help("`andai …` changes something, `batal` steps back");
        /// `ulang` where nothing was undone.
        908 Error NothingToRedo {}
            id: Told::new("tidak ada yang dapat diulang").help("`ulang` mengembalikan yang baru saja dibatalkan dengan `batal`; `:ulang` memuat ulang berkas"),
            en: Told::new("there is nothing to step forth to").help("`ulang` brings back what `batal` took away; `:ulang` reads the files again");
        /// A scenario that does not exist.
        909 Error UnknownScenario { name: String, near: Option<String> }
            id: Told::new(format!("tidak ada skenario `{name}`")).help(near.as_ref().map_or_else(|| "`skenario` menampilkan semuanya; `skenario NAMA` menamai yang sedang dicoba".to_owned(), |near| format!("mungkin maksudnya `{near}`"))),
            en: Told::new(format!("there is no scenario `{name}`")).help(near.as_ref().map_or_else(|| "`skenario` lists them; `skenario NAME` names the present one".to_owned(), |near| format!("did you mean `{near}`?")));
        /// A name that a scenario cannot have.
        910 Error ScenarioName { name: String }
            id: Told::new(format!("skenario tidak dapat dinamai `{name}`")).help("pakai huruf, angka, dan `_`, diawali huruf; `dasar` dan `sekarang` sudah punya arti"),
            en: Told::new(format!("a scenario cannot be called `{name}`")).help("use letters, digits and `_`, a letter first; `dasar` and `sekarang` have a meaning already");
        /// A period that the data does not have.
        911 Error UnknownPeriod { period: String, known: Vec<String> }
            id: Told::new(format!("tidak ada data periode `{period}`")).help(format!("yang ada: {}", known.join(", "))),
            en: Told::new(format!("there is no data of the period `{period}`")).help(format!("there are: {}", known.join(", ")));
        /// `simpan skenario` where nothing was supposed.
        912 Error NothingToSave {}
            id: Told::new("belum ada yang diandaikan, jadi tidak ada yang dapat disimpan").help("mulai dengan `andai …`"),
            en: Told::new("nothing has been supposed yet, so there is nothing to save").help("begin with `andai …`");
        /// A figure that cannot be written to a data file.
        913 Error CannotSave { path: String }
            id: Told::new(format!("{path} dalam data tidak dapat dipakai, jadi berkas data skenario tidak dapat ditulis")).help("perbaiki selnya, lalu `:ulang`"),
            en: Told::new(format!("{path} in the data is not usable, so the data file of the scenario cannot be written")).help("mend its cell, then `:ulang`");
        /// A rule of another ruleset.
        914 Error OtherRuleset { path: String }
            id: Told::new(format!("`{path}` ditetapkan oleh aturan lain yang dipakai di sini")).help("ubah aturan itu dalam sesinya sendiri; angka dalam datanya dapat diandaikan di sini"),
            en: Told::new(format!("`{path}` is set by another ruleset that is used here")).help("change that ruleset in a session of its own; figures of its data can be supposed here");
        /// `_` before there was a result.
        915 Error NoLastResult {}
            id: Told::new("`_` adalah hasil terakhir, dan belum ada hasil"),
            en: Told::new("`_` is the last result, and there is none yet");
        /// A supposed figure outside `rentang`.
        916 Error OutsideAccepted { path: String, value: String, range: String }
            id: Told::new(format!("{path} tidak dapat menjadi {value}: `rentang`-nya {range}")),
            en: Told::new(format!("{path} cannot be {value}: its `rentang` is {range}"));
        /// `kosong` or `tidak berlaku` for something that cannot be so.
        917 Error StateHere { path: String, word: String }
            id: Told::new(format!("{path} tidak dapat diandaikan `{word}`")).help("`kosong` hanya untuk angka dari data, `tidak berlaku` hanya untuk realisasi"),
            en: Told::new(format!("{path} cannot be supposed `{word}`")).help("`kosong` is for figures of the data only, `tidak berlaku` for realizations only");
        /// A unit is due where there are several.
        918 Error OneUnit { command: String }
            id: Told::new(format!("`{command}` berlaku untuk satu unit dan satu periode")).help("pilih dengan `:unit NAMA` dan `:periode PERIODE`"),
            en: Told::new(format!("`{command}` is about one unit and one period")).help("choose with `:unit NAME` and `:periode PERIOD`");
        /// A supposed rule by which the cells of the data mean something else.
        919 Error OtherCells {}
            id: Told::new("pengandaian ini mengubah satuan atau label yang dibaca dari data").help("tulis sebagai berkas perubahan, lalu baca data dengan `--perubahan`"),
            en: Told::new("this supposition changes units or labels that are read from the data").help("write it as an amendment, and read the data with `--perubahan`");
        /// A number of a rule that has to be supposed with the rule around it.
        921 Error WholeStatement { path: String }
            id: Told::new(format!("`{path}` tidak dapat diandaikan sendiri")).help("tulis seluruh pernyataannya, misalnya `andai tabel NAMA { … }` atau `andai ubah NAMA { rumus … }`"),
            en: Told::new(format!("`{path}` cannot be supposed by itself")).help("write the whole declaration, such as `andai tabel NAME { … }` or `andai ubah NAME { rumus … }`");
        /// Two options that exclude each other.
        922 Error NotTogether { one: String, other: String }
            id: Told::new(format!("`{one}` dan `{other}` tidak dapat dipakai bersama")).help("simpan skenarionya dahulu dengan `takar repl`, lalu pakai berkasnya"),
            en: Told::new(format!("`{one}` and `{other}` cannot be used together")).help("save the scenario first by `takar repl`, then use its files");
        /// No topic of help.
        920 Error UnknownTopic { topic: String, near: Option<String> }
            id: Told::new(format!("tidak ada bantuan tentang `{topic}`")).help(near.as_ref().map_or_else(|| "`:bantuan` menampilkan semua topik".to_owned(), |near| format!("mungkin maksudnya `{near}`"))),
            en: Told::new(format!("there is no help about `{topic}`")).help(near.as_ref().map_or_else(|| "`:bantuan` shows all topics".to_owned(), |near| format!("did you mean `{near}`?")));
    }
}
