//! R012: an image that is not there.

use super::{Rule, Subject};
use crate::diagnostic::Diagnostic;

pub(super) const RULE: Rule = Rule {
    code: "R012",
    requirement: None,
    what: "Elk beeld van een verslag staat in de map `beelden` van het dossier.",
    why: "Het rapport kan alleen tonen wat in het dossier zit, en neemt het bestand mee in de pdf.",
    example: "beelden:\n  - bestand: beelden/foto.png",
    solution: "Zet het bestand (png of jpg) in de map `beelden`, of verbeter de naam.",
    find,
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for report in subject.dossier.reports.values() {
        for (index, image) in report.images.iter().enumerate() {
            let at = report.at.key("beelden").index(index).key("bestand");
            let file = image.file.as_str();
            match subject.folder.files.get(file) {
                Some(bytes) if is_image(bytes) => {}
                Some(_) => found.push(
                    Diagnostic::error(RULE.code, at, format!("`{file}` is geen leesbaar png- of jpg-beeld"))
                        .hint("open het beeld in een beeldprogramma en bewaar het opnieuw als png of jpg"),
                ),
                None if is_unread(subject.unread, file) => {}
                None => found.push(
                    Diagnostic::error(RULE.code, at, format!("het beeld `{file}` staat niet in het dossier")).hint(
                        "zet het bestand (png of jpg) in de map `beelden`, en schrijf de naam als `beelden/naam.png`",
                    ),
                ),
            }
        }
    }
    found
}

/// Whether a file was found and not read; reading has said why.
fn is_unread(unread: &[String], file: &str) -> bool {
    unread.iter().any(|name| name == file || (name.ends_with('/') && file.starts_with(name.as_str())))
}

/// Whether bytes begin as a PNG or JPEG file does.
fn is_image(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\x89PNG\r\n\x1a\n") || bytes.starts_with(b"\xff\xd8\xff")
}
