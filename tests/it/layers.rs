//! The table of allowed imports, and who may touch the world outside. See `src/lib.rs`.

use std::fs;
use std::path::{Path, PathBuf};

/// The steps in the order of the data. Each may use those above it, and [`FOR_ALL`].
const STEPS: [&str; 9] = ["model", "read", "figures", "check", "chart", "compose", "typeset", "package", "publish"];

/// What every step may use, besides `model`, whose nouns are everywhere.
const FOR_ALL: [&str; 3] = ["diagnostic", "format", "world"];

/// Those that stand above the steps, each above those before it.
const ABOVE: [&str; 8] = ["pipeline", "origin", "proof", "stamp", "workers", "cli", "commands", "main"];

/// What only those above the steps may use, besides the steps.
const BESIDE: [&str; 2] = ["start", "derive"];

/// What a module may use besides itself; `None` for everything.
fn allowed(module: &str) -> Option<Vec<&'static str>> {
    match module {
        // Plain data; a place is named by a key path.
        "model" => Some(vec!["diagnostic"]),
        "diagnostic" => Some(vec![]),
        "format" => Some(vec!["model"]),
        "world" => Some(vec!["format"]),
        // The files of a dossier that does not exist yet stand before all steps but reading.
        "start" => Some(vec!["model", "read", "world"]),
        // Beside the steps: no step of a report may use it, as it opens `intern/`.
        "derive" => Some([&["model", "read"], &FOR_ALL[..]].concat()),
        "lib" => None,
        module if ABOVE.contains(&module) => {
            let below = ABOVE.iter().take_while(|other| **other != module);
            Some(below.chain(&STEPS).chain(&FOR_ALL).chain(&BESIDE).copied().collect())
        }
        module => {
            let place = STEPS
                .iter()
                .position(|step| *step == module)
                .unwrap_or_else(|| panic!("src/{module} is not in the table"));
            Some(STEPS[..place].iter().chain(&FOR_ALL).copied().collect())
        }
    }
}

/// A line of code of `src`, without its comment.
struct Line {
    module: String,
    place: String,
    code: String,
    /// Whether it is built for tests alone.
    in_tests: bool,
}

fn lines() -> Vec<Line> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    collect(&src, &mut files);
    files.sort();
    let mut lines = Vec::new();
    for file in files {
        let name = file.strip_prefix(&src).unwrap().to_str().unwrap().to_owned();
        let module = name.split(['/', '.']).next().unwrap().to_owned();
        let text = fs::read_to_string(&file).unwrap();
        let mut in_tests = name == "chart/proof.rs" || name.ends_with("/tests.rs");
        let mut above = "";
        for (index, line) in text.lines().enumerate() {
            in_tests |= above == "#[cfg(test)]" && line.ends_with('{');
            above = line;
            let code = line.split("//").next().unwrap().to_owned();
            lines.push(Line { module: module.clone(), place: format!("src/{name}:{}", index + 1), code, in_tests });
        }
    }
    lines
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
}

#[test]
fn a_step_imports_only_earlier_steps() {
    let mut faults = Vec::new();
    let mut paths = 0;
    for Line { module, place, code, in_tests } in lines() {
        assert!(!code.contains("crate::{"), "{place}: one path per import, so that this test can read it");
        // From a file of a step, that leads out of the step; from the tests in it, it does not.
        assert!(in_tests || !code.contains("super::super::"), "{place}: write `crate::`");
        for path in code.split("crate::").skip(1) {
            let used = path.split(|sign: char| !sign.is_alphanumeric() && sign != '_').next().unwrap();
            paths += 1;
            if used != module && allowed(&module).is_some_and(|allowed| !allowed.contains(&used)) {
                faults.push(format!("{place}: {module} may not use {used}"));
            }
        }
    }
    assert!(paths > 100, "only {paths} paths found");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// What a line may not hold outside the modules that are named, tests aside.
const OUTSIDE: [(&str, &[&str]); 8] = [
    // Disk: the dossier and the templates come in by `world`, results go out by `publish`.
    ("fs::", &["world", "publish"]),
    ("io::std", &["main", "commands", "workers"]),
    ("env::", &["main", "workers"]),
    // What may not be public is opened by one command alone.
    ("Intern", &["world", "derive", "commands"]),
    // A worker is given a time to live. A report depends on neither the time nor the order of a hash map; `read` only looks up in one.
    ("::now(", &["world", "workers"]),
    // Who begins a dossier or a year is proposed a year; that is all that the clock is for.
    ("world::today(", &["world", "commands"]),
    ("HashMap", &["read"]),
    ("HashSet", &[]),
];

#[test]
fn only_the_edges_touch_the_world_outside() {
    let mut found = [0; OUTSIDE.len()];
    let mut faults = Vec::new();
    for Line { module, place, code, .. } in lines().into_iter().filter(|line| !line.in_tests) {
        for (count, (what, who)) in found.iter_mut().zip(OUTSIDE).filter(|(_, (what, _))| code.contains(what)) {
            *count += 1;
            if !who.contains(&module.as_str()) {
                faults.push(format!("{place}: {what} in {module}"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(found[..3].iter().all(|count| *count > 0), "{found:?}");
}
