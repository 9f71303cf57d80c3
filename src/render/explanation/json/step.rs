//! Steps in JSON: `jenis` says which, the other fields belong to it.

mod fill;

use serde::Serialize;

pub(super) use fill::shown;

/// A step.
#[derive(Debug, Serialize)]
#[serde(tag = "jenis", rename_all = "snake_case")]
pub enum Step {
    /// A whole item: its properties.
    Butir {
        /// Published figures.
        #[serde(skip_serializing_if = "Option::is_none")]
        lapor: Option<Published>,
    },
    /// A literal.
    Tetapan,
    /// A figure of the data.
    Data {
        /// Which.
        masukan: String,
        /// `FILE:LINE`.
        #[serde(skip_serializing_if = "Option::is_none")]
        asal: Option<String>,
    },
    /// A rule that the data may repeat.
    Ditetapkan {
        /// Which figure may repeat it.
        masukan: String,
        /// What comparing gave.
        data: &'static str,
        /// `FILE:LINE` of the figure.
        #[serde(skip_serializing_if = "Option::is_none")]
        asal: Option<String>,
    },
    /// The value for the period.
    MenurutPeriode {
        /// The periods that the rule names.
        periode: Vec<String>,
    },
    /// Figures of the parts of the period.
    Konsolidasi {
        /// Which figure.
        masukan: String,
        /// `jumlah`, `rata_rata`, `akhir`, `maksimum` or `minimum`.
        cara: &'static str,
        /// Where that is set; absent where it is the default.
        #[serde(skip_serializing_if = "Option::is_none")]
        ditetapkan: Option<Order>,
        /// What a missing part does to a sum or mean.
        kosong: &'static str,
        /// The parts, in order of time.
        bagian: Vec<PeriodPart>,
        /// `FILE:LINE` of the figure of the whole period, which wins.
        #[serde(skip_serializing_if = "Option::is_none")]
        asal_seluruhnya: Option<String>,
    },
    /// A property in another period, explained there.
    PeriodeLain {
        /// Which: `S1.1.capaian`.
        jalur: String,
        /// In which period.
        #[serde(skip_serializing_if = "Option::is_none")]
        periode: Option<String>,
        /// `FILE:LINE`, where it is a figure of the data.
        #[serde(skip_serializing_if = "Option::is_none")]
        asal: Option<String>,
    },
    /// Another property, explained there.
    Baca {
        /// Which: `S1.1.capaian`.
        jalur: String,
    },
    /// An input of a formula.
    Masukan {
        /// Its name.
        nama: String,
    },
    /// Whether an item, any member, or a formula counts.
    Keberlakuan,
    /// An operator.
    Hitung {
        /// Its name.
        operator: &'static str,
        /// The signs between the operands, one for each.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        tanda: Vec<&'static str>,
    },
    /// `jika … maka …`
    Pilihan {
        /// How many conditions were tried.
        dicoba: usize,
        /// What was not taken.
        tidak_diambil: Vec<Branch>,
    },
    /// A polarity or function.
    Rumus {
        /// Its name.
        nama: String,
        /// `FILE:LINE` of its formula.
        #[serde(skip_serializing_if = "Option::is_none")]
        tempat: Option<String>,
    },
    /// `abs`, `skor`, …
    Fungsi {
        /// Its name.
        nama: &'static str,
    },
    /// `batasi`
    Batasi {
        /// Whether it changed the value.
        mengubah: bool,
        /// Who ordered it.
        oleh: Order,
    },
    /// `bulatkan`
    Bulatkan {
        /// How.
        cara: &'static str,
        /// Decimals kept, as displayed.
        desimal: u32,
        /// Whether it changed the value.
        mengubah: bool,
        /// Who ordered it.
        oleh: Order,
    },
    /// `kategori`
    Kategori {
        /// The scale.
        skala: String,
        /// `FILE:LINE` of the setting.
        #[serde(skip_serializing_if = "Option::is_none")]
        ditetapkan: Option<Order>,
        /// All bands, in order.
        rentang: Vec<Band>,
    },
    /// A function of a list.
    Daftar {
        /// Which.
        fungsi: &'static str,
        /// What a missing member does.
        kosong: &'static str,
        /// Where the aggregation is set.
        #[serde(skip_serializing_if = "Option::is_none")]
        ditetapkan: Option<Order>,
        /// Whether nothing was cut.
        tepat: bool,
        /// The members.
        anggota: Vec<Member>,
    },
    /// A decision table.
    Tabel {
        /// Its name.
        nama: String,
        /// The row that applies, from 1.
        #[serde(skip_serializing_if = "Option::is_none")]
        baris: Option<usize>,
        /// The rows not taken.
        tidak_diambil: Vec<Branch>,
    },
    /// A curve.
    Kurva {
        /// Its name.
        nama: String,
        /// The points at the ends of the segment.
        titik: Vec<[String; 2]>,
    },
}

/// A part of a period.
#[derive(Debug, Serialize)]
pub struct PeriodPart {
    /// Which.
    pub periode: String,
    /// The place of its value in `karena`, from 0.
    pub nilai: usize,
    /// Whether it alone decides.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub menentukan: bool,
}

/// Published figures, as they stand.
#[derive(Debug, Serialize)]
pub struct Published {
    /// `capaian_lapor`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub capaian: Option<String>,
    /// `kategori_lapor`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kategori: Option<String>,
    /// `FILE:LINE`
    pub asal: String,
}

/// Something not taken.
#[derive(Debug, Serialize)]
pub struct Branch {
    /// Its condition, as written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub syarat: Option<String>,
    /// Its result, as written.
    pub hasil: String,
    /// `FILE:LINE`
    pub tempat: String,
}

/// Who ordered something.
#[derive(Debug, Serialize)]
pub struct Order {
    /// `pengukuran`, `butir`, `fungsi`, or the name of the scale or curve.
    pub oleh: String,
    /// `FILE:LINE`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tempat: Option<String>,
}

/// A band.
#[derive(Debug, Serialize)]
pub struct Band {
    /// Its label.
    pub label: String,
    /// Its values.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rentang: Option<String>,
    /// Whether it was chosen.
    pub dipilih: bool,
    /// Where the value lies, seen from it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub letak: Option<&'static str>,
    /// How far from it, in its unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub jarak: Option<String>,
}

/// A member of a list.
#[derive(Debug, Serialize)]
pub struct Member {
    /// Its code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kode: Option<String>,
    /// The place of its value in `karena`, from 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nilai: Option<usize>,
    /// The place of its weight in `karena`, from 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bobot: Option<usize>,
    /// Its part of the weights that count, in persen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bagian: Option<String>,
    /// What it adds to the result.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sumbangan: Option<String>,
    /// Why it was left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tidak_dihitung: Option<&'static str>,
    /// Whether it counts as 0 for want of data.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub dihitung_nol: bool,
    /// Whether it alone decides.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub menentukan: bool,
}
