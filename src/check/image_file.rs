//! R012: an image that is not there.

use super::{Rule, Subject};
use crate::diagnostic::{Diagnostic, KeyPath};
use crate::model::{Image, Report};

pub(super) const RULE: Rule = Rule {
    code: "R012",
    requirement: None,
    what: "Elk beeld van een verslag en het logo van `huisstijl` staan in de map `beelden` van het dossier, en zijn wat hun naam zegt: png of jpg. Een beeld heeft ten hoogste 40 miljoen beeldpunten. Het logo is van de regio zelf: dat van de Rijksoverheid is beschermd, en het programma kan dat niet zien.",
    why: "Het rapport kan alleen tonen wat in het dossier zit, en neemt het bestand mee in de pdf.",
    example: "beelden:\n  - bestand: beelden/foto.png",
    solution: "Zet het bestand (png of jpg) in de map `beelden`, of verbeter de naam.",
    find,
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let of_report = |report: &'_ Report| {
        let at = report.at.key("beelden");
        let place = |(index, image): (usize, &Image)| (image.file.clone(), at.index(index).key("bestand"));
        report.images.iter().enumerate().map(place).collect::<Vec<_>>()
    };
    let logo = subject.dossier.deal.house_style.iter().filter_map(|style| style.logo.as_ref());
    let logo =
        logo.map(|logo| (logo.file.clone(), KeyPath::file("deal.yaml").key("huisstijl").key("logo").key("bestand")));
    let images = subject.dossier.reports.values().flat_map(of_report).chain(logo);
    images.filter_map(|(file, at)| look_at(subject, file.as_str(), at)).collect()
}

/// What is wrong with an image, named at this place.
fn look_at(subject: &Subject<'_>, file: &str, at: KeyPath) -> Option<Diagnostic> {
    if is_unread(subject.unread, file) {
        return None;
    }
    let Some(bytes) = subject.folder.files.get(file) else {
        let there = format!("beelden/{file}");
        let hint = if subject.folder.files.contains_key(there.as_str()) {
            format!("bedoelde u `{there}`?")
        } else {
            "zet het bestand (png of jpg) in de map `beelden`, en schrijf de naam als `beelden/naam.png`".to_owned()
        };
        let message = format!("het beeld `{file}` staat niet in het dossier");
        return Some(Diagnostic::error(RULE.code, at, message).hint(hint));
    };
    let ending = file.rsplit_once('.').map_or("", |(_, ending)| ending);
    let unreadable = |at| {
        Diagnostic::error(RULE.code, at, format!("`{file}` is geen leesbaar png- of jpg-beeld"))
            .hint("open het beeld in een beeldprogramma en bewaar het opnieuw als png of jpg")
    };
    match kind(bytes) {
        None => Some(unreadable(at)),
        Some(endings) if endings.contains(&ending) => match size(bytes) {
            None | Some((0, _) | (_, 0)) => Some(unreadable(at)),
            Some((width, height)) if width * height > MOST_DOTS => Some(
                Diagnostic::error(RULE.code, at, format!("`{file}` is te groot: {width} bij {height} beeldpunten"))
                    .hint("verklein het beeld; 2000 beeldpunten breed is genoeg voor een scherpe druk"),
            ),
            Some(_) => None,
        },
        Some(endings) => Some(
            Diagnostic::error(
                RULE.code,
                at,
                format!("`{file}` eindigt op .{ending}, maar is een {}-beeld", endings[0]),
            )
            .hint(format!("laat de naam van het bestand eindigen op .{}, en verbeter de naam ook hier", endings[0])),
        ),
    }
}

/// The most dots of an image. One of this size is some 160 MB once it is unpacked.
const MOST_DOTS: u64 = 40_000_000;

/// How wide and how high an image says it is; `None` when it does not say so where it should.
fn size(bytes: &[u8]) -> Option<(u64, u64)> {
    let number = |from: usize, length: usize| {
        let bytes = bytes.get(from..from + length)?;
        Some(bytes.iter().fold(0, |number: u64, byte| number << 8 | u64::from(*byte)))
    };
    if bytes.starts_with(b"\x89PNG") {
        return (bytes.get(12..16) == Some(b"IHDR"))
            .then_some(())
            .and_then(|()| Some((number(16, 4)?, number(20, 4)?)));
    }
    // A JPEG is a row of segments, each with its mark and its length; the frame has the size.
    let mut at = 2;
    loop {
        let mark = number(at, 2)?;
        match mark {
            // Some fill up with this between segments.
            0xffff => at += 1,
            0xffc0..=0xffc3 | 0xffc5..=0xffc7 | 0xffc9..=0xffcb | 0xffcd..=0xffcf => {
                return Some((number(at + 7, 2)?, number(at + 5, 2)?));
            }
            0xff00..=0xfffe => at += 2 + usize::try_from(number(at + 2, 2)?).ok()?,
            _ => return None,
        }
    }
}

/// Whether a file was found and not read; reading has said why.
fn is_unread(unread: &[String], file: &str) -> bool {
    unread.iter().any(|name| name == file || (name.ends_with('/') && file.starts_with(name.as_str())))
}

/// The endings that fit a file which begins with these bytes, the usual one first.
fn kind(bytes: &[u8]) -> Option<&'static [&'static str]> {
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        Some(&["png"])
    } else if bytes.starts_with(b"\xff\xd8\xff") {
        Some(&["jpg", "jpeg"])
    } else {
        None
    }
}
