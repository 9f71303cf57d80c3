//! T0814: titles that stand twice. T0820, T0821: titles that do not fit the unit.

use super::{holds, one, silent};

fn beside(first: &str, second: &str) -> String {
    format!(
        "sasaran S \"Layanan\" {{ indikator I \"{first}\" {{ satuan persen }}\nindikator J \"{second}\" {{ satuan persen }} }}"
    )
}

#[test]
fn two_indicators_of_one_group_with_one_title() {
    let told = one("T0814", &beside("Layanan tepat waktu", "Layanan  tepat-waktu"));
    holds(&told, &["ingat: ", "dua indikator"]);
    assert_eq!((told.place.as_str(), told.related.as_slice()), ("indikator J", &["indikator I".to_owned()][..]));
    one("T0814", &beside("Layanan tepat waktu", "LAYANAN TEPAT WAKTU"));
    silent("T0814", &beside("Layanan tepat waktu", "Layanan tepat sasaran"));
}

#[test]
fn things_of_different_kinds_may_share_a_title() {
    silent("T0814", "sasaran S \"Layanan\" { indikator I \"Layanan\" { satuan persen } }");
    silent("T0814", "data x \"Pegawai\" { satuan angka }\nnilai n \"Pegawai\" { rumus x × 2 }");
    one("T0814", "data x \"Pegawai\" { satuan angka }\ndata y \"Pegawai\" { satuan angka }");
}

fn apart(group: &str, title: &str) -> String {
    format!(
        "{group} A \"Pertama\" {{ indikator I \"{title}\" {{ satuan persen }} }}\n\
         {group} B \"Kedua\" {{ indikator J \"{title}\" {{ satuan persen }} }}"
    )
}

#[test]
fn a_sentence_that_stands_under_two_objectives() {
    let sentence = "Persentase pegawai yang dilayani tepat waktu";
    one("T0814", &apart("sasaran", sentence));
    // Outputs of a work plan are measured alike.
    silent("T0814", &apart("keluaran", sentence));
    silent("T0814", &apart("sasaran", "Indeks kepuasan"));
}

#[test]
fn a_title_of_signs_only_is_none() {
    silent("T0814", &beside("…", "—"));
}

// ---- T0820, T0821 ---------------------------------------------------------------------------

fn titled(title: &str, rest: &str) -> String {
    format!("satuan laporan\nskala opini {{ dasar \"x\" \"WTP\"\n\"WDP\" }}\nindikator I \"{title}\" {{ {rest} }}")
}

#[test]
fn a_percentage_in_another_unit() {
    let told = one("T0820", &titled("Persentase laporan tepat waktu", "satuan laporan target 12 laporan"));
    holds(&told, &["ingat: judul `I` berkata \"Persentase\", sedangkan satuannya laporan"]);
    assert_eq!(told.related, ["12 laporan"]);
    one("T0820", &titled("PRESENTASE laporan", "satuan angka"));
    holds(&one("T0820", &titled("Persentase opini", "satuan opini target \"WTP\"")), &["label skala `opini`"]);
    silent("T0820", &titled("Persentase laporan tepat waktu", "satuan persen target 90%"));
    silent("T0820", &titled("Laporan tepat waktu", "satuan laporan"));
    // Not the first word: it may be about something else.
    silent("T0820", &titled("Laporan tentang persentase", "satuan laporan"));
}

#[test]
fn a_count_in_persen() {
    let told = one("T0821", &titled("Jumlah laporan yang disusun", "satuan persen target 100%"));
    holds(&told, &["ingat: judul `I` berkata \"Jumlah\", sedangkan satuannya persen"]);
    silent("T0821", &titled("Jumlah laporan yang disusun", "satuan laporan target 3 laporan"));
    silent("T0821", &titled("Jumlah persentase penurunan", "satuan persen target 5%"));
    silent("T0821", &titled("Indeks kepuasan", "satuan persen target 100%"));
}
