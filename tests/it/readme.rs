//! What the README promises, done: its commands run, its example is read, its error is the real one.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const README: &str = include_str!("../../README.md");

/// A command line of the README that runs the program.
const RUN: &str = "cargo run --release -- ";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The fenced blocks in one language.
fn blocks(language: &str) -> Vec<String> {
    let mut blocks = Vec::new();
    let mut open: Option<(bool, String)> = None;
    for line in README.lines() {
        match (line.strip_prefix("```"), &mut open) {
            (Some(found), None) => open = Some((found == language, String::new())),
            (Some(_), Some(_)) => blocks.extend(open.take().filter(|(wanted, _)| *wanted).map(|(_, text)| text)),
            (None, Some((_, text))) => *text += &format!("{line}\n"),
            (None, None) => {}
        }
    }
    assert!(!blocks.is_empty(), "the README has no block of {language}");
    blocks
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_voortgang")).args(arguments).current_dir(folder).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// The words of a command line as a shell makes them: one between quotes is one, `*` stands for all in a folder.
fn words(place: &Path, line: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (number, part) in line.split('"').enumerate() {
        if number % 2 == 1 {
            words.push(part.to_owned());
            continue;
        }
        for word in part.split_whitespace() {
            let Some(folder) = word.strip_suffix("/*") else {
                words.push(word.to_owned());
                continue;
            };
            let within = fs::read_dir(place.join(folder)).unwrap().map(|entry| entry.unwrap().file_name());
            let mut names: Vec<String> = within.map(|name| format!("{folder}/{}", name.to_str().unwrap())).collect();
            names.sort();
            words.extend(names);
        }
    }
    words
}

#[test]
fn every_command_runs() {
    let place = tempfile::tempdir().unwrap();
    for folder in ["fixtures/valid", "fixtures/portfolio"] {
        copy(&root().join(folder), &place.path().join(folder));
    }
    let mut reports = 0;
    for line in blocks("sh").iter().flat_map(|block| block.lines()) {
        // The other command of the README is the one that runs this test.
        if line == "cargo test --release" {
            continue;
        }
        let arguments = line.strip_prefix(RUN).unwrap_or_else(|| panic!("`{line}` is no command this test knows"));
        let words = words(place.path(), arguments);
        let output = run(place.path(), &words.iter().map(String::as_str).collect::<Vec<_>>());
        assert!(output.status.success(), "{line}\n{}", text(&output.stderr));
        // What answers a question says so on standard output; what makes files names them there.
        let answers = ["bewijs ", "herkomst "].iter().any(|command| arguments.starts_with(command));
        for path in text(&output.stdout).lines().filter(|_| !answers) {
            // Beside an overview come its figures.
            if path.ends_with(".csv") || path.ends_with(".json") {
                assert!(place.path().join(path).exists(), "{line}");
                continue;
            }
            // A new dossier is a folder, a new year files of one.
            if !path.ends_with(".pdf") {
                let file = place.path().join(path);
                // A package is a folder with its manifest in it, and a zip of it.
                let is_made = file.join("deal.yaml").exists() || file.join("inhoud.json").exists();
                let is_file = file.extension().is_some_and(|end| end == "yaml" || end == "zip");
                assert!(is_made || (is_file && file.is_file()), "{line}");
                continue;
            }
            assert!(fs::read(place.path().join(path)).unwrap().starts_with(b"%PDF-"), "{line}");
            let asked = words.iter().any(|word| path.starts_with(word.as_str()));
            assert!(asked || README.contains(&format!("`{path}`")), "the README does not name {path}");
            reports += 1;
        }
    }
    assert!(reports > 0, "no command of the README makes a report");
}

/// The smallest dossier with the example of the README laid into it.
fn example(place: &Path) -> PathBuf {
    let folder = place.join("dossier");
    copy(&root().join("fixtures/valid/minimaal"), &folder);
    for block in blocks("yaml") {
        let name = block.lines().next().and_then(|line| line.strip_prefix("# ")).unwrap();
        if let Some((name, key)) = name.split_once(", onder ") {
            let (_, lines) = block.split_once('\n').unwrap();
            let path = folder.join(name);
            let whole = fs::read_to_string(&path).unwrap();
            let key = format!("\n{key}:\n");
            assert!(whole.contains(&key), "{name} has no {key}");
            fs::write(path, whole.replacen(&key, &format!("{key}{lines}"), 1)).unwrap();
            continue;
        }
        let path = folder.join(name);
        assert!(!path.exists(), "{name} is in the smallest dossier already");
        fs::write(path, block).unwrap();
    }
    folder
}

#[test]
fn the_example_is_read_without_a_remark() {
    let place = tempfile::tempdir().unwrap();
    example(place.path());
    let output = run(place.path(), &["controleer", "dossier"]);
    let said = text(&output.stderr);
    assert!(said.starts_with("dossier: geen fouten gevonden\n\n"), "{said}");
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn the_error_is_what_the_program_says() {
    let place = tempfile::tempdir().unwrap();
    let folder = example(place.path());
    let shown = blocks("text").remove(0);
    // The message tells where the mistake is and how the line reads: put it there.
    let (_, place_of) = shown.split_once("--> ").unwrap();
    let mut parts = place_of.lines().next().unwrap().split(':');
    let (file, line) = (parts.next().unwrap(), parts.next().unwrap());
    let (_, wrong) = shown.split_once(&format!("\n{line} | ")).unwrap();
    let wrong = wrong.lines().next().unwrap();
    let path = folder.join(file);
    let text_before = fs::read_to_string(&path).unwrap();
    let mut lines: Vec<&str> = text_before.lines().collect();
    lines[line.parse::<usize>().unwrap() - 1] = wrong;
    fs::write(&path, lines.join("\n") + "\n").unwrap();

    let output = run(place.path(), &["controleer", "dossier"]);
    assert_eq!((text(&output.stderr), output.status.code()), (shown, Some(1)));
}

#[test]
fn what_it_points_to_is_there() {
    let links = README.match_indices("](").map(|(at, _)| &README[at + 2..]);
    let links = links.filter_map(|rest| rest.split(')').next());
    let code =
        README.split('`').skip(1).step_by(2).filter(|word| word.contains('/') && !word.contains([' ', '<', '*']));
    let is_ours = |path: &&str| {
        ["src/", "fixtures/", "benches/", "report-templates/", ".ci/", ".readme/", "LICENSE"]
            .iter()
            .any(|start| path.starts_with(start))
    };
    let found: Vec<&str> = links.chain(code).filter(is_ours).collect();
    assert!(found.len() > 8, "{found:?}");
    for path in found {
        assert!(root().join(path).exists(), "{path} is not there");
    }
}
