//! The wording of T01xx.

use super::{Container, Due, SyntaxMessage};
use crate::letters::Script;
use crate::message::{Language, Told};

/// A message, and if there are any its label and its help, each in Indonesian and English.
macro_rules! say {
    ($language:expr; $id:literal, $en:literal $(; label $label_id:literal, $label_en:literal)?
     $(; help $help_id:literal, $help_en:literal)?) => {
        Told::new($language.pick(format!($id), format!($en)))
            $(.label($language.pick(format!($label_id), format!($label_en))))?
            $(.help($language.pick(format!($help_id), format!($help_en))))?
    };
}

pub(super) fn tell(message: &SyntaxMessage, language: Language) -> Told {
    use SyntaxMessage as M;
    let l = language;
    match message {
        M::Unseen { found } => {
            let number = *found as u32;
            say!(l; "ada karakter yang tidak terlihat (U+{number:04X})", "there is a character that cannot be seen (U+{number:04X})";
                label "di sini", "here";
                help "hapus karakter itu, atau ketik ulang kata di sekitarnya", "delete it, or type the words around it again")
        }
        M::FullWidth { found, offer } => {
            say!(l; "`{found}` ditulis dengan karakter lebar penuh", "`{found}` is written with full-width characters";
            help "tulis `{offer}`", "write `{offer}`")
        }
        M::LookAlike { found, offer, script, word } => {
            let number = *found as u32;
            let script = script_name(*script, l);
            say!(l; "huruf `{found}` (U+{number:04X}) adalah huruf {script} yang hanya mirip `{offer}`",
                "the letter `{found}` (U+{number:04X}) is {script} and only looks like `{offer}`";
                label "huruf {script}", "{script} letter";
                help "ketik ulang dengan huruf Latin: `{word}`", "type it again with Latin letters: `{word}`")
        }
        M::UnknownCharacter { found } => {
            say!(l; "karakter `{found}` tidak dikenal di sini", "the character `{found}` means nothing here";
            help "hapus karakter itu, atau apit teks dengan tanda kutip `\"…\"`", "delete it, or put the text between quotes `\"…\"`")
        }
        M::SingleQuotes { offer } => {
            say!(l; "teks diapit tanda kutip ganda, bukan tunggal", "a text stands between double quotes, not single ones";
            help "tulis `{offer}`", "write `{offer}`")
        }
        M::LostQuote => say!(l; "teks ini tidak ditutup dengan tanda kutip", "this text is not closed by a quote";
            label "dibuka di sini", "opened here";
            help "tambahkan `\"` di akhir teks", "add `\"` at the end of the text"),
        M::UnknownEscape { found } => {
            say!(l; "`\\{found}` tidak dikenal di dalam teks", "`\\{found}` means nothing in a text";
            help "hanya ada `\\\"` untuk tanda kutip dan `\\\\` untuk garis miring terbalik", "there is only `\\\"` for a quote and `\\\\` for a backslash")
        }
        M::NotClosed { closer, opener } => {
            say!(l; "tidak ada `{closer}` yang menutup `{opener}`", "no `{closer}` closes `{opener}`";
            label "dibuka di sini", "opened here";
            help "tambahkan `{closer}`", "add `{closer}`")
        }
        M::ClosesNothing { closer } => {
            say!(l; "`{closer}` ini tidak menutup apa pun", "this `{closer}` closes nothing";
            help "hapus tanda itu, atau periksa apakah pembukanya hilang", "delete it, or see whether its opening sign was lost")
        }
        M::NotOpened { keyword } => {
            say!(l; "isi `{keyword}` tidak dibuka dengan `{{`", "the block of `{keyword}` is not opened with `{{`";
            label "`{{` di sini", "`{{` here";
            help "tambahkan `{{` setelah nama dan judulnya", "add `{{` after its name and title")
        }
        M::TooDeep => {
            say!(l; "kurung atau `jika` di sini bersusun terlalu dalam: paling banyak 64 tingkat", "brackets or `jika` are nested too deep here: 64 levels at most";
            help "beri bagian ini nama sendiri dengan `nilai` atau `fungsi`", "give this part a name of its own with `nilai` or `fungsi`")
        }
        M::DecimalPoint { found, offer } => {
            say!(l; "`{found}` bukan angka Indonesia: tanda desimal adalah koma", "`{found}` is no Indonesian number: the decimal sign is a comma";
            help "tulis `{offer}`", "write `{offer}`")
        }
        M::Grouping { found, offer } => {
            say!(l; "titik dan koma pada `{found}` tidak pada tempatnya", "the dots and commas in `{found}` are not where they belong";
            help "tulis `{offer}`; titik memisahkan ribuan, koma desimal", "write `{offer}`; dots group thousands, the comma is the decimal sign")
        }
        M::Exponent { found, offer } => {
            let told = say!(l; "`{found}` memakai pangkat sepuluh, yang tidak dikenal", "`{found}` uses a power of ten, which is not known here");
            match offer {
                Some(offer) => told.help(l.pick(format!("tulis `{offer}`"), format!("write `{offer}`"))),
                None => told.help(l.pick("tulis angkanya lengkap", "write the number out")),
            }
        }
        M::TooManyDigits => say!(l; "angka ini lebih dari 1.000 digit", "this number has more than 1.000 digits";
            help "tulis angka yang lebih pendek", "write a shorter number"),
        M::TooManyDecimals => say!(l; "paling banyak 1.000 desimal", "1.000 decimals at most";
            help "misalnya `bulatkan 2 desimal`", "for instance `bulatkan 2 desimal`"),
        M::DecimalsNotWhole { found } => {
            say!(l; "banyaknya desimal harus bilangan cacah, bukan `{found}`", "the number of decimals must be whole, not `{found}`";
            help "misalnya `bulatkan 2 desimal`", "for instance `bulatkan 2 desimal`")
        }
        M::DecimalsWithoutWord { offer } => say!(l; "kata `desimal` belum ada", "the word `desimal` is missing";
            help "tulis `{offer}`", "write `{offer}`"),
        M::BadDate { found, offer } => {
            let told = say!(l; "`{found}` bukan tanggal", "`{found}` is no date");
            match offer {
                Some(offer) => told.help(l.pick(format!("mungkin `{offer}`"), format!("perhaps `{offer}`"))),
                None => told.help(l.pick(
                    "misalnya `31 Desember 2024` atau `2024-12-31`",
                    "for instance `31 Desember 2024` or `2024-12-31`",
                )),
            }
        }
        M::BadPeriod { found } => say!(l; "`{found}` bukan periode", "`{found}` is no period";
            help "tulis `2024`, `2024-S1`, `2024-TW3` atau `2024-07`", "write `2024`, `2024-S1`, `2024-TW3` or `2024-07`"),
        M::RangeWord { found, offer } => {
            say!(l; "rentang ditulis dengan `s.d.`, bukan `{found}`", "a range is written with `s.d.`, not `{found}`";
            help "tulis `{offer}`", "write `{offer}`")
        }
        M::RangeSign { found, offer } => {
            say!(l; "`{found}` tidak dapat berdiri di ujung rentang ini", "`{found}` cannot stand at this end of a range";
            help "hapus, atau tulis `{offer}` agar ujung ini tidak termasuk", "delete it, or write `{offer}` to leave this end out")
        }
        M::WrongSign { found, offer } => {
            say!(l; "tanda `{found}` tidak dipakai di sini", "the sign `{found}` is not used here";
            help "tulis `{offer}`", "write `{offer}`")
        }
        M::Comma => {
            say!(l; "koma adalah tanda desimal, tidak memisahkan nilai", "a comma is the decimal sign and separates no values";
            help "tulis `;`", "write `;`")
        }
        M::ChainedComparison { offer } => {
            say!(l; "perbandingan tidak dapat dirangkai", "comparisons cannot be chained";
            help "tulis `{offer}`", "write `{offer}`")
        }
        M::MisplacedNot => {
            say!(l; "`bukan` hanya dapat mendahului sebuah syarat", "`bukan` can only stand before a condition";
            help "beri kurung: `bukan (…)`", "use parentheses: `bukan (…)`")
        }
        M::MissingOperand { after, found } => match found {
            Some(found) => {
                say!(l; "setelah `{after}` harus ada nilai, bukan `{found}`", "after `{after}` a value is due, not `{found}`";
                help "kata kunci tidak dapat menjadi nama; beri nama lain, misalnya `{found}_akip`", "a keyword cannot be a name; choose another, such as `{found}_akip`")
            }
            None => say!(l; "setelah `{after}` harus ada nilai", "after `{after}` a value is due";
                help "lengkapi rumusnya, atau hapus `{after}`", "complete the formula, or delete `{after}`"),
        },
        M::ConditionalInside => {
            say!(l; "`jika` di tengah rumus harus dikurung", "a `jika` inside a formula needs parentheses";
            help "tulis `(jika … maka … selain itu …)`", "write `(jika … maka … selain itu …)`")
        }
        M::MissingThen => say!(l; "`jika` ini tidak punya `maka`", "this `jika` has no `maka`";
            help "tulis `jika SYARAT maka HASIL`", "write `jika CONDITION maka RESULT`"),
        M::MissingElse => say!(l; "`jika` ini tidak punya `selain itu`", "this `jika` has no `selain itu`";
            help "tambahkan `selain itu …` dengan hasil untuk kasus lain", "add `selain itu …` with the result of the other cases"),
        M::BadCode { found, offer, declared: true } => {
            say!(l; "`{found}` tidak dapat menjadi kode", "`{found}` cannot be a code";
            help "tulis `{offer}`, dan kode resminya di dalam: `kode \"{found}\"`", "write `{offer}`, and the official code inside: `kode \"{found}\"`")
        }
        M::BadCode { found, offer, declared: false } => {
            say!(l; "`{found}` tidak dapat menjadi nama atau kode", "`{found}` cannot be a name or code";
            help "tulis `{offer}`", "write `{offer}`")
        }
        M::KeywordAsName { found, offer } => {
            say!(l; "`{found}` adalah kata kunci dan tidak dapat menjadi nama", "`{found}` is a keyword and cannot be a name";
            help "pakai nama lain, misalnya `{offer}`", "use another name, such as `{offer}`")
        }
        M::ReservedPart { found } => {
            say!(l; "`{found}` tidak dapat menjadi bagian kode: setelah titik kata itu sudah punya arti sendiri", "`{found}` cannot be a part of a code: after a dot this word has a meaning of its own";
            help "pakai bagian lain, misalnya `{found}_1`", "use another part, such as `{found}_1`")
        }
        M::MissingName { keyword, offer } => say!(l; "`{keyword}` ini tidak bernama", "this `{keyword}` has no name";
            help "tulis nama atau kode setelahnya, misalnya `{keyword} {offer}`", "write a name or code after it, such as `{keyword} {offer}`"),
        M::MissingTitle { keyword } => say!(l; "`{keyword}` ini tidak berjudul", "this `{keyword}` has no title";
            help "tulis judulnya: `{keyword} \"…\" {{`", "write its title: `{keyword} \"…\" {{`"),
        M::TitleBeforeName { offer } => say!(l; "nama mendahului judul", "the name comes before the title";
            help "tulis `{offer}`", "write `{offer}`"),
        M::HyphenInFunction { found, offer } => {
            say!(l; "`{found}` terbaca sebagai pengurangan", "`{found}` reads as a subtraction";
            help "tulis `{offer}`", "write `{offer}`")
        }
        M::SignAfterAttribute { found, keyword } => {
            say!(l; "`{keyword}` langsung diikuti nilainya, tanpa `{found}`", "`{keyword}` is followed by its value directly, without `{found}`";
            help "hapus `{found}`", "delete `{found}`")
        }
        M::MissingValue { keyword, due } => {
            let due_told = due_name(due, l);
            let told = match keyword.is_empty() {
                // A line that is nothing but the value.
                true => say!(l; "di sini harus ada {due_told}", "{due_told} is due here"),
                false => say!(l; "setelah `{keyword}` harus ada {due_told}", "after `{keyword}` {due_told} is due"),
            };
            told.help(example(due, l))
        }
        M::BadValue { keyword, found, due, offer } => {
            let due_told = due_name(due, l);
            let told = match keyword.is_empty() {
                true => {
                    say!(l; "di sini harus ada {due_told}, bukan `{found}`", "{due_told} is due here, not `{found}`")
                }
                false => {
                    say!(l; "setelah `{keyword}` harus ada {due_told}, bukan `{found}`", "after `{keyword}` {due_told} is due, not `{found}`")
                }
            };
            match offer {
                Some(offer) => told.help(l.pick(format!("mungkin `{offer}`"), format!("perhaps `{offer}`"))),
                None => match (due, keyword.as_str()) {
                    (Due::Name, "kategori") => told.help(l.pick(
                        "tulis nama sebuah skala, misalnya `skala_capaian`; kata kunci tidak dapat menjadi nama",
                        "write the name of a scale, such as `skala_capaian`; a keyword cannot be a name",
                    )),
                    (Due::Name, "polaritas") => told.help(l.pick(
                        "tulis nama sebuah polaritas, misalnya `positif`; kata kunci tidak dapat menjadi nama",
                        "write the name of a polarity, such as `positif`; a keyword cannot be a name",
                    )),
                    _ => told.help(example(due, l)),
                },
            }
        }
        M::TargetWithoutParentheses { offer } => {
            say!(l; "target berupa rumus harus dikurung", "a target that is a formula needs parentheses";
            help "tulis `{offer}`", "write `{offer}`")
        }
        M::GivenWithoutEquals => {
            say!(l; "nilai yang diketahui ditulis setelah `=`", "what is known is written after `=`";
            help "misalnya `diketahui S1.realisasi = 86%`", "for instance `diketahui S1.realisasi = 86%`")
        }
        M::Misspelt { found, offer } => say!(l; "`{found}` tidak dikenal di sini", "`{found}` is not known here";
            label "mungkin `{offer}`", "perhaps `{offer}`";
            help "tulis `{offer}`", "write `{offer}`"),
        M::UnknownWord { found, inside: true } => {
            say!(l; "`{found}` tidak berarti apa-apa di sini", "`{found}` means nothing here";
            help "periksa ejaannya; jika ini teks biasa, apit dengan tanda kutip", "check how it is spelt; if it is plain text, put it between quotes")
        }
        M::UnknownWord { found, inside: false } => {
            say!(l; "tidak ada pernyataan yang dimulai dengan `{found}`", "no declaration begins with `{found}`";
            help "mulai dengan kata seperti `sasaran`, `indikator`, `skala` atau `pastikan`", "begin with a word such as `sasaran`, `indikator`, `skala` or `pastikan`")
        }
        M::Unreadable { found } => say!(l; "`{found}` tidak dapat dibaca di sini", "`{found}` cannot be read here";
            help "hapus, atau periksa baris ini", "delete it, or look at this line again"),
        M::OutsideBlock { keyword } => {
            say!(l; "`{keyword}` tidak berada di dalam `{{ … }}` mana pun", "`{keyword}` does not stand inside any `{{ … }}`";
            help "pindahkan ke antara `{{` dan `}}`; mungkin ada `}}` yang terlalu awal", "move it between `{{` and `}}`; perhaps a `}}` came too early")
        }
        M::OnlyAtTop { keyword } => {
            say!(l; "`{keyword}` tidak dapat ditulis di dalam `{{ … }}` yang lain", "`{keyword}` cannot be written inside another `{{ … }}`";
            help "pindahkan ke luar; mungkin `}}` sebelumnya hilang", "move it out; perhaps a `}}` before it was lost")
        }
        M::OutsideTest { keyword } => {
            say!(l; "`{keyword}` hanya dipakai di dalam `uji`", "`{keyword}` is used only in an `uji`";
            help "pindahkan ke dalam `uji \"…\" {{ … }}`", "move it into `uji \"…\" {{ … }}`")
        }
        M::UnitOnNextLine { unit } => {
            say!(l; "satuan `{unit}` terpisah dari angkanya", "the unit `{unit}` is parted from its number";
            help "tulis satuan pada baris yang sama dengan angkanya; jika ini bukan satuan, periksa ejaannya", "write the unit on the line of its number; if it is no unit, check its spelling")
        }
        M::Twice { keyword } => say!(l; "`{keyword}` ditulis dua kali", "`{keyword}` is written twice";
            help "hapus salah satunya", "delete one of them"),
        M::NotAGroup { found } => {
            say!(l; "`pengukuran` tidak mengenal `{found}`", "`pengukuran` does not know `{found}`";
            help "tulis jenis kelompok (`tujuan`, `sasaran`, `program`, …) atau tidak sama sekali", "write a kind of group (`tujuan`, `sasaran`, `program`, …) or nothing")
        }
        M::AtAfterValue { when } => {
            say!(l; "`pada` hanya dapat berdiri setelah nama", "`pada` can only stand after a name";
            help "tulis di dalam rumusnya, setelah nama yang dibaca: `realisasi pada {when}`", "write it inside the formula, after the name that is read: `realisasi pada {when}`")
        }
        M::AtYearWord { offer } => {
            say!(l; "sebelum angka tahun tidak ada kata `tahun`", "the word `tahun` does not stand before a year";
            help "tulis `{offer}`", "write `{offer}`")
        }
        M::IgnoredCode { found } => say!(l; "`{found}` bukan kode pesan", "`{found}` is no code of a message";
            help "tulis `T` dan empat angka seperti pada pesannya, misalnya `abaikan T0801 \"alasannya\"`", "write `T` and four digits as the message has them, such as `abaikan T0801 \"the reason\"`"),
        M::RulesetAndAmendment => {
            say!(l; "satu berkas tidak dapat memuat `aturan` dan `perubahan` sekaligus", "one file cannot have both `aturan` and `perubahan`";
            help "pindahkan perubahan ke berkas sendiri", "move the amendment to a file of its own")
        }
        M::SecondAmendment => {
            say!(l; "satu berkas hanya memuat satu `perubahan`", "a file has only one `perubahan`";
            help "pindahkan perubahan ini ke berkas sendiri", "move this amendment to a file of its own")
        }
        M::ChangeWithoutHeader { keyword } => {
            say!(l; "`{keyword}` hanya dapat berdiri dalam berkas perubahan", "`{keyword}` can only stand in an amendment";
            help "tulis dulu kepalanya: `perubahan NAMA \"judul\" {{ atas \"aturan.takar\" berlaku sejak … }}`", "write its header first: `perubahan NAME \"title\" {{ atas \"rules.takar\" berlaku sejak … }}`")
        }
        M::AmendsNothing => {
            say!(l; "perubahan ini tidak menyebut aturan yang diubahnya", "this amendment does not say which ruleset it changes";
            help "tambahkan `atas \"aturan.takar\"` di dalamnya", "add `atas \"rules.takar\"` to it")
        }
        M::NotInAmendment { keyword } => {
            say!(l; "dalam berkas perubahan `{keyword}` hanya dapat disisipkan", "in an amendment `{keyword}` can only be inserted";
            help "apit dengan `sisipkan {{ … }}` atau `sisipkan dalam S1 {{ … }}`", "put it into `sisipkan {{ … }}` or `sisipkan dalam S1 {{ … }}`")
        }
        M::RemoveWithBlock => say!(l; "`cabut` tidak diikuti isi", "`cabut` is not followed by a block";
            help "hapus `{{ … }}`; untuk mengganti isinya tulis `ubah`", "delete `{{ … }}`; to replace its contents write `ubah`"),
        M::KindBeforeTarget { keyword, offer } => {
            say!(l; "setelah `{keyword}` hanya ditulis nama atau kodenya", "after `{keyword}` only the name or code is written";
            help "tulis `{offer}`", "write `{offer}`")
        }
        M::DeclarationInChange { offer } => {
            say!(l; "`ubah` mengganti atribut dan tidak memuat pernyataan baru", "`ubah` replaces attributes and holds no new declaration";
            help "tulis tersendiri: `{offer}`", "write it separately: `{offer}`")
        }
        M::NotInGroup { keyword } => {
            say!(l; "`{keyword}` tidak dapat disisipkan ke dalam kelompok", "`{keyword}` cannot be inserted into a group";
            help "sisipkan di bagian teratas: `sisipkan {{ … }}`", "insert it at the top: `sisipkan {{ … }}`")
        }
        M::OneTarget { keyword, offer } => {
            say!(l; "`{keyword}` menyebut satu nama saja", "`{keyword}` takes one name only";
            help "tulis tersendiri: `{offer}`", "write it separately: `{offer}`")
        }
        M::AttributeInserted { keyword, offer } => {
            say!(l; "`{keyword}` adalah atribut; `sisipkan` memuat pernyataan utuh", "`{keyword}` is an attribute; `sisipkan` holds whole declarations";
            help "untuk mengganti atribut tulis `{offer}`", "to replace an attribute write `{offer}`")
        }
        M::WithinWord { offer } => {
            say!(l; "kelompok tempatnya disebut setelah `dalam`", "the group that it belongs to is named after `dalam`";
            help "tulis `{offer}`", "write `{offer}`")
        }
        M::InsertWithoutBraces { offer } => {
            say!(l; "yang disisipkan diapit `{{ … }}`", "what is inserted stands between `{{ … }}`";
            help "tulis `{offer}`", "write `{offer}`")
        }
        M::ChangeWithValue { offer } => {
            say!(l; "yang diubah ditulis di dalam `{{ … }}`, seperti dalam aturannya", "what changes is written between `{{ … }}`, as in the ruleset";
            help "tulis `{offer}`", "write `{offer}`")
        }
        M::LostAt => {
            say!(l; "sebelum `tahun lalu` belum ada kata `pada`", "the word `pada` is missing before `tahun lalu`";
            help "tulis `pada tahun lalu`", "write `pada tahun lalu`")
        }
        M::FenceOpen { offer } => {
            say!(l; "blok ini tidak ditutup", "this block is not closed";
            help "tulis `{offer}` pada baris tersendiri di akhir blok", "write `{offer}` on a line of its own at the end of the block")
        }
        M::FenceWithin { container } => {
            let (id, en) = match container {
                Container::List => ("daftar", "a list"),
                Container::Quotation => ("kutipan", "a quotation"),
                Container::Comment => ("komentar", "a comment"),
            };
            say!(l; "blok `takar` ini berada di dalam {id}, dan tidak dibaca", "this `takar` block stands inside {en}, and is not read";
            help "pindahkan ke luar, dengan paling banyak tiga spasi di depannya", "move it out, with at most three blanks before it")
        }
        M::Parted => {
            say!(l; "pernyataan ini bersambung ke blok `takar` lain", "this declaration goes on in another `takar` block";
            help "tulis seluruhnya dalam satu blok", "write all of it in one block")
        }
        M::FenceWord { found } => {
            say!(l; "blok `{found}` ini tidak dibaca sebagai aturan", "this `{found}` block is not read as rules";
            help "jika isinya aturan, kata pertamanya harus `takar`", "if it holds rules, its first word must be `takar`")
        }
        M::NoRules => {
            say!(l; "berkas ini tidak memuat blok `takar`", "this file has no `takar` block";
            help "dalam berkas `.takar.md` aturan berdiri di antara ```` ```takar ```` dan ```` ``` ````", "in a `.takar.md` file rules stand between ```` ```takar ```` and ```` ``` ````")
        }
        M::NotRead => say!(l; "berkas ini tidak dapat dibaca sebagai aturan", "this file cannot be read as rules";
            help "periksa apakah berkasnya benar", "see whether it is the right file"),
    }
}

fn script_name(script: Script, language: Language) -> &'static str {
    match script {
        Script::Cyrillic => language.pick("Sirilik", "Cyrillic"),
        Script::Greek => language.pick("Yunani", "Greek"),
    }
}

fn due_name(due: &Due, language: Language) -> String {
    let (indonesian, english) = match due {
        Due::Text => ("teks di antara tanda kutip", "a text between quotes"),
        Due::Value => ("nilai atau rumus", "a value or formula"),
        Due::Literal => ("angka", "a number"),
        Due::Range => ("rentang", "a range"),
        Due::Unit => ("satuan", "a unit"),
        Due::Name => ("nama", "a name"),
        Due::Date => ("tanggal", "a date"),
        Due::Period => ("periode", "a period"),
        Due::OtherPeriod => ("periode atau `tahun lalu`", "a period or `tahun lalu`"),
        Due::Inputs => ("masukan di dalam kurung", "inputs in parentheses"),
        Due::Decimals => ("banyaknya desimal", "a number of decimals"),
        Due::Code => ("kode pesan", "the code of a message"),
        Due::Reason => ("alasan di antara tanda kutip", "a reason between quotes"),
        Due::Choice(words) => {
            let words: Vec<_> = words.iter().map(|word| format!("`{word}`")).collect();
            let (last, others) = words.split_last().map_or(("", &[][..]), |(last, others)| (last.as_str(), others));
            let or = language.pick(" atau ", " or ");
            return if others.is_empty() { last.into() } else { format!("{}{or}{last}", others.join(", ")) };
        }
    };
    language.pick(indonesian, english).into()
}

fn example(due: &Due, language: Language) -> String {
    let shown = match due {
        Due::Text => "\"Peraturan Presiden Nomor 29 Tahun 2014\"",
        Due::Value => "95%",
        Due::Literal => "4",
        Due::Range => "0% s.d. 100%",
        Due::Unit => "persen",
        Due::Name => "S1.1",
        Due::Date => "31 Desember 2024",
        Due::Period => "2024-TW3",
        Due::OtherPeriod => "pada 2023",
        Due::Inputs => "(x; y)",
        Due::Decimals => "2 desimal",
        Due::Code => "T0801",
        Due::Reason => "\"sesuai Lampiran I peraturannya\"",
        Due::Choice(words) => words.first().copied().unwrap_or(""),
    };
    language.pick(format!("misalnya `{shown}`"), format!("for instance `{shown}`"))
}
