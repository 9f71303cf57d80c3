//! `:bantuan`: what can be typed.

use super::commands::{COMMANDS, Command};
use super::{Reply, Session};
use crate::message::session::SessionMessage;
use crate::nearest::nearest;
use crate::render::markup::{Markup, Role};

/// A text in Indonesian and English.
pub(super) type Both = (&'static str, &'static str);

/// The functions of the language: name, form, what it yields.
pub(super) const FUNCTIONS: &[(&str, &str, Both)] = &[
    ("jumlah", "jumlah(indikator.capaian)", ("jumlah anggota", "the sum of the members")),
    ("rata_rata", "rata_rata(indikator.capaian)", ("rata-rata anggota", "the mean of the members")),
    (
        "rata_rata_tertimbang",
        "rata_rata_tertimbang(sasaran.capaian; sasaran.bobot)",
        ("rata-rata menurut bobot", "the mean by weights"),
    ),
    ("rata_rata_geometrik", "rata_rata_geometrik(indikator.capaian)", ("rata-rata geometrik", "the geometric mean")),
    ("minimum", "minimum(indikator.capaian)", ("yang terkecil", "the least")),
    ("maksimum", "maksimum(indikator.capaian)", ("yang terbesar", "the greatest")),
    ("median", "median(indikator.capaian)", ("nilai tengah", "the median")),
    ("banyak", "banyak(indikator.capaian ≥ 100%)", ("banyaknya anggota yang memenuhi", "how many members fulfil it")),
    ("bulat", "bulat(S1.capaian; 2)", ("dibulatkan", "rounded")),
    ("bulat_genap", "bulat_genap(x; 2)", ("dibulatkan, setengah ke genap", "rounded, half to even")),
    ("bulat_atas", "bulat_atas(x; 2)", ("dibulatkan ke atas", "rounded up")),
    ("bulat_bawah", "bulat_bawah(x; 2)", ("dibulatkan ke bawah", "rounded down")),
    ("pangkas", "pangkas(x; 2)", ("desimal selebihnya dibuang", "further decimals cut off")),
    ("batasi", "batasi(x; 0% s.d. 100%)", ("dibatasi pada rentang", "limited to a range")),
    ("abs", "abs(x)", ("nilai mutlak", "the absolute value")),
    ("poin", "poin(90,5%)", ("90,5% menjadi 90,5 poin", "90,5% becomes 90,5 poin")),
    ("persen", "persen(x)", ("90,5 poin menjadi 90,5%", "90,5 poin becomes 90,5%")),
    ("skor", "skor(S1.kategori)", ("skor sebuah label", "the score of a label")),
    ("ada", "ada(S1.1.realisasi)", ("apakah ada nilainya", "whether there is a value")),
    ("bila_kosong", "bila_kosong(x; 0%)", ("nilai pengganti bila kosong", "another value where it is missing")),
    ("selisih_hari", "selisih_hari(a; b)", ("hari dari b sampai a", "days from b to a")),
];

/// What is no command.
const EXPRESSIONS: Both = (
    "Ungkapan bahasa takar dihitung atas hasil yang sedang dilihat:\n\n\
     \x20 S1.1                            sebuah kode: barisnya, dan isinya\n\
     \x20 S1.1.capaian                    target, realisasi, capaian, kategori, bobot, pagu, sisa, serapan\n\
     \x20 indikator, sasaran, S1.indikator  himpunan\n\
     \x20 indikator.capaian               sebuah angka dari tiap anggota\n\
     \x20 rata_rata(indikator.capaian)    fungsi; lihat :bantuan fungsi\n\
     \x20 S1.capaian ≥ 90%                syarat: ya atau tidak\n\
     \x20 skala_lkj                       nama lain: pernyataannya\n\
     \x20 _                               hasil terakhir: _ − 2%\n\n\
     Baris yang belum lengkap dilanjutkan sampai kurungnya tertutup. Baris yang salah tidak mengubah apa pun.\n",
    "Expressions of the language are computed on the results that are looked at:\n\n\
     \x20 S1.1                            a code: its row, and what is inside\n\
     \x20 S1.1.capaian                    target, realisasi, capaian, kategori, bobot, pagu, sisa, serapan\n\
     \x20 indikator, sasaran, S1.indikator  sets\n\
     \x20 indikator.capaian               a figure of each member\n\
     \x20 rata_rata(indikator.capaian)    functions; see :bantuan fungsi\n\
     \x20 S1.capaian ≥ 90%                a condition: ya or tidak\n\
     \x20 skala_lkj                       another name: its declaration\n\
     \x20 _                               the last result: _ − 2%\n\n\
     A line that is not whole goes on until its brackets are closed. A line that fails changes nothing.\n",
);

/// Topics that are no commands.
const TOPICS: [(&str, Both); 2] = [
    ("ungkapan", ("nilai, kode, himpunan, dan syarat", "values, codes, sets and conditions")),
    ("fungsi", ("fungsi yang dapat dipakai", "the functions that there are")),
];

impl Session {
    /// `:bantuan [TOPIC]`
    pub(super) fn help(&self, line: &str, topic: &str) -> Reply {
        let language = self.look.language;
        let mut text = Markup::new();
        let topic = topic.trim();
        if topic.is_empty() {
            text.push(Role::Heading, language.pick("Yang dapat diketik\n", "What can be typed\n"));
            let forms: Vec<(String, &str)> = COMMANDS
                .iter()
                .map(|command| (command.form(language).to_owned(), language.pick(command.about.0, command.about.1)))
                .chain(TOPICS.iter().map(|(name, about)| (format!(":bantuan {name}"), language.pick(about.0, about.1))))
                .collect();
            table(&mut text, forms.iter().map(|(form, about)| (form.as_str(), *about)));
            return self.say(&text);
        }
        if let Some(command) = Command::find(topic).or_else(|| Command::find(&format!(":{topic}"))) {
            text.push(Role::Heading, command.form(language));
            text.push(Role::Plain, format!("\n{}\n", language.pick(command.about.0, command.about.1)));
            let more = language.pick(command.more.0, command.more.1);
            if !more.is_empty() {
                text.push(Role::Plain, format!("\n{more}\n"));
            }
            return self.say(&text);
        }
        if topic == "ungkapan" {
            return self.say(&Markup::of(Role::Plain, language.pick(EXPRESSIONS.0, EXPRESSIONS.1)));
        }
        if topic == "fungsi" {
            table(&mut text, FUNCTIONS.iter().map(|(_, form, about)| (*form, language.pick(about.0, about.1))));
            return self.say(&text);
        }
        if let Some((_, form, about)) = FUNCTIONS.iter().find(|(name, ..)| *name == topic) {
            text.push(Role::Heading, *form);
            text.push(Role::Plain, format!("\n{}\n", language.pick(about.0, about.1)));
            return self.say(&text);
        }
        let near = nearest(topic, topics()).map(str::to_owned);
        self.fail_at(line, topic, SessionMessage::UnknownTopic { topic: topic.to_owned(), near })
    }
}

/// Everything that there is help about.
pub(super) fn topics() -> impl Iterator<Item = &'static str> {
    let commands = COMMANDS.iter().map(|command| command.word.trim_start_matches(':'));
    commands.chain(TOPICS.iter().map(|(name, _)| *name)).chain(FUNCTIONS.iter().map(|(name, ..)| *name))
}

fn table<'t>(text: &mut Markup, rows: impl Iterator<Item = (&'t str, &'t str)> + Clone) {
    let width = rows.clone().map(|(form, _)| form.chars().count()).max().unwrap_or(0).min(46);
    for (form, about) in rows {
        text.push(Role::Label, format!("  {form:width$}"));
        text.push(Role::Plain, format!("  {about}\n"));
    }
}
