//! R012: an image that is not there, or that cannot be shown well.

use std::io::Cursor;

use image::codecs::jpeg::JpegDecoder;
use image::codecs::png::PngDecoder;
use image::{DynamicImage, ImageDecoder, ImageResult, Limits};

use super::{Rule, Subject};
use crate::diagnostic::{Diagnostic, KeyPath};
use crate::model::notation::as_id;
use crate::model::{Image, Report};
use crate::read::nearest;

pub(super) const RULE: Rule = Rule {
    code: "R012",
    requirement: None,
    what: "Elk beeld van een verslag en het logo van `huisstijl` staan in de map `beelden` van het dossier, zijn heel, en zijn wat hun naam zegt: png of jpg, met de kleuren van een scherm (rgb). Een beeld heeft ten hoogste 40 miljoen beeldpunten en is ten minste 750 beeldpunten breed; een logo is ten minste 350 beeldpunten breed of 100 hoog. Het logo is van de regio zelf: dat van de Rijksoverheid is beschermd, en het programma kan dat niet zien.",
    why: "Het rapport kan alleen tonen wat in het dossier zit, en neemt het bestand mee in de pdf. Een klein beeld wordt op papier onscherp: met deze maten is het 150 beeldpunten per inch.",
    example: "beelden:\n  - bestand: beelden/foto.png",
    solution: "Zet het bestand (png of jpg) in de map `beelden`, of verbeter de naam. Een beeld van een andere soort, zoals svg, bewaart u eerst als png.",
    find,
};

/// Where an image is printed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Use {
    Picture,
    Logo,
}

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let of_report = |report: &'_ Report| {
        let at = report.at.key("beelden");
        let place =
            |(index, image): (usize, &Image)| (image.file.clone(), at.index(index).key("bestand"), Use::Picture);
        report.images.iter().enumerate().map(place).collect::<Vec<_>>()
    };
    let logo = subject.dossier.deal.house_style.iter().filter_map(|style| style.logo.as_ref());
    let logo_at = KeyPath::file("deal.yaml").key("huisstijl").key("logo").key("bestand");
    let logo = logo.map(|logo| (logo.file.clone(), logo_at.clone(), Use::Logo));
    let images = subject.dossier.reports.values().flat_map(of_report).chain(logo);
    images.filter_map(|(file, at, used)| look_at(subject, file.as_str(), at, used)).collect()
}

/// What is wrong with an image, named at this place.
fn look_at(subject: &Subject<'_>, file: &str, at: KeyPath, used: Use) -> Option<Diagnostic> {
    if is_unread(subject.unread, file) {
        return None;
    }
    let Some(bytes) = subject.folder.files.get(file) else {
        let (message, hint) = why_absent(subject, file);
        return Some(Diagnostic::error(RULE.code, at, message).hint(hint));
    };
    let error = |message: String, hint: &str| Some(Diagnostic::error(RULE.code, at.clone(), message).hint(hint));
    let Some(kind) = Kind::of(bytes) else {
        return error(
            format!("`{file}` is geen leesbaar png- of jpg-beeld"),
            "open het beeld in een beeldprogramma en bewaar het opnieuw als png of jpg",
        );
    };
    let ending = ending(file);
    if !kind.endings().contains(&ending) {
        let right = kind.endings()[0];
        return error(
            format!("`{file}` eindigt op .{ending}, maar is een {right}-beeld"),
            &format!("laat de naam van het bestand eindigen op .{right}, en verbeter de naam ook hier"),
        );
    }
    let broken = || {
        error(
            format!("`{file}` is niet heel: het beeld breekt af of is beschadigd"),
            "zet het bestand opnieuw in de map `beelden`; helpt dat niet, open het dan in een beeldprogramma en bewaar het opnieuw",
        )
    };
    let (width, height) = match size(bytes) {
        None | Some((0, _) | (_, 0)) => return broken(),
        Some(size) => size,
    };
    if width * height > MOST_DOTS {
        return error(
            format!("`{file}` is te groot: {width} bij {height} beeldpunten"),
            "verklein het beeld; 2000 beeldpunten breed is genoeg voor een scherpe druk",
        );
    }
    if !kind.is_whole(bytes) {
        return broken();
    }
    if matches!(kind, Kind::Jpeg) && has_loose_ink(bytes) {
        return error(
            format!("`{file}` heeft kleuren voor een drukpers (cmyk), zonder profiel dat zegt welke"),
            "bewaar het beeld in een beeldprogramma met de kleuren van een scherm (rgb)",
        );
    }
    let (is_small, least) = match used {
        Use::Picture => (width < 750, "ten minste 750 beeldpunten breed"),
        Use::Logo => (width < 350 && height < 100, "ten minste 350 beeldpunten breed of 100 hoog"),
    };
    is_small.then(|| {
        let message = format!("`{file}` is klein, {width} bij {height} beeldpunten, en wordt in het rapport onscherp");
        Diagnostic::tip(RULE.code, at, message).hint(format!("gebruik een groter beeld, {least}"))
    })
}

/// Why a file cannot be taken from the dossier, and what to do: it is not there, or it is and has another name than
/// it can have.
fn why_absent(subject: &Subject<'_>, file: &str) -> (String, String) {
    let there = file.replace('\\', "/");
    let name = there.rsplit('/').next().unwrap_or(&there);
    let right = right_name(name);
    let absent = format!("het beeld `{file}` staat niet in het dossier");
    let (names, unread) = (&subject.folder.files, &subject.folder.unread);
    let in_folder = format!("beelden/{name}");
    if let Some(meant) = [&there, &in_folder].into_iter().find_map(|name| same(names.keys(), name)) {
        return (absent, format!("bedoelde u `{meant}`?"));
    }
    let Some(found) = same(unread.iter().map(|unread| &unread.name), &there) else {
        if there.starts_with("intern/") || unread.iter().any(|unread| is_within(&unread.name, &there)) {
            let hint = format!("zet het bestand in de map `beelden`, en schrijf hier `{right}`");
            return (format!("het beeld `{file}` staat niet in de map `beelden`"), hint);
        }
        let images: Vec<&str> = names.keys().map(String::as_str).filter(|name| name.starts_with("beelden/")).collect();
        let hint = nearest(&in_folder, &images).map_or_else(
            || "zet het bestand (png of jpg) in de map `beelden`, en schrijf de naam als `beelden/naam.png`".to_owned(),
            |meant| format!("bedoelde u `{meant}`?"),
        );
        return (absent, hint);
    };
    let ending = ending(name);
    if !FIT.contains(&ending.to_ascii_lowercase().as_str()) {
        let message = if ending.is_empty() {
            format!("`{found}` is er wel, maar de naam eindigt niet op .png of .jpg")
        } else {
            format!("`{found}` is er wel, maar {ending} kan niet")
        };
        return (message, format!("bewaar het beeld als png of jpg in de map `beelden`, en schrijf hier `{right}`"));
    }
    if found.starts_with("beelden/") {
        let message = format!("`{found}` is er wel, maar in de naam kunnen geen hoofdletters staan");
        return (message, format!("geef het bestand de naam `{right}`, en schrijf die ook hier"));
    }
    let message = format!("`{found}` is er wel, maar staat niet in de map `beelden`");
    (message, format!("zet het bestand in die map, en schrijf hier `{right}`"))
}

/// The name among these that differs from another in small and capital letters only.
fn same<'a>(names: impl Iterator<Item = &'a String>, name: &str) -> Option<&'a str> {
    names.map(String::as_str).find(|known| known.to_lowercase() == name.to_lowercase())
}

/// Whether a file lies in a folder, whose name ends with `/`.
fn is_within(folder: &str, file: &str) -> bool {
    folder.ends_with('/') && file.starts_with(folder)
}

/// The name that an image of this name can have.
fn right_name(name: &str) -> String {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let ending = ending(name).to_ascii_lowercase();
    let ending = if FIT.contains(&ending.as_str()) { ending.as_str() } else { FIT[0] };
    format!("beelden/{}.{ending}", as_id(stem).as_deref().unwrap_or("naam"))
}

fn ending(file: &str) -> &str {
    file.rsplit_once('.').map_or("", |(_, ending)| ending)
}

/// The endings of images.
const FIT: [&str; 3] = ["png", "jpg", "jpeg"];

/// What an image is, whatever its name says.
#[derive(Clone, Copy)]
enum Kind {
    Png,
    Jpeg,
}

impl Kind {
    fn of(bytes: &[u8]) -> Option<Self> {
        if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
            Some(Self::Png)
        } else if bytes.starts_with(b"\xff\xd8\xff") {
            Some(Self::Jpeg)
        } else {
            None
        }
    }

    /// The endings that fit, the usual one first.
    const fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Png => &["png"],
            Self::Jpeg => &["jpg", "jpeg"],
        }
    }

    /// Whether every dot of an image can be read, in the way and within the limits of Typst. A JPEG that breaks off
    /// is shown as far as it goes: of that its end is looked for.
    fn is_whole(self, bytes: &[u8]) -> bool {
        match self {
            Self::Png => decode(PngDecoder::new(Cursor::new(bytes))).is_ok(),
            Self::Jpeg => {
                // A small copy in front of the frame has an end of its own.
                let rest = frame(bytes).and_then(|at| bytes.get(at..)).unwrap_or_default();
                rest.windows(2).any(|mark| mark == b"\xff\xd9") && decode(JpegDecoder::new(Cursor::new(bytes))).is_ok()
            }
        }
    }
}

/// Whether a JPEG mixes four inks and does not say which: that cannot be in a PDF that will be kept.
fn has_loose_ink(bytes: &[u8]) -> bool {
    let parts = frame(bytes).and_then(|at| bytes.get(at + 9));
    let profile = || JpegDecoder::new(Cursor::new(bytes)).ok()?.icc_profile().ok()?;
    parts == Some(&4) && profile().is_none_or(|profile| profile.get(16..20) != Some(b"CMYK"))
}

fn decode(decoder: ImageResult<impl ImageDecoder>) -> ImageResult<DynamicImage> {
    let mut decoder = decoder?;
    decoder.set_limits(Limits::default())?;
    DynamicImage::from_decoder(decoder)
}

/// The most dots of an image. One of this size is some 160 MB once it is unpacked.
const MOST_DOTS: u64 = 40_000_000;

/// How wide and how high an image says it is; `None` when it does not say so where it should.
fn size(bytes: &[u8]) -> Option<(u64, u64)> {
    if bytes.starts_with(b"\x89PNG") {
        return (bytes.get(12..16) == Some(b"IHDR"))
            .then_some(())
            .and_then(|()| Some((number(bytes, 16, 4)?, number(bytes, 20, 4)?)));
    }
    let at = frame(bytes)?;
    Some((number(bytes, at + 7, 2)?, number(bytes, at + 5, 2)?))
}

/// Where the frame of a JPEG begins: it is a row of segments, each with its mark and its length.
fn frame(bytes: &[u8]) -> Option<usize> {
    let mut at = 2;
    loop {
        match number(bytes, at, 2)? {
            // Some fill up with this between segments.
            0xffff => at += 1,
            0xffc0..=0xffc3 | 0xffc5..=0xffc7 | 0xffc9..=0xffcb | 0xffcd..=0xffcf => return Some(at),
            0xff00..=0xfffe => at += 2 + usize::try_from(number(bytes, at + 2, 2)?).ok()?,
            _ => return None,
        }
    }
}

fn number(bytes: &[u8], from: usize, length: usize) -> Option<u64> {
    let bytes = bytes.get(from..from + length)?;
    Some(bytes.iter().fold(0, |number: u64, byte| number << 8 | u64::from(*byte)))
}

/// Whether a file was found and not read; reading has said why.
fn is_unread(unread: &[String], file: &str) -> bool {
    unread.iter().any(|name| name == file || is_within(name, file))
}
