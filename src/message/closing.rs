//! T095x to T097x: published figures, and periods that are closed.

use super::Told;

messages! {
    /// T095x to T097x: published figures, and periods that are closed.
    ClosingMessage {
        /// There is nothing to reconcile.
        950 Warning NothingPublished {}
            id: Told::new("data ini tidak memuat angka yang dilaporkan").help("tulis angka laporan dalam kolom `capaian_lapor` dan `kategori_lapor`"),
            en: Told::new("this data holds no published figures").help("write the figures of the report into the columns `capaian_lapor` and `kategori_lapor`");
    }
}
