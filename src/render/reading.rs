//! Other ways to read the rules, as results name them.

use crate::message::Language;
use crate::number::RoundingMode;
use std::borrow::Cow;
use std::sync::Arc;

/// Another way to read the rules: one of their settings is another.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Reading {
    /// Nothing is rounded by a setting, of items and of the scales that rate them.
    NotRounded,
    /// What is rounded is cut off instead.
    Truncated,
    /// What is rounded another way is rounded half away from zero.
    RoundedHalf,
    /// What is rounded goes up or down, or a half to the even digit.
    RoundedBy(RoundingMode),
    /// Achievements are rounded to so many decimals.
    RoundedTo(u8),
    /// Only the figure that is rated is rounded, not what it is computed from.
    RoundedLast,
    /// Rounding comes before the cap.
    RoundedFirst,
    /// The rules as they are; only the figure that is printed is cut off, or rounded another way.
    Printed(RoundingMode),
    /// Nothing is capped by a setting, of items and of the scales that rate them.
    NotCapped,
    /// What is not capped is capped: 0% to 100%.
    Capped,
    /// Achievements are capped at 0% to so many percent.
    CappedAt(u16),
    /// `negatif_terbalik` in place of `negatif`.
    Inverse,
    /// `negatif` in place of `negatif_terbalik`.
    Mirrored,
    /// Another standard polarity in place of the one that is set.
    Polarity(&'static str),
    /// The realization stands in the place of the achievement.
    Copied,
    /// Realization and target are rounded to so many decimals before anything is computed.
    InputsRounded(u8),
    /// The mean of the groups' means in place of one mean over all indicators.
    MeanOfMeans,
    /// One mean over all indicators in place of the mean of the groups' means.
    FlatMean,
    /// The target of the year before.
    LastYear,
    /// Only the rating came about another way.
    Rated(Rated),
}

/// Another way to rate an achievement that is as the rules give it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Rated {
    /// What is rated is the figure that was printed.
    AsPrinted,
    /// What is rated is the figure as it is where nothing is rounded.
    NotRounded,
    /// What is rated is the figure as it is where nothing is capped.
    NotCapped,
    /// The scale rounds nothing.
    ScaleNotRounded,
    /// The scale rounds so, to so many decimals.
    ScaleRounded(RoundingMode, u8),
    /// What lies in a gap of the scale belongs to the band below it.
    BandBelow,
    /// What lies in a gap of the scale belongs to the band above it.
    BandAbove,
    /// Another scale of the ruleset, by its name.
    Scale(Arc<str>),
}

impl Reading {
    /// The word in JSON.
    pub fn word(&self) -> Cow<'static, str> {
        match self {
            Self::NotRounded => "tanpa_bulatkan".into(),
            Self::Truncated => "pangkas".into(),
            Self::RoundedHalf => "bulatkan_biasa".into(),
            Self::RoundedBy(mode) => mode_word(*mode).into(),
            Self::RoundedTo(decimals) => format!("bulatkan_{decimals}_desimal").into(),
            Self::RoundedLast => "bulatkan_di_akhir".into(),
            Self::RoundedFirst => "bulatkan_sebelum_batasi".into(),
            Self::Printed(mode) => format!("cetak_{}", mode_word(*mode)).into(),
            Self::NotCapped => "tanpa_batasi".into(),
            Self::Capped => "batasi_0_100".into(),
            Self::CappedAt(percent) => format!("batasi_0_{percent}").into(),
            Self::Inverse => "negatif_terbalik".into(),
            Self::Mirrored => "negatif".into(),
            Self::Polarity(name) => format!("polaritas_{name}").into(),
            Self::Copied => "realisasi_disalin".into(),
            Self::InputsRounded(decimals) => format!("masukan_bulatkan_{decimals}_desimal").into(),
            Self::MeanOfMeans => "rata_rata_bertingkat".into(),
            Self::FlatMean => "rata_rata_langsung".into(),
            Self::LastYear => "target_tahun_lalu".into(),
            Self::Rated(rated) => rated.word(),
        }
    }

    /// What it is called.
    pub fn name(&self, language: Language) -> Cow<'static, str> {
        let pick = |id: &'static str, en: &'static str| Cow::Borrowed(language.pick(id, en));
        match self {
            Self::NotRounded => pick("tanpa pembulatan", "without rounding"),
            Self::Truncated => pick("dipangkas, bukan dibulatkan", "truncated instead of rounded"),
            Self::RoundedHalf => pick("dibulatkan biasa", "rounded half up"),
            Self::RoundedBy(mode) => mode_name(*mode, language).into(),
            Self::RoundedTo(decimals) => language
                .pick(format!("dibulatkan {decimals} desimal"), format!("rounded to {decimals} decimals"))
                .into(),
            Self::RoundedLast => pick("hanya hasil akhir dibulatkan", "only the final figure rounded"),
            Self::RoundedFirst => pick("dibulatkan sebelum dibatasi", "rounded before the cap"),
            Self::Printed(mode) => {
                let name = mode_name(*mode, language);
                language.pick(format!("{name} ketika dicetak"), format!("{name} when printed")).into()
            }
            Self::NotCapped => pick("tanpa batas", "without the cap"),
            Self::Capped => pick("dibatasi 0% s.d. 100%", "capped at 0% to 100%"),
            Self::CappedAt(percent) => {
                language.pick(format!("dibatasi 0% s.d. {percent}%"), format!("capped at 0% to {percent}%")).into()
            }
            Self::Inverse => pick("polaritas negatif_terbalik", "polarity negatif_terbalik"),
            Self::Mirrored => pick("polaritas negatif", "polarity negatif"),
            Self::Polarity(name) => language.pick(format!("polaritas {name}"), format!("polarity {name}")).into(),
            Self::Copied => {
                pick("realisasi disalin ke kolom capaian", "realization copied into the achievement column")
            }
            Self::InputsRounded(decimals) => language
                .pick(
                    format!("realisasi dan target dibulatkan {decimals} desimal lebih dahulu"),
                    format!("realization and target rounded to {decimals} decimals first"),
                )
                .into(),
            Self::MeanOfMeans => pick("rata-rata dari rata-rata kelompok", "the mean of the groups' means"),
            Self::FlatMean => pick("rata-rata langsung semua indikator", "one mean over all indicators"),
            Self::LastYear => pick("target tahun sebelumnya", "the target of the year before"),
            Self::Rated(rated) => rated.name(language),
        }
    }
}

impl Rated {
    fn word(&self) -> Cow<'static, str> {
        match self {
            Self::AsPrinted => "kategori_dari_cetakan".into(),
            Self::NotRounded => "kategori_tanpa_bulatkan".into(),
            Self::NotCapped => "kategori_tanpa_batasi".into(),
            Self::ScaleNotRounded => "skala_tanpa_bulatkan".into(),
            Self::ScaleRounded(mode, decimals) => format!("skala_{}_{decimals}_desimal", mode_word(*mode)).into(),
            Self::BandBelow => "skala_celah_ke_bawah".into(),
            Self::BandAbove => "skala_celah_ke_atas".into(),
            Self::Scale(name) => format!("skala_lain:{name}").into(),
        }
    }

    fn name(&self, language: Language) -> Cow<'static, str> {
        let pick = |id: &'static str, en: &'static str| Cow::Borrowed(language.pick(id, en));
        match self {
            Self::AsPrinted => pick("kategori dari angka yang tercetak", "the rating of the figure that is printed"),
            Self::NotRounded => {
                pick("kategori dari angka sebelum dibulatkan", "the rating of the figure before it is rounded")
            }
            Self::NotCapped => {
                pick("kategori dari angka sebelum dibatasi", "the rating of the figure before it is capped")
            }
            Self::ScaleNotRounded => {
                pick("kategori dari skala tanpa pembulatannya", "the rating of the scale without its rounding")
            }
            Self::ScaleRounded(mode, decimals) => {
                let how = mode_name(*mode, language);
                language
                    .pick(
                        format!("kategori dari angka yang {how} {decimals} desimal lebih dahulu"),
                        format!("the rating of the figure {how} to {decimals} decimals first"),
                    )
                    .into()
            }
            Self::BandBelow => {
                pick("celah skala dianggap milik rentang di bawahnya", "a gap of the scale counts to the band below it")
            }
            Self::BandAbove => {
                pick("celah skala dianggap milik rentang di atasnya", "a gap of the scale counts to the band above it")
            }
            Self::Scale(name) => {
                language.pick(format!("kategori dari skala {name}"), format!("the rating of the scale {name}")).into()
            }
        }
    }
}

fn mode_word(mode: RoundingMode) -> &'static str {
    match mode {
        RoundingMode::HalfAwayFromZero => "bulatkan",
        RoundingMode::HalfEven => "bulatkan_setengah_genap",
        RoundingMode::Up => "bulatkan_ke_atas",
        RoundingMode::Down => "bulatkan_ke_bawah",
        RoundingMode::Truncate => "pangkas",
    }
}

fn mode_name(mode: RoundingMode, language: Language) -> &'static str {
    match mode {
        RoundingMode::HalfAwayFromZero => language.pick("dibulatkan", "rounded"),
        RoundingMode::HalfEven => language.pick("dibulatkan setengah genap", "rounded half to even"),
        RoundingMode::Up => language.pick("dibulatkan ke atas", "rounded up"),
        RoundingMode::Down => language.pick("dibulatkan ke bawah", "rounded down"),
        RoundingMode::Truncate => language.pick("dipangkas", "truncated"),
    }
}
