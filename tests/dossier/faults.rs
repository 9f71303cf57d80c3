//! What must not happen: something overwritten, something half done.

use super::{CLOSE, close, closed, content, office, put, run};
use crate::support::program::{code, err};
use std::path::Path;

/// What lies in a folder, hidden things too.
fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn what_is_there_is_never_overwritten() {
    let (office, folder) = closed();
    let before = content(&folder);
    let output = close(office.path(), "t", &[]);
    assert!(code(&output) == 2 && err(&output).contains("galat[T0951]"), "{}", err(&output));
    assert_eq!(content(&folder), before);
    std::fs::create_dir(office.path().join("kosong")).unwrap();
    put(office.path(), "berkas", "x");
    for target in ["kosong", "berkas", "a.csv", "."] {
        let output = close(office.path(), target, &[]);
        assert!(code(&output) == 2 && err(&output).contains("galat[T0951]"), "{target}: {}", err(&output));
    }
    assert_eq!(std::fs::read_to_string(office.path().join("berkas")).unwrap(), "x");
    assert_eq!(names(office.path()), ["a.csv", "a.takar", "bagian", "berkas", "kosong", "t"]);
}

#[test]
fn nothing_is_closed_inside_what_has_been_closed() {
    let (office, folder) = closed();
    put(office.path(), "b.csv", &super::DATA.replace("86%", "84%"));
    #[cfg(unix)]
    std::os::unix::fs::symlink("t/hasil", office.path().join("tautan")).unwrap();
    let correction = ["koreksi", "t", "--data", "b.csv", "--oleh", "S", "--pada", "2025-02-03", "--keluaran"];
    let before = content(&folder);
    let inside = ["t/k", "t/data/k", "./bagian/../t/hasil/k"];
    for target in inside.into_iter().chain(cfg!(unix).then_some("tautan/k")) {
        for output in [close(office.path(), target, &[]), run(office.path(), &[&correction[..], &[target]].concat())] {
            assert!(code(&output) == 2 && err(&output).contains("galat[T0974]"), "{target}: {}", err(&output));
        }
    }
    // Also from inside, and where the manifest has been edited since.
    let other = office.path().join("lain");
    std::fs::create_dir(&other).unwrap();
    put(&other, "manifes.json", &format!("{} ", std::str::from_utf8(&before["manifes.json"]).unwrap()));
    let output = run(&other, &[&["koreksi", "../t", "--data", "../b.csv"], &correction[4..], &["k"]].concat());
    assert!(code(&output) == 2 && err(&output).contains("galat[T0974]"), "{}", err(&output));
    assert_eq!(content(&folder), before);
    let (code_of, said) = super::verified(&folder);
    assert_eq!(code_of, 0, "{said}");
    // A file of that name that another program has made closes nothing.
    put(&other, "manifes.json", "{\"name\": \"lain\"}");
    let output = run(&other, &[&["koreksi", "../t", "--data", "../b.csv"], &correction[4..], &["k"]].concat());
    assert_eq!(code(&output), 0, "{}", err(&output));
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_nowhere_is_there_too() {
    let office = office();
    std::os::unix::fs::symlink("tidak-ada", office.path().join("t")).unwrap();
    let output = close(office.path(), "t", &[]);
    assert!(code(&output) == 2 && err(&output).contains("galat[T0951]"), "{}", err(&output));
}

#[test]
fn a_place_where_nothing_can_be_written_is_told() {
    let office = office();
    let output = close(office.path(), "tidak/ada/t", &[]);
    assert!(code(&output) == 5 && err(&output).contains("galat[T0702]"), "{}", err(&output));
    let output = close(office.path(), "a.csv/t", &[]);
    assert!(code(&output) == 5 && err(&output).contains("galat[T0702]"), "{}", err(&output));
    if Path::new("/proc/self").exists() {
        let output = close(office.path(), "/proc/t", &[]);
        assert!(code(&output) == 5 && err(&output).contains("galat[T0702]"), "{}", err(&output));
    }
    assert_eq!(names(office.path()), ["a.csv", "a.takar", "bagian"]);
}

#[test]
fn who_and_when_are_said_or_nothing_is_closed() {
    let office = office();
    for (arguments, what) in [
        (vec!["tutup", "a.takar", "--data", "a.csv", "--pada", "2025-01-10", "--keluaran", "t"], "--oleh"),
        (vec!["tutup", "a.takar", "--data", "a.csv", "--oleh", "S", "--keluaran", "t"], "--pada"),
        (vec!["tutup", "a.takar", "--data", "a.csv", "--oleh", "S", "--pada", "2025-01-10"], "--keluaran"),
        (
            vec!["tutup", "a.takar", "--data", "a.csv", "--oleh", " ", "--pada", "2025-01-10", "--keluaran", "t"],
            "--oleh",
        ),
        (
            vec!["tutup", "a.takar", "--data", "a.csv", "--oleh", "a\nb", "--pada", "2025-01-10", "--keluaran", "t"],
            "--oleh",
        ),
        (
            vec!["tutup", "a.takar", "--data", "a.csv", "--oleh", "S", "--pada", "10-01-2025", "--keluaran", "t"],
            "--pada",
        ),
        (
            vec!["tutup", "a.takar", "--data", "a.csv", "--oleh", "S", "--pada", "2025-02-30", "--keluaran", "t"],
            "--pada",
        ),
    ] {
        let output = run(office.path(), &arguments);
        assert!(code(&output) == 2 && err(&output).contains(what), "{arguments:?}: {}", err(&output));
    }
    assert_eq!(names(office.path()), ["a.csv", "a.takar", "bagian"]);
}

#[test]
fn bad_rules_and_bad_data_leave_nothing_behind() {
    let office = office();
    put(office.path(), "salah.csv", "unit;kode;realisasi\nX;I1;86\u{a0}koma 5\n");
    let arguments: Vec<&str> = CLOSE.iter().map(|word| if *word == "a.csv" { "salah.csv" } else { word }).collect();
    let output = run(office.path(), &[&arguments[..], &["--keluaran", "t"]].concat());
    assert_eq!(code(&output), 4, "{}", err(&output));
    assert!(err(&output).contains("data/1-salah.csv adalah salinan salah.csv"), "{}", err(&output));
    put(office.path(), "salah.takar", "aturan a {");
    let arguments: Vec<&str> = CLOSE.iter().map(|word| if *word == "a.takar" { "salah.takar" } else { word }).collect();
    let output = run(office.path(), &[&arguments[..], &["--keluaran", "t"]].concat());
    assert_eq!(code(&output), 3, "{}", err(&output));
    assert_eq!(names(office.path()), ["a.csv", "a.takar", "bagian", "salah.csv", "salah.takar"]);
}

#[test]
fn a_list_of_errors_is_refused_rather_than_never_written() {
    let (office, _) = closed();
    let output = close(office.path(), "k", &["--galat-ke", "galat.csv"]);
    assert!(code(&output) == 2 && err(&output).contains("--galat-ke"), "{}", err(&output));
    let correction = ["koreksi", "t", "--data", "a.csv", "--oleh", "S", "--pada", "2025-02-03", "--keluaran", "k"];
    let output = run(office.path(), &[&correction[..], &["--galat-ke", "galat.csv"]].concat());
    assert!(code(&output) == 2 && err(&output).contains("--galat-ke"), "{}", err(&output));
    assert_eq!(names(office.path()), ["a.csv", "a.takar", "bagian", "t"]);
}

#[test]
fn a_period_in_which_something_fails_is_closed_as_it_is() {
    let office = office();
    let rules = std::fs::read_to_string(office.path().join("a.takar")).unwrap();
    put(office.path(), "a.takar", &(rules + "pastikan S1.capaian ≥ 99% \"hampir semuanya\"\n"));
    // X: (91 + 90) / 2 = 90,5%.
    let output = close(office.path(), "t", &[]);
    assert_eq!(code(&output), 1, "{}", err(&output));
    let manifest = super::manifest(&office.path().join("t"));
    assert_eq!((&manifest["jumlah"]["pastikan_gagal"], &manifest["jumlah"]["pastikan_lulus"]), (&1.into(), &3.into()));
    assert_eq!(super::verified(&office.path().join("t")).0, 0);
}

#[test]
fn data_that_is_not_grouped_by_unit_is_closed_all_the_same() {
    let office = office();
    put(office.path(), "a.csv", "unit;kode;realisasi\nX;I1;86%\nY;I1;95%\nX;I2;72%\nY;I2;80%\n");
    assert_eq!(code(&close(office.path(), "t", &[])), 0);
    let (code, said) = super::verified(&office.path().join("t"));
    assert_eq!(code, 0, "{said}");
    let manifest = super::manifest(&office.path().join("t"));
    assert_eq!((&manifest["jumlah"]["kasus"], &manifest["jumlah"]["unit"]), (&2.into(), &2.into()));
}

#[cfg(unix)]
#[test]
fn a_closing_that_is_stopped_leaves_nothing_behind() {
    use std::process::{Command, Stdio};
    let office = office();
    // Data that never comes: the folder has been begun by then.
    let pipe = office.path().join("pipa.csv");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let arguments: Vec<&str> = CLOSE.iter().map(|word| if *word == "a.csv" { "pipa.csv" } else { word }).collect();
    let mut program = crate::support::program::command(office.path(), &[&arguments[..], &["--keluaran", "t"]].concat());
    let child = program.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let begun = |folder: &Path| names(folder).iter().any(|name| name.starts_with(".takar-"));
    while !begun(office.path()) {
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
    let output = child.wait_with_output().unwrap();
    assert_eq!(code(&output), 130, "{}", err(&output));
    assert_eq!(names(office.path()), ["a.csv", "a.takar", "bagian", "pipa.csv"]);
}

#[test]
fn a_closing_is_whole_or_not_there_whenever_it_is_stopped() {
    use std::process::Stdio;
    let office = office();
    let before = names(office.path());
    let start = std::time::Instant::now();
    run(office.path(), &[&CLOSE[..], &["--keluaran", "t"]].concat());
    let whole = start.elapsed();
    std::fs::remove_dir_all(office.path().join("t")).unwrap();
    for part in 0..24 {
        let arguments = [&CLOSE[..], &["--keluaran", "t"]].concat();
        let mut program = crate::support::program::command(office.path(), &arguments);
        let child = program.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        // Most of them near the end, where it gets its name.
        std::thread::sleep(whole * (76 + 2 * part) / 100);
        let _ =
            std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).stderr(Stdio::null()).status();
        let output = child.wait_with_output().unwrap();
        if office.path().join("t").exists() {
            assert_eq!(code(&output), 0, "{}", err(&output));
            let verified = run(office.path(), &["verifikasi", "t"]);
            assert_eq!(code(&verified), 0, "{}", err(&verified));
            std::fs::remove_dir_all(office.path().join("t")).unwrap();
        } else {
            // A signal before the handler is there ends the run as the system does.
            assert!(output.status.code().is_none_or(|code| code == 130), "{:?} {}", output.status, err(&output));
            assert_eq!(err(&output), "");
        }
        assert_eq!(names(office.path()), before);
    }
}

#[test]
fn the_help_offers_nothing_that_is_refused() {
    let office = office();
    for verb in ["tutup", "koreksi"] {
        let help = String::from_utf8(run(office.path(), &[verb, "--help"]).stdout).unwrap();
        assert!(help.contains("--data") && !help.contains("masukan standar"), "{help}");
    }
    let arguments: Vec<&str> = CLOSE.iter().map(|word| if *word == "a.csv" { "-" } else { word }).collect();
    let output = run(office.path(), &[&arguments[..], &["--keluaran", "t"]].concat());
    assert!(code(&output) == 2 && err(&output).contains("galat[T0952]"), "{}", err(&output));
    // Where it can be read it is offered.
    assert!(String::from_utf8(run(office.path(), &["hitung", "--help"]).stdout).unwrap().contains("masukan standar"));
}
