//! What shells and `man` are given: completions and manual pages, made from the table of verbs.

use std::process::{Command, Output};
use tempfile::TempDir;

const VERBS: &[&str] = &["hitung", "jelaskan", "periksa", "uji", "baku", "galat", "pelengkap", "manual"];

fn takar(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_takar"))
        .args(arguments)
        .env_remove("TAKAR_BAHASA")
        .output()
        .expect("the program runs")
}

fn stdout(arguments: &[&str]) -> String {
    let output = takar(arguments);
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn each_shell_gets_a_script_with_every_verb() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = stdout(&["pelengkap", shell]);
        for verb in VERBS.iter().chain(&["eval", "explain"]) {
            assert!(script.contains(verb), "{shell} does not complete {verb}");
        }
        assert!(script.contains("perubahan"), "{shell} does not complete options");
    }
    assert_eq!(stdout(&["pelengkap", "bash"]), stdout(&["completions", "bash"]));
}

#[test]
fn a_shell_without_a_script_is_told_with_those_that_have_one() {
    let output = takar(&["pelengkap", "tcsh"]);
    assert_eq!(output.status.code(), Some(2));
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(told.contains("T0716") && told.contains("bash, zsh, fish, elvish, powershell"), "{told}");
}

#[test]
fn bash_completes_verbs_options_and_values() {
    if Command::new("bash").arg("--version").output().is_err() {
        return;
    }
    let script = stdout(&["pelengkap", "bash"]);
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("takar.bash");
    std::fs::write(&path, script).unwrap();
    let complete = |line: &str| {
        let words: Vec<&str> = line.split(' ').collect();
        let (current, previous) = (words[words.len() - 1], words[words.len() - 2]);
        let run = format!(
            "source '{}'; COMP_WORDS=({line}); [[ '{current}' == '' ]] && COMP_WORDS+=(''); \
             COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); _takar takar '{current}' '{previous}'; echo \"${{COMPREPLY[*]}}\"",
            path.display()
        );
        let output = Command::new("bash").args(["-c", &run]).output().unwrap();
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    };
    assert_eq!(complete("takar hi"), "hitung");
    assert_eq!(complete("takar expl"), "explain");
    assert_eq!(complete("takar hitung --perub"), "--perubahan");
    assert_eq!(complete("takar hitung --angka "), "id en");
}

#[test]
fn every_verb_has_a_manual_page_with_its_options() {
    let main = stdout(&["manual"]);
    for verb in VERBS {
        assert!(main.contains(&format!("takar\\-{verb}(1)")), "{verb} is not in takar.1");
        let page = stdout(&["manual", verb]);
        assert!(page.contains(&format!("TAKAR\\-{}", verb.to_uppercase())) || page.contains(&verb.to_uppercase()));
        let help = stdout(&[verb, "--help"]);
        for option in help.split_whitespace().filter(|word| word.starts_with("--")) {
            let escaped = option.replace('-', "\\-");
            assert!(page.contains(&escaped), "{option} is not in the page of {verb}");
        }
    }
    for heading in ["NAMA", "RINGKASAN", "KETERANGAN", "OPSI", "STATUS KELUAR", "LIHAT JUGA"] {
        assert!(main.contains(&format!(".SH \"{heading}\"")), "{heading}");
    }
    assert!(stdout(&["manual", "hitung", "--bahasa", "en"]).contains(".SH \"EXIT STATUS\""));
    // A verb's English word names the same page.
    assert_eq!(stdout(&["manual", "eval"]), stdout(&["man", "hitung"]));
    assert_eq!(takar(&["manual", "hitng"]).status.code(), Some(2));
}

#[test]
fn manual_pages_are_written_to_a_folder_all_or_none() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().to_str().unwrap();
    stdout(&["manual", "--folder", path]);
    let mut files: Vec<String> =
        std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    files.sort();
    let mut expected: Vec<String> = VERBS.iter().map(|verb| format!("takar-{verb}.1")).collect();
    expected.push("takar.1".to_owned());
    expected.sort();
    assert!(expected.iter().all(|page| files.contains(page)), "{files:?}");
    assert!(files.iter().all(|file| file.ends_with(".1")), "{files:?}");

    let missing = folder.path().join("tidak-ada");
    let output = takar(&["manual", "--folder", missing.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(5));
    assert!(!missing.exists());
}
