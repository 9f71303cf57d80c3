//! The commands of a session. Words of the language do something with rules and figures; what belongs to the session
//! itself begins with a colon.

use super::help::Both;
use super::{Reply, Session};
use crate::message::Language;
use crate::message::session::SessionMessage;
use crate::nearest::nearest;
use crate::render::markup::{Markup, Role};
use crate::tools::seek::Verb;

/// What follows a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Follows {
    /// Nothing.
    Nothing,
    /// Codes.
    Codes,
    /// Something that can be supposed, or an expression.
    Expression,
    /// Names of scenarios.
    Scenarios,
    /// Units.
    Units,
    /// Periods.
    Periods,
    /// Topics of help.
    Topics,
    /// A file.
    File,
}

/// A command.
pub struct Command {
    /// Its word.
    pub word: &'static str,
    /// How it is written, in both languages.
    pub forms: Both,
    /// What it does.
    pub about: Both,
    /// Further help.
    pub more: Both,
    /// What follows it.
    pub follows: Follows,
    run: fn(&mut Session, &str, &str) -> Reply,
}

/// All commands, in the order in which help lists them.
pub const COMMANDS: &[Command] = &[
    Command {
        word: "jelaskan",
        forms: ("jelaskan KODE", "jelaskan CODE"),
        about: ("mengapa hasilnya demikian, langkah demi langkah", "why a result is what it is, step by step"),
        more: (
            "`jelaskan KODE ringkas` satu kalimat; `jelaskan pengaruh` jalur dari yang terakhir diandaikan ke semua yang berubah.",
            "`jelaskan CODE ringkas` one sentence; `jelaskan pengaruh` the way from what was last supposed to all that moved.",
        ),
        follows: Follows::Codes,
        run: |session, line, rest| session.explain(line, rest),
    },
    Command {
        word: "andai",
        forms: ("andai X = NILAI", "andai X = VALUE"),
        about: (
            "mengandaikan angka atau aturan lain, dan menunjukkan yang berubah",
            "supposes another figure or rule, and shows what moves",
        ),
        more: (
            "  andai S1.1.realisasi = 93%                    realisasi, juga `kosong` atau `tidak berlaku`\n\
             \x20 andai S1.1.target = 90%; CQ.pagu = Rp 5 juta  target, pagu, bobot, variabel data; beberapa sekaligus\n\
             \x20 andai S1.1.realisasi = S1.1.realisasi + 2%    dihitung dari hasil sekarang\n\
             \x20 andai skala_lkj.\"Berhasil\".bawah = 90%        ujung sebuah pita\n\
             \x20 andai kategori skala_lkj { … }                sebuah skala seluruhnya\n\
             \x20 andai ubah S1.1 { rumus … }                   apa pun yang dapat ditulis dalam sebuah perubahan\n\
             \x20 andai tanggal = 2024-06-30                    aturan yang berlaku pada tanggal itu\n\n\
             `rinci` di belakangnya menunjukkan jalur pengaruh.",
            "  andai S1.1.realisasi = 93%                    a realization; also `kosong` or `tidak berlaku`\n\
             \x20 andai S1.1.target = 90%; CQ.pagu = Rp 5 juta  target, budget, weight, data variable; several at once\n\
             \x20 andai S1.1.realisasi = S1.1.realisasi + 2%    computed from the present results\n\
             \x20 andai skala_lkj.\"Berhasil\".bawah = 90%        the end of a band\n\
             \x20 andai kategori skala_lkj { … }                a whole scale\n\
             \x20 andai ubah S1.1 { rumus … }                   whatever can be written in an amendment\n\
             \x20 andai tanggal = 2024-06-30                    the rules in force on that day\n\n\
             `rinci` behind it shows the path of influence.",
        ),
        follows: Follows::Expression,
        run: |session, line, rest| session.suppose(line, rest),
    },
    Command {
        word: "cari",
        forms: ("cari X agar SYARAT", "cari X agar CONDITION"),
        about: ("mencari nilai yang membuat sebuah syarat terpenuhi", "seeks the values that fulfil a condition"),
        more: (
            "  cari S1.1.target agar S1.1.kategori = \"Berhasil\"   target, realisasi, bobot, pagu, variabel data\n\
             \x20 cari 50% dalam S1.2 agar S1.capaian ≥ 90%         sebuah bilangan dalam aturan\n\
             \x20 cari skala_lkj.\"Berhasil\".bawah agar …           ujung sebuah pita\n\
             \x20 cari S1.1.realisasi; S1.2.realisasi agar …        dua sekaligus: sebuah tabel\n\
             \x20 cari X langkah 0,5% rentang 0% s.d. 100% agar …   dengan langkah dan rentang sendiri",
            "  cari S1.1.target agar S1.1.kategori = \"Berhasil\"   target, realization, weight, budget, data variable\n\
             \x20 cari 50% dalam S1.2 agar S1.capaian ≥ 90%         a number in a rule\n\
             \x20 cari skala_lkj.\"Berhasil\".bawah agar …           the end of a band\n\
             \x20 cari S1.1.realisasi; S1.2.realisasi agar …        two at once: a table\n\
             \x20 cari X langkah 0,5% rentang 0% s.d. 100% agar …   with a step and a range of its own",
        ),
        follows: Follows::Expression,
        run: |session, line, rest| session.seek(line, rest, Verb::Seek),
    },
    Command {
        word: "mengapa",
        forms: ("mengapa [tidak] SYARAT", "mengapa [tidak] CONDITION"),
        about: (
            "seberapa jauh setiap masukan dari mengubah sebuah hasil",
            "how far each input is from turning a result",
        ),
        more: (
            "`mengapa S1` mengapa kategorinya demikian; `mengapa tidak S1.kategori = \"Berhasil\"` apa yang kurang.",
            "`mengapa S1` why its rating is what it is; `mengapa tidak S1.kategori = \"Berhasil\"` what is lacking.",
        ),
        follows: Follows::Expression,
        run: |session, line, rest| session.seek(line, rest, Verb::Why),
    },
    Command {
        word: "kemungkinan",
        forms: ("kemungkinan [KODE]", "kemungkinan [CODE]"),
        about: (
            "kategori yang masih mungkin selama ada masukan yang kosong",
            "the ratings that are still possible while inputs are missing",
        ),
        more: ("", ""),
        follows: Follows::Codes,
        run: |session, line, rest| session.seek(line, rest, Verb::Possible),
    },
    Command {
        word: "proyeksi",
        forms: ("proyeksi [KODE]", "proyeksi [CODE]"),
        about: (
            "yang harus dicapai periode yang tersisa untuk setiap kategori",
            "what the periods that remain have to bring for each rating",
        ),
        more: ("", ""),
        follows: Follows::Codes,
        run: |session, line, rest| session.seek(line, rest, Verb::Project),
    },
    Command {
        word: "batal",
        forms: ("batal", "batal"),
        about: ("membatalkan pengandaian terakhir", "takes the last supposition back"),
        more: ("", ""),
        follows: Follows::Nothing,
        run: |session, _, _| session.step_back(),
    },
    Command {
        word: "ulang",
        forms: ("ulang", "ulang"),
        about: ("mengulang yang baru dibatalkan", "does again what was taken back"),
        more: ("`:ulang`, dengan titik dua, memuat ulang berkas.", "`:ulang`, with a colon, reads the files again."),
        follows: Follows::Nothing,
        run: |session, _, _| session.step_forth(),
    },
    Command {
        word: "skenario",
        forms: ("skenario [NAMA]", "skenario [NAME]"),
        about: (
            "menampilkan skenario; menamai yang sekarang, atau beralih ke yang bernama",
            "lists scenarios; names the present one, or turns to a named one",
        ),
        more: (
            "`dasar` adalah hasil tanpa pengandaian, `sekarang` yang sedang dicoba. Nama yang belum ada menamai yang sekarang; nama yang sudah ada beralih kepadanya.",
            "`dasar` is without anything supposed, `sekarang` what is tried now. A new name names the present one; a known name turns to it.",
        ),
        follows: Follows::Scenarios,
        run: |session, line, rest| session.scenario_command(line, rest.trim()),
    },
    Command {
        word: "bandingkan",
        forms: ("bandingkan A B", "bandingkan A B"),
        about: (
            "menyandingkan dua skenario; dengan banyak unit, jumlah tiap kategori",
            "sets two scenarios side by side; of many units the count of each rating",
        ),
        more: (
            "`bandingkan dasar usulan rinci` menampilkan semuanya.",
            "`bandingkan dasar usulan rinci` shows everything.",
        ),
        follows: Follows::Scenarios,
        run: |session, line, rest| session.compare_command(line, rest),
    },
    Command {
        word: "simpan",
        forms: ("simpan skenario \"usulan.takar\"", "simpan skenario \"proposal.takar\""),
        about: (
            "menulis yang diandaikan sebagai perubahan dan berkas data",
            "writes what is supposed as an amendment and a data file",
        ),
        more: (
            "Aturan ditulis ke usulan.takar, angka ke usulan.csv; keduanya dimuat lagi dengan `--perubahan` dan `--data`, dan memberi hasil yang sama.",
            "Rules are written to proposal.takar, figures to proposal.csv; read again by `--perubahan` and `--data` they give the same results.",
        ),
        follows: Follows::File,
        run: |session, line, rest| session.save(line, rest),
    },
    Command {
        word: ":unit",
        forms: (":unit [NAMA]", ":unit [NAME]"),
        about: ("memilih unit; `semua` untuk semuanya", "chooses a unit; `semua` for all"),
        more: (
            "Sebagian namanya cukup, bila hanya satu unit yang memuatnya.",
            "A part of the name is enough where only one unit has it.",
        ),
        follows: Follows::Units,
        run: |session, line, rest| session.turn_to_unit(line, rest.trim()),
    },
    Command {
        word: ":periode",
        forms: (":periode [PERIODE]", ":periode [PERIOD]"),
        about: ("memilih periode; `semua` untuk semuanya", "chooses a period; `semua` for all"),
        more: ("", ""),
        follows: Follows::Periods,
        run: |session, line, rest| session.turn_to_period(line, rest.trim()),
    },
    Command {
        word: ":muat",
        forms: (":muat BERKAS…", ":muat FILE…"),
        about: ("memuat aturan, perubahan, atau data lain", "reads another ruleset, an amendment, or other data"),
        more: (
            "Sebuah aturan menggantikan aturan, sebuah perubahan ditambahkan, berkas data menggantikan data.",
            "A ruleset takes the place of the ruleset, an amendment is added, data takes the place of the data.",
        ),
        follows: Follows::File,
        run: |session, line, rest| session.load_command(line, rest),
    },
    Command {
        word: ":ulang",
        forms: (":ulang", ":ulang"),
        about: ("memuat ulang berkas yang berubah", "reads files that have changed again"),
        more: (
            "Dengan `takar repl --pantau` ini terjadi sendiri.",
            "With `takar repl --pantau` this happens by itself.",
        ),
        follows: Follows::Nothing,
        run: |session, _, _| session.reload_command(),
    },
    Command {
        word: ":riwayat",
        forms: (":riwayat", ":riwayat"),
        about: ("menampilkan yang sudah diketik", "lists what was typed"),
        more: ("", ""),
        follows: Follows::Nothing,
        run: |session, _, _| session.show_history(),
    },
    Command {
        word: ":bantuan",
        forms: (":bantuan [TOPIK]", ":bantuan [TOPIC]"),
        about: ("bantuan ini, atau tentang satu topik", "this help, or about a topic"),
        more: ("", ""),
        follows: Follows::Topics,
        run: |session, line, rest| session.help(line, rest),
    },
    Command {
        word: ":keluar",
        forms: (":keluar", ":keluar"),
        about: ("mengakhiri sesi; juga Ctrl-D", "ends the session; so does Ctrl-D"),
        more: ("", ""),
        follows: Follows::Nothing,
        run: |_, _, _| Reply { quit: true, ..Reply::default() },
    },
];

impl Command {
    /// The command of a word.
    pub fn find(word: &str) -> Option<&'static Self> {
        COMMANDS.iter().find(|command| command.word == word)
    }

    /// How it is written.
    pub fn form(&self, language: Language) -> &'static str {
        language.pick(self.forms.0, self.forms.1)
    }
}

/// Runs a line: a command, or an expression.
pub(super) fn run(session: &mut Session, line: &str) -> Reply {
    let typed = line.trim_start();
    let end = typed.find(|c: char| c.is_whitespace() || c == '{' || c == '"').unwrap_or(typed.len());
    let (word, rest) = typed.split_at(end);
    // What can be a value is one: `ulang`, followed by nothing, cannot.
    if let Some(command) = Command::find(word).filter(|command| takes(command, rest)) {
        return (command.run)(session, line, rest.trim());
    }
    match word.strip_prefix(':') {
        Some(_) => {
            let known = COMMANDS.iter().map(|command| command.word);
            let near = nearest(word, known).map(str::to_owned);
            session.fail_at(line, word, SessionMessage::UnknownCommand { word: word.to_owned(), near })
        }
        None => session.ask(line),
    }
}

/// Whether a line that begins with the word of a command is that command: a code may be called like one.
fn takes(command: &Command, rest: &str) -> bool {
    let rest = rest.trim_start();
    command.word.starts_with(':') || !rest.starts_with(['.', '=', '≥', '≤', '<', '>', '+', '×', '*', '/'])
}

impl Session {
    /// `:riwayat`
    fn show_history(&self) -> Reply {
        let mut text = Markup::new();
        for (index, line) in self.history().iter().enumerate() {
            text.push(Role::Faint, format!("{:4}  ", index + 1));
            text.push(Role::Plain, format!("{}\n", line.replace('\n', "\n      ")));
        }
        self.say(&text)
    }
}
