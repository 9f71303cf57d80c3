//! `takar format` as its users run it.

use crate::support::program::{code, command, err, out, takar, write};
use std::io::Write;
use std::process::{Output, Stdio};
use tempfile::TempDir;

const ODD: &str = "data a \"A\" {satuan persen}\n";
const TIDY: &str = "data a \"A\" { satuan persen }\n";

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (name, text) in files {
        if let Some((parent, _)) = name.rsplit_once('/') {
            std::fs::create_dir_all(folder.path().join(parent)).unwrap();
        }
        write(&folder, name, text);
    }
    folder
}

fn read(folder: &TempDir, name: &str) -> String {
    std::fs::read_to_string(folder.path().join(name)).unwrap()
}

fn names(folder: &TempDir) -> Vec<String> {
    let entries = std::fs::read_dir(folder.path()).unwrap();
    let mut names: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// The program with this standard input.
fn piped(folder: &TempDir, arguments: &[&str], text: &str) -> Output {
    let mut program = command(folder.path(), arguments);
    let mut child = program.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

#[test]
fn files_and_folders_are_laid_out_and_told() {
    let folder =
        folder(&[("satu.takar", ODD), ("dalam/dua.takar", ODD), ("dalam/rapi.takar", TIDY), ("lain.txt", ODD)]);
    let output = takar(&folder, &["format", "satu.takar", "dalam"]);
    assert_eq!(code(&output), 0);
    assert_eq!(out(&output), "");
    assert_eq!(err(&output), "diubah: satu.takar\ndiubah: dalam/dua.takar\n3 berkas dibaca: 2 diubah\n");
    assert_eq!(read(&folder, "satu.takar"), TIDY);
    assert_eq!(read(&folder, "dalam/dua.takar"), TIDY);
    assert_eq!(read(&folder, "lain.txt"), ODD);
    assert_eq!(names(&folder), ["dalam", "lain.txt", "satu.takar"], "nothing else is left behind");
    let again = takar(&folder, &["fmt", ".", "--bahasa", "en"]);
    assert_eq!((code(&again), err(&again)), (0, "3 files read: 0 changed\n".to_owned()));
}

#[test]
fn what_does_not_change_is_not_written() {
    let folder = folder(&[("rapi.takar", TIDY)]);
    let path = folder.path().join("rapi.takar");
    let old = std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000);
    std::fs::File::options().write(true).open(&path).unwrap().set_modified(old).unwrap();
    assert_eq!(code(&takar(&folder, &["format", "rapi.takar"])), 0);
    assert_eq!(path.metadata().unwrap().modified().unwrap(), old);
}

#[test]
fn a_check_changes_nothing_and_shows_the_difference() {
    let folder =
        folder(&[("a.takar", "# kepala\ndata a \"A\" {satuan persen}\n\n\n\npastikan a>=0"), ("b.takar", TIDY)]);
    let output = takar(&folder, &["format", "--cek", "a.takar", "b.takar"]);
    assert_eq!(code(&output), 1);
    let wanted = "\
--- a.takar
+++ a.takar
@@ -1,6 +1,4 @@
 # kepala
-data a \"A\" {satuan persen}
+data a \"A\" { satuan persen }
 
-
-
-pastikan a>=0
\\ No newline at end of file
+pastikan a ≥ 0
";
    assert_eq!(out(&output), wanted);
    assert_eq!(err(&output), "2 berkas diperiksa: 1 akan diubah\n");
    assert!(read(&folder, "a.takar").ends_with("pastikan a>=0"));
    let tidy = takar(&folder, &["format", "--cek", "b.takar"]);
    assert_eq!((code(&tidy), out(&tidy)), (0, String::new()));
    let coloured = takar(&folder, &["format", "--cek", "a.takar", "--warna", "selalu"]);
    assert!(out(&coloured).contains("\u{1b}[32m+pastikan a ≥ 0\u{1b}[0m\n"));
}

#[test]
fn standard_input_goes_to_standard_output() {
    let folder = folder(&[]);
    let output = piped(&folder, &["format", "-"], ODD);
    assert_eq!((code(&output), out(&output), err(&output)), (0, TIDY.to_owned(), String::new()));
    let check = piped(&folder, &["format", "-", "--cek"], ODD);
    assert_eq!(code(&check), 1);
    assert!(out(&check).starts_with("--- -\n+++ -\n@@ -1 +1 @@\n"));
    // An editor keeps what it has where nothing comes back.
    let broken = piped(&folder, &["format", "-"], "data a {");
    assert_eq!((code(&broken), out(&broken)), (3, String::new()));
    assert!(err(&broken).contains("galat[T0108]"));
    // The name of the file says that it is Markdown.
    let markdown = format!("# Teks   {{\n\n```takar\n{ODD}\n```\n");
    let output = piped(&folder, &["format", "-", "--nama", "a.takar.md"], &markdown);
    assert_eq!((code(&output), out(&output)), (0, format!("# Teks   {{\n\n```takar\n{TIDY}```\n")), "{}", err(&output));
    let unnamed = piped(&folder, &["format", "-"], &markdown);
    assert_eq!((code(&unnamed), out(&unnamed)), (3, String::new()));
}

#[test]
fn a_file_with_mistakes_is_left_and_the_others_are_laid_out() {
    let wrong = "data a \"A\" {satuan 97.5}\n";
    let folder = folder(&[("a.takar", ODD), ("salah.takar", wrong), ("z.takar", ODD)]);
    let output = takar(&folder, &["format", "."]);
    assert_eq!(code(&output), 3);
    assert!(err(&output).contains("salah.takar:1:20"), "{}", err(&output));
    assert_eq!((read(&folder, "a.takar"), read(&folder, "z.takar")), (TIDY.to_owned(), TIDY.to_owned()));
    assert_eq!(read(&folder, "salah.takar"), wrong);
    // Names and types do not matter.
    write(&folder, "salah.takar", "nilai n { rumus tidak_ada }\n");
    assert_eq!(code(&takar(&folder, &["format", "."])), 0);
}

#[test]
fn what_cannot_be_read_is_told() {
    let folder = folder(&[("a.takar", ODD)]);
    let output = takar(&folder, &["format", "tidak-ada.takar", "a.takar"]);
    assert_eq!(code(&output), 5);
    assert!(err(&output).contains("galat[T0701]"));
    assert_eq!(read(&folder, "a.takar"), TIDY);
    std::fs::write(folder.path().join("b.takar"), b"\xff\xfe").unwrap();
    assert_eq!(code(&takar(&folder, &["format", "b.takar"])), 5);
    assert_eq!(code(&takar(&folder, &["format"])), 2);
}

#[cfg(unix)]
#[test]
fn permissions_and_links_stay() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder(&[("asli/a.takar", ODD)]);
    let path = folder.path().join("asli/a.takar");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o640)).unwrap();
    std::os::unix::fs::symlink("asli/a.takar", folder.path().join("sambungan.takar")).unwrap();
    assert_eq!(code(&takar(&folder, &["format", "sambungan.takar"])), 0);
    assert!(folder.path().join("sambungan.takar").is_symlink());
    assert_eq!(read(&folder, "asli/a.takar"), TIDY);
    assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o640);
    // A file that may not be written is not replaced.
    std::fs::write(&path, ODD).unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o440)).unwrap();
    let output = takar(&folder, &["format", "asli/a.takar"]);
    assert_eq!(code(&output), 5);
    assert!(err(&output).contains("galat[T0702]"));
    assert_eq!(read(&folder, "asli/a.takar"), ODD);
}
