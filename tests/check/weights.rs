//! T0808, T0809, T0810: weights that are equal, zero, or not used.

use super::{holds, one, silent};

/// Two indicators with these weights, aggregated so.
fn weighed(aggregation: &str, first: &str, second: &str) -> String {
    format!(
        "gunakan \"baku/polaritas.takar\"\npengukuran {{ polaritas positif {aggregation} }}\n\
         sasaran S \"Layanan\" {{\n  indikator I \"Ketepatan\" {{ satuan persen target 90% {first} }}\n  \
         indikator J \"Kepuasan\" {{ satuan angka target 4 {second} }}\n}}\n"
    )
}

const MEAN: &str = "agregasi rata_rata";
const WEIGHTED: &str = "agregasi rata_rata_tertimbang";

#[test]
fn weights_that_are_all_equal() {
    let told = one("T0808", &weighed(WEIGHTED, "bobot 50%", "bobot 50%"));
    holds(&told, &["saran: 2 bobot", "semuanya 50%"]);
    holds(&one("T0808", &weighed(WEIGHTED, "bobot 3", "bobot 3")), &["semuanya 3 "]);
    silent("T0808", &weighed(WEIGHTED, "bobot 60%", "bobot 40%"));
    // Those are told about for another reason.
    silent("T0808", &weighed(MEAN, "bobot 50%", "bobot 50%"));
}

#[test]
fn a_single_weight_is_equal_to_nothing() {
    let text = "gunakan \"baku/polaritas.takar\"\npengukuran { polaritas positif agregasi rata_rata_tertimbang }\n\
                sasaran S \"Layanan\" { indikator I \"Ketepatan\" { satuan persen target 90% bobot 100% } }";
    silent("T0808", text);
}

#[test]
fn equal_weights_that_count_beside_others() {
    // Within the first group a plain mean would do; in the total 10 and 10 stand beside 30.
    let group = |name: &str, weights: [u8; 2]| {
        let [first, second] = weights;
        format!(
            "sasaran {name} \"Layanan {name}\" {{\n  indikator {name}.1 \"Ketepatan {name}\" {{ satuan persen target 90% bobot {first} }}\n  \
             indikator {name}.2 \"Kepuasan {name}\" {{ satuan angka target 4 bobot {second} }}\n}}\n"
        )
    };
    let head = "gunakan \"baku/polaritas.takar\"\npengukuran { polaritas positif agregasi rata_rata_tertimbang }\n";
    let total = "nilai n \"Nilai\" { rumus rata_rata_tertimbang(indikator.capaian; indikator.bobot) }\n";
    let groups = |a, b| head.to_owned() + &group("S", a) + &group("T", b);
    one("T0808", &groups([10, 10], [20, 30]));
    silent("T0808", &(groups([10, 10], [20, 30]) + total));
    // Their size counts where a formula multiplies by them, and where only a condition looks at them it does not.
    silent("T0808", &(groups([10, 10], [20, 30]) + "nilai n \"Nilai\" { rumus S.1.bobot × S.1.capaian }"));
    one("T0808", &(groups([10, 10], [20, 30]) + "pastikan jumlah(indikator.bobot) = 70 \"bobot 70\""));
}

#[test]
fn a_weight_of_zero() {
    let told = one("T0809", &weighed(WEIGHTED, "bobot 100%", "bobot 0%"));
    holds(&told, &["ingat: `J` berbobot 0"]);
    assert_eq!(told.place, "0%");
    silent("T0809", &weighed(WEIGHTED, "bobot 99%", "bobot 1%"));
    silent("T0809", &weighed(MEAN, "bobot 100%", "bobot 0%"));
}

#[test]
fn weights_that_no_one_uses() {
    let told = one("T0810", &weighed(MEAN, "bobot 60%", "bobot 40%"));
    holds(&told, &["ingat: bobot dalam `S` tidak dipakai", "rata_rata_tertimbang"]);
    silent("T0810", &weighed(WEIGHTED, "bobot 60%", "bobot 40%"));
}

#[test]
fn weights_that_a_formula_reads() {
    let formula = "nilai n \"Nilai\" { rumus rata_rata_tertimbang(indikator.capaian; indikator.bobot) }";
    silent("T0810", &(weighed(MEAN, "bobot 60%", "bobot 40%") + formula));
    silent("T0810", &(weighed(MEAN, "bobot 60%", "bobot 40%") + "nilai n \"Nilai\" { rumus I.bobot × I.capaian }"));
    // Looking at a weight in a test is not using it.
    one("T0810", &(weighed(MEAN, "bobot 60%", "bobot 40%") + "uji \"bobot\" { maka I.bobot = 60% }"));
}

#[test]
fn weights_beside_targets_only() {
    // A performance agreement that states weights for others to use.
    let text = "sasaran S \"Layanan\" { indikator I \"Ketepatan\" { satuan persen target 90% bobot 60% }\n\
                indikator J \"Kepuasan\" { satuan angka target 4 bobot 40% } }";
    silent("T0810", text);
}
