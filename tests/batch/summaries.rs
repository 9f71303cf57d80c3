//! `--ringkasan` by several threads: what each has counted, put together, is what one would have counted.

use super::{HEADER, RULES, same_by, table};
use serde_json::Value;
use tempfile::TempDir;

/// Some units fail a condition, some only warn.
fn rules() -> String {
    format!("{RULES}\npastikan IK2.capaian ≥ 70% \"IK2 paling sedikit 70%\"\npastikan IK4.realisasi > 0 \"IK4 ada\"\n")
}

/// The summary of a table, the same however it is made.
fn summary(data: &str, options: &[&str]) -> (i32, Value, String) {
    let folder = TempDir::new().unwrap();
    for format in ["csv", "tabel"] {
        same_by(&rules(), &folder, data, &[options, &["--ringkasan", "--format", format]].concat());
    }
    let (code, text, told) =
        same_by(&rules(), &folder, data, &[options, &["--ringkasan", "--format", "json"]].concat());
    (code, serde_json::from_str(&text).unwrap_or(Value::Null), told)
}

#[test]
fn clean_tables() {
    let data = table(1500, HEADER, |_, _, _| None);
    let (code, document, told) = summary(&data, &[]);
    assert_eq!((code, told.as_str()), (1, ""));
    let summary = &document["ringkasan"];
    assert_eq!(
        (&summary["unit"], &summary["hasil"], &summary["keadaan"]["nilai"]),
        (&1500.into(), &1500.into(), &1500.into())
    );
    let nodes = summary["simpul"].as_array().unwrap();
    // Two sasaran, four indicators and a nilai, in the order of the rules; every one has a figure for every unit.
    let codes: Vec<_> = nodes.iter().map(|node| node["kode"].as_str().unwrap()).collect();
    assert_eq!(codes, ["S1", "IK1", "IK2", "S2", "IK3", "IK4", "selisih"]);
    for node in nodes {
        assert_eq!(node["sebaran"]["banyak"], 1500, "{node}");
        if let Some(ratings) = node.get("kategori") {
            let counted: u64 = ratings.as_object().unwrap().values().map(|count| count.as_u64().unwrap()).sum();
            assert_eq!(counted, 1500, "{node}");
        }
    }
    // IK2 is negative: 200% less what was done, which is 10% to 139%. Those with more than 130% are below 70%.
    let failures = summary["gagal"].as_array().unwrap();
    assert!(!failures.is_empty() && failures.iter().all(|failure| failure["pastikan"] == "IK2 paling sedikit 70%"));
}

#[test]
fn whatever_is_odd_is_counted_too() {
    type Odd = fn(usize, usize, &str) -> Option<String>;
    let odds: &[(&str, Odd)] = &[
        ("no realization", |u, p, r| (u % 7 == 0 && p == 1).then(|| r[..r.rfind(',').unwrap() + 1].to_owned())),
        ("a row is missing", |u, p, _| (u % 9 == 0 && p == 2).then(String::new)),
        ("target 0", |u, p, _| (u % 5 == 0 && p == 0).then(|| format!("Unit {u:05},IK1,0,1"))),
        ("nothing but target 0", |u, p, _| (p == 0).then(|| format!("Unit {u:05},IK1,0,1"))),
        ("not applicable", |u, p, _| (p == 3 && u % 4 == 0).then(|| format!("Unit {u:05},IK4,10,tidak berlaku"))),
        ("fails twice", |u, p, _| (p == 3 && u % 3 == 0).then(|| format!("Unit {u:05},IK4,10,0"))),
        ("enormous", |u, p, _| (p == 3).then(|| format!("Unit {u:05},IK4,3,88888888888888888888{u}"))),
        ("many fractions", |u, p, _| (p == 0).then(|| format!("Unit {u:05},IK1,{},1", 1009 + u * 2))),
        ("not together", |u, p, r| (p == 3).then(|| r.replace(&format!("{u:05}"), &format!("{:05}", 399 - u)))),
        ("a bad row", |u, p, _| (u == 70 && p == 3).then(|| "Unit 00070,IK4,5,banyak".to_owned())),
    ];
    for (what, odd) in odds {
        println!("{what}");
        let data = table(400, HEADER, odd);
        let (code, document, told) = summary(&data, &["--lanjut"]);
        assert_eq!(code, 1, "{what}: {told}");
        assert_eq!(document["ringkasan"]["unit"], 400, "{what}");
    }
}

#[test]
fn more_failures_than_are_listed() {
    let data = table(1400, HEADER, |u, p, _| (p == 3).then(|| format!("Unit {u:05},IK4,10,0")));
    let (_, document, _) = summary(&data, &[]);
    let summary = &document["ringkasan"];
    let listed = summary["gagal"].as_array().unwrap();
    assert_eq!(listed.len(), 1000);
    // The first ones, in the order of the units: all 1400 fail one condition, some the other one as well.
    let units: Vec<&str> = listed.iter().map(|failure| failure["unit"].as_str().unwrap()).collect();
    assert!(units.is_sorted() && units[0] == "Unit 00000");
    assert!(summary["gagal_lain"].as_u64().unwrap() >= 400, "{summary}");
}
