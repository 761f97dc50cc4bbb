//! R071: data of a person in a public file.

use std::ops::Range;

use super::{Rule, Subject, required};
use crate::diagnostic::{Diagnostic, KeyPath, Target};
use crate::model::{Report, Stage, notation};
use crate::read::Sources;

pub(super) const RULE: Rule = Rule {
    code: "R071",
    requirement: None,
    what: "In een openbaar bestand staan geen gegevens van een persoon: geen e-mailadres op naam, mobiel nummer, burgerservicenummer of geboortedatum. Dat geldt ook voor opmerkingen (achter `#`).",
    why: "De bestanden van het dossier gaan mee in de pdf, en het rapport wordt openbaar. Wat eenmaal openbaar is, is niet terug te halen.",
    example: "toelichting: \"vragen? j.jansen@voorbeeldstad.nl of 06-12345678\"",
    solution: "Haal het gegeven weg, noem een algemeen adres zoals info@voorbeeldstad.nl, of bewaar het in de map `intern`.",
    find,
};

/// At most so many are named per file; who sees these will look for others.
const MOST: usize = 5;

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let furthest = subject.dossier.reports.values().max_by_key(|report| report.status.stage());
    for (file, text) in subject.sources.texts() {
        // What is wrong in a report stands in the way of that report alone.
        let own = subject.dossier.reports.values().find(|report| report.at.file_name() == file);
        let report = own.or(furthest);
        found.extend(in_text(text).into_iter().map(|(range, what)| diagnostic(report, file, range, what)));
    }
    found
}

/// The data of persons in the portefeuille.
pub(super) fn in_portfolio(sources: &Sources) -> Vec<Diagnostic> {
    let in_file = |(file, text)| {
        let hits = in_text(text).into_iter();
        hits.map(move |(range, what)| {
            Diagnostic::warning(RULE.code, KeyPath::file(file), format!("hier staat {what}"))
                .on(Target::Bytes(range))
                .hint("haal het weg: dit bestand gaat mee in de pdf, en is dan voor iedereen te lezen")
        })
    };
    sources.texts().flat_map(in_file).collect()
}

/// The data of persons in a file, the first [`MOST`].
fn in_text(text: &str) -> Vec<(Range<usize>, &'static str)> {
    let mut hits = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        hits.extend(in_line(line).into_iter().map(|(range, what)| (start + range.start..start + range.end, what)));
        start += line.len();
    }
    hits.truncate(MOST);
    hits
}

fn diagnostic(report: Option<&Report>, file: &str, range: Range<usize>, what: &str) -> Diagnostic {
    let (at, message) = (KeyPath::file(file), format!("hier staat {what}"));
    let found = match report {
        Some(report) => required(report, Stage::Discussed, RULE.code, at, message),
        None => Diagnostic::warning(RULE.code, at, message).error_from(Stage::Discussed.word()),
    };
    found
        .on(Target::Bytes(range))
        .hint("haal het weg: dit bestand gaat mee in de pdf, en is dan voor iedereen te lezen")
        .hint("noem liever een algemeen adres of nummer, of bewaar het in de map `intern`")
}

/// The data of persons in a line, each with what it is.
fn in_line(line: &str) -> Vec<(Range<usize>, &'static str)> {
    let mut found: Vec<(Range<usize>, &'static str)> = Vec::new();
    found.extend(mail_addresses(line).into_iter().map(|range| (range, "een e-mailadres op naam van een persoon")));
    found.extend(mobile_numbers(line).into_iter().map(|range| (range, "een mobiel telefoonnummer")));
    found.extend(
        citizen_numbers(line).into_iter().map(|range| (range, "een getal dat een burgerservicenummer kan zijn")),
    );
    found.extend(birth_date(line).map(|range| (range, "een geboortedatum")));
    found.sort_by_key(|(range, _)| range.start);
    found
}

/// Words in a mail address of an office, not of a person.
const OFFICES: [&str; 32] = [
    "info",
    "contact",
    "post",
    "postbus",
    "mail",
    "gemeente",
    "griffie",
    "raad",
    "college",
    "bestuur",
    "secretariaat",
    "communicatie",
    "redactie",
    "pers",
    "persvoorlichting",
    "voorlichting",
    "loket",
    "balie",
    "meldpunt",
    "meldingen",
    "team",
    "project",
    "projecten",
    "projectbureau",
    "programma",
    "regiodeal",
    "regiodeals",
    "regio",
    "deal",
    "wijk",
    "stadsdeel",
    "noreply",
];

/// Addresses such as `j.jansen@voorbeeld.nl`: parts of letters alone, none of which is an office.
fn mail_addresses(line: &str) -> Vec<Range<usize>> {
    let is_local = |sign: char| sign.is_alphanumeric() || matches!(sign, '.' | '_' | '-' | '+');
    let is_domain = |sign: char| sign.is_alphanumeric() || matches!(sign, '.' | '-');
    let mut found = Vec::new();
    for (at, _) in line.match_indices('@') {
        let before = &line[..at];
        let local = &before[before.trim_end_matches(is_local).len()..];
        let after = &line[at + 1..];
        let domain = &after[..after.len() - after.trim_start_matches(is_domain).len()];
        let domain = domain.trim_end_matches(['.', '-']);
        let ending = domain.rsplit_once('.').map_or("", |(_, ending)| ending);
        let is_address = ending.chars().count() >= 2 && ending.chars().all(char::is_alphabetic);
        let parts: Vec<&str> = local.split(['.', '_']).collect();
        let has_name = parts.len() >= 2
            && parts
                .iter()
                .all(|part| !part.is_empty() && part.chars().all(|sign| sign.is_alphabetic() || sign == '-'));
        let is_office =
            local.to_lowercase().split(['.', '_', '-', '+']).any(|part| OFFICES.contains(&part) || part.len() > 20);
        if is_address && has_name && !is_office {
            found.push(at - local.len()..at + 1 + domain.len());
        }
    }
    found
}

/// Runs of digits with single blanks, hyphens or points between them: the run, and the length of
/// each group.
fn digit_runs(line: &str) -> Vec<(Range<usize>, String, Vec<usize>)> {
    let bytes = line.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let (start, mut digits, mut groups) = (at, String::new(), vec![0]);
        let mut end = at;
        while at < bytes.len() {
            if bytes[at].is_ascii_digit() {
                digits.push(char::from(bytes[at]));
                *groups.last_mut().expect("a group") += 1;
                at += 1;
                end = at;
            } else if matches!(bytes[at], b' ' | b'-' | b'.') && bytes.get(at + 1).is_some_and(u8::is_ascii_digit) {
                groups.push(0);
                at += 1;
            } else {
                break;
            }
        }
        found.push((start..end, digits, groups));
    }
    found
}

/// Dutch mobile numbers: `06-12345678`, `06 12 34 56 78`, `+31 6 12345678`.
fn mobile_numbers(line: &str) -> Vec<Range<usize>> {
    let groupings: [&[usize]; 5] = [&[8], &[4, 4], &[2, 2, 2, 2], &[3, 3, 2], &[2, 3, 3]];
    let fits = |groups: &[usize]| groupings.contains(&groups);
    let mut found = Vec::new();
    for (range, digits, groups) in digit_runs(line) {
        let before = line[..range.start].chars().next_back();
        let is_mobile = match before {
            Some('+') => {
                let fits = match groups.as_slice() {
                    [11] | [2, 9] => true,
                    [2, 1, rest @ ..] | [3, rest @ ..] => fits(rest),
                    _ => false,
                };
                fits && digits.starts_with("316")
            }
            Some(sign) if sign.is_alphanumeric() || matches!(sign, '/' | ',' | '€') => false,
            _ => match groups.as_slice() {
                [10] => digits.starts_with("06"),
                [2, rest @ ..] => digits.starts_with("06") && fits(rest),
                [13] => digits.starts_with("00316"),
                _ => false,
            },
        };
        if is_mobile {
            let start = if before == Some('+') { range.start - 1 } else { range.start };
            found.push(start..range.end);
        }
    }
    found
}

/// Words in front of a number of nine digits that is something else.
const OTHER_NUMBERS: [&str; 12] =
    ["ris", "rsin", "zaak", "kenmerk", "dossier", "document", "kvk", "btw", "oin", "€", "euro", "bedrag"];

/// Numbers of nine digits in a text that pass the test of a burgerservicenummer: 9a + 8b + … + 2h − i
/// is a multiple of 11. One in eleven other numbers passes too, so a number that is a value of its own,
/// or is called something else, is passed over.
fn citizen_numbers(line: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for (range, digits, groups) in digit_runs(line) {
        if !matches!(groups.as_slice(), [9] | [4, 2, 3] | [3, 3, 3]) || !passes_test(&digits) {
            continue;
        }
        let before = line[..range.start].to_lowercase();
        let after = line[range.end..].trim_end();
        let is_named = ["bsn", "burgerservicenummer", "sofinummer"].iter().any(|word| before.contains(word));
        let is_value = before.trim_end_matches(['"', '\'', ' ']).ends_with([':', '-', '{', '[', ','])
            && (after.is_empty() || after.starts_with(['"', '\'', ',', '}', ']', '#']) || after.starts_with(" #"));
        let near: String = before.chars().rev().take(25).collect::<String>().chars().rev().collect();
        let is_other = OTHER_NUMBERS.iter().any(|word| near.contains(word));
        // Three groups of three are an amount as often as not.
        let is_amount = groups.len() == 3 && groups[0] == 3 && !is_named;
        // A piece of a longer number or code.
        let is_part = before.ends_with(|sign: char| sign.is_alphanumeric() || matches!(sign, ',' | '.' | '/' | '_'))
            || after.starts_with(|sign: char| sign.is_alphanumeric() || matches!(sign, '/' | '_'));
        if !is_part && (is_named || !(is_value || is_other || is_amount)) {
            found.push(range);
        }
    }
    found
}

fn passes_test(digits: &str) -> bool {
    let sum: i32 =
        digits.bytes().zip([9, 8, 7, 6, 5, 4, 3, 2, -1]).map(|(digit, weight)| i32::from(digit - b'0') * weight).sum();
    sum % 11 == 0 && digits.bytes().any(|digit| digit != b'0')
}

/// A whole date right behind a word about birth.
fn birth_date(line: &str) -> Option<Range<usize>> {
    let lower = line.to_lowercase();
    // Some letters change their length with their case: then the places would not be those of the line.
    if lower.len() != line.len() {
        return None;
    }
    let (at, word) = ["geboortedatum", "geboren", "geb. "].iter().find_map(|word| Some((lower.find(word)?, *word)))?;
    let from = at + word.len();
    let after = &lower[from..];
    let (run, _, groups) = digit_runs(after).into_iter().find(|(run, ..)| run.start < 20)?;
    if matches!(groups.as_slice(), [1 | 2, 1 | 2, 4] | [4, 2, 2]) {
        return Some(at..from + run.end);
    }
    let rest = after[run.end..].trim_start();
    let month = notation::MONTHS.iter().find(|month| rest.starts_with(*month))?;
    let year = rest[month.len()..].trim_start();
    let is_year = year.len() >= 4 && year.bytes().take(4).all(|sign| sign.is_ascii_digit());
    let end = line.len() - rest.len() + month.len();
    (matches!(groups.as_slice(), [1 | 2]) && is_year).then_some(at..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(line: &str) -> Vec<&str> {
        in_line(line).into_iter().map(|(range, _)| &line[range]).collect()
    }

    #[test]
    fn what_belongs_to_a_person_is_found() {
        for (line, expected) in [
            ("vragen aan j.jansen@denhaag.nl.", "j.jansen@denhaag.nl"),
            ("mail: anne-marie.de.vries@voorbeeld.org", "anne-marie.de.vries@voorbeeld.org"),
            ("bel 06-12345678 voor meer", "06-12345678"),
            ("06 12 34 56 78", "06 12 34 56 78"),
            ("(+31 6 12345678)", "+31 6 12345678"),
            ("+31612345678", "+31612345678"),
            ("de man met nummer 111222333 kwam", "111222333"),
            ("bsn: 111222333", "111222333"),
            ("# BSN 1112.22.333", "1112.22.333"),
            ("een vrouw, geboren op 12-3-1985", "geboren op 12-3-1985"),
            ("geboortedatum: 1985-03-12", "geboortedatum: 1985-03-12"),
            ("zij is geboren op 12 maart 1985 in Den Haag", "geboren op 12 maart"),
        ] {
            assert_eq!(found(line), [expected], "{line}");
        }
    }

    #[test]
    fn other_numbers_and_addresses_are_not() {
        for line in [
            "info@denhaag.nl of regiodeal.zuidwest@denhaag.nl",
            "zuidwest@denhaag.nl",
            "aan [Zuidwest](mailto:info@npzw.nl)",
            "tel. 070-353 30 00 of 14070",
            "bedrag: 111222333",
            "- {jaar: 2019, bedrag: 111222333}",
            "zaaknummer 111222333 en RIS111222333",
            "RSIN 111222333",
            "€ 111.222.333 in totaal",
            "kenmerk 2022/111222333",
            "NL91ABNA0417164300",
            "van 06-12-2021 10:30 uur",
            "veldwerk: {van: 2019-08-06, tot: 2019-11-30}",
            "2020-06-12 2021-06-12",
            "het nummer 123456789 past niet bij de proef",
            "in 1985 geboren, en nu 36 jaar",
            "het project is geboren uit een idee van 2019",
            "WK051833 BU05183387",
            "@regiodeal op 12.500.000",
            "https://zoek.officielebekendmakingen.nl/kst-29697-72.html",
        ] {
            assert_eq!(found(line), [""; 0], "{line}");
        }
    }
}
