//! What the dossier does not say and a griffier will look for, with what to write and where.
//!
//! The letter, the metadata and the read-me leave open what lacks here, and nothing else that has a place in the
//! dossier. What is to be pasted holds a [`BLANK`], so that a rule finds what was pasted and not filled in.

use super::{About, diwoo, mdto};
use crate::diagnostic::{KeyPath, Target};
use crate::model::{Stage, tooi_address};
use crate::read::BLANK;

/// Something that lacks.
struct Lack {
    /// What, after “ontbreekt”.
    what: String,
    /// Where it is to be written, when it is a line of `deal.yaml`.
    line: Option<Line>,
}

/// A line of `deal.yaml` that is to be added.
struct Line {
    group: &'static str,
    key: &'static str,
    /// What is expected behind the key.
    expected: &'static str,
    /// A value to begin with, where the dossier takes nothing but fixed words.
    word: Option<&'static str>,
}

/// What the dossier does not say, each as what comes after “in het dossier ontbreekt”.
pub(super) fn sentences(about: About<'_>) -> Vec<String> {
    all(about).into_iter().map(|lack| lack.what).collect()
}

/// What to write in `deal.yaml`, to be pasted as it stands; empty when nothing of it lacks.
pub(super) fn to_paste(about: About<'_>) -> String {
    let deal = &about.dossier.deal;
    let lines: Vec<Line> = all(about).into_iter().filter_map(|lack| lack.line).collect();
    let of_group = |group: &str| -> String {
        let of_group = lines.iter().filter(|line| line.group == group);
        let filled = |line: &Line| line.word.map_or_else(String::new, |word| format!("{word} # "));
        let written = of_group.map(|line| format!("  {}: {}{BLANK} – {}\n", line.key, filled(line), line.expected));
        written.collect::<Vec<_>>().concat()
    };
    let (mut text, mut at_the_end) = (String::new(), String::new());
    for (group, is_there) in [("kenmerken", deal.references.is_some()), ("archief", deal.archive.is_some())] {
        let lines = of_group(group);
        if lines.is_empty() {
            continue;
        }
        let place = about.sources.locate(&KeyPath::file("deal.yaml").key(group), &Target::Key);
        match place.filter(|_| is_there) {
            Some(place) => {
                text.push_str(&format!("\nZet in `deal.yaml`, onder `{group}:` (regel {}):\n\n{lines}", place.line));
            }
            None => at_the_end.push_str(&format!("{group}:\n{lines}")),
        }
    }
    if !at_the_end.is_empty() {
        text.push_str(&format!("\nZet onderaan in `deal.yaml`:\n\n{at_the_end}"));
    }
    if !text.is_empty() {
        text.push_str(&format!("\nVul in wat er echt hoort, en haal {BLANK} en de uitleg erachter weg.\n"));
    }
    text
}

fn all(about: About<'_>) -> Vec<Lack> {
    let deal = &about.dossier.deal;
    let stage = about.report.status.stage();
    let references = deal.references.as_ref();
    let file = about.report.at.file_name();
    // The lines of an annex that stay open until the report is adopted are left out after it.
    let left_out = |line: &str| match stage {
        Stage::Concept | Stage::Discussed => String::new(),
        Stage::Adopted | Stage::Presented => format!("; {line} staat nu niet in de raadsbijlage"),
    };
    let mut all = Vec::new();
    let mut lacks = |has: bool, what: String, line: Option<(&'static str, &'static str, &'static str)>| {
        let line = line.map(|(group, key, expected)| Line {
            group,
            key,
            expected,
            word: (group == "archief").then_some("nader-te-bepalen"),
        });
        if !has {
            all.push(Lack { what, line });
        }
    };
    let organisation = about.organisation();
    lacks(
        references.is_some_and(|of| of.organisation.is_some()),
        format!(
            "de naam van wie het verslag aanbiedt, zoals die in het register TOOI staat (`kenmerken`, `organisatie`){}",
            if organisation.sender().is_none() { left_out("van en aan wie het is") } else { String::new() }
        ),
        Some(("kenmerken", "organisatie", "welke gemeente of provincie het verslag aanbiedt, zoals gemeente Den Haag")),
    );
    let tooi = ("kenmerken", "tooi-id", "de code van die organisatie in het register TOOI, zoals gm0518 of pv28");
    match references.and_then(|of| of.tooi_id.as_ref()) {
        None => {
            lacks(false, "de TOOI-code van wie het verslag aanbiedt (`kenmerken`, `tooi-id`)".to_owned(), Some(tooi));
        }
        Some(id) => lacks(
            tooi_address(id.as_str()).is_some(),
            format!(
                "een geldige TOOI-code: `{id}` is er geen; schrijf bijvoorbeeld gm0518 of pv28 (`kenmerken`, `tooi-id`)"
            ),
            None,
        ),
    }
    lacks(
        references.is_some_and(|of| of.portefeuillehouder.is_some()),
        format!("de portefeuillehouder (`kenmerken`, `portefeuillehouder`){}", left_out("die regel")),
        Some(("kenmerken", "portefeuillehouder", "wie verantwoordelijk is, zoals wethouder A. Voorbeeld")),
    );
    let committee = organisation.body.words().map_or("commissie", |of| of.committee);
    lacks(
        references.is_some_and(|of| of.committee.is_some()),
        format!("de {committee} die het bespreekt (`kenmerken`, `commissie`){}", left_out("die regel")),
        Some(("kenmerken", "commissie", "welke commissie het verslag bespreekt")),
    );
    lacks(
        deal.recipient_on(about.report.known_through).is_some(),
        "het ministerie dat het verslag krijgt (`ontvangers`)".to_owned(),
        None,
    );
    lacks(
        about.stamp.is_some(),
        "het kenmerk van het verslag (als het er is: maak het pakket opnieuw met `--kenmerk RIS123456`)".to_owned(),
        None,
    );
    lacks(
        about.annex_stamp.is_some(),
        "het kenmerk van de raadsbijlage, dat een ander is (dan ook met `--kenmerk-bijlage RIS123457`)".to_owned(),
        None,
    );
    lacks(
        diwoo::is_handled(about),
        format!(
            "de vaststelling: de Woo-gegevens worden pas volledig na vaststelling (`{file}`, `status`, `vastgesteld`)"
        ),
        None,
    );
    lacks(
        stage == Stage::Presented,
        format!("de dag van aanbieding: de brief heeft nog geen datum (`{file}`, `status`, `aangeboden`)"),
        None,
    );
    lacks(
        !mdto::lacks_appraisal(about),
        "de waardering voor het archief, door de archivaris (`archief`, `waardering`)".to_owned(),
        Some((
            "archief",
            "waardering",
            "kies blijvend-te-bewaren, tijdelijk-te-bewaren of nader-te-bepalen; dat doet de archivaris",
        )),
    );
    lacks(
        !mdto::lacks_restriction(about),
        "of het gebruik is beperkt, door de archivaris (`archief`, `beperking`)".to_owned(),
        Some((
            "archief",
            "beperking",
            "kies geen-beperking, nader-te-bepalen of overig (dan ook met beperking-toelichting); dat doet de archivaris",
        )),
    );
    all
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::super::letter;
    use super::super::tests::{package, with_changed_report, with_report, with_report_of};
    use super::super::word::tests::read_back;
    use super::*;
    use crate::read;

    #[test]
    fn what_lacks_is_named() {
        with_report(|about| {
            let lacking = sentences(about);
            let of = |word: &str| lacking.iter().any(|lack| lack.contains(word));
            assert!(of("commissie") && of("kenmerk van het verslag") && of("waardering"), "{lacking:#?}");
            assert!(!of("portefeuillehouder") && !of("TOOI") && !of("vaststelling"), "{lacking:#?}");
            let numbered = About { stamp: Some("RIS1"), annex_stamp: Some("RIS2"), ..about };
            assert!(!sentences(numbered).iter().any(|lack| lack.contains("kenmerk van")));
        });
        // The case number of the deal is no number of the report.
        with_changed_report(&[("kenmerken:\n", "kenmerken:\n  zaaknummer: Z-1\n")], |about| {
            assert!(sentences(about).iter().any(|lack| lack.contains("kenmerk van het verslag")));
        });
        with_changed_report(
            &[("tooi-id: https://identifier.overheid.nl/tooi/id/gemeente/gm0518", "tooi-id: \"0518\"")],
            |about| {
                assert!(sentences(about).iter().any(|lack| lack.contains("`0518` is er geen")));
            },
        );
        with_report_of("portfolio/deals/twente", &[], |about| {
            assert!(sentences(about).iter().any(|lack| lack.contains("wie het verslag aanbiedt")));
        });
    }

    /// What the metadata and the letter leave open is named, whatever the status and whoever the parties.
    #[test]
    fn what_is_left_open_anywhere_is_named_as_lacking() {
        let adopted = "  vastgesteld: 2022-06-07\n  aangeboden: 2022-06-14\n";
        let of_twente = "  vastgesteld: 2022-06-02\n  aangeboden: 2022-06-09\n";
        let cases: [(&str, &[(&str, &str)]); 6] = [
            ("valid/den-haag-zuidwest", &[]),
            ("valid/den-haag-zuidwest", &[(adopted, "")]),
            ("valid/den-haag-zuidwest", &[(adopted, "  vastgesteld: 2022-06-07\n")]),
            ("portfolio/deals/twente", &[]),
            ("portfolio/deals/twente", &[(of_twente, "")]),
            ("valid/minimaal", &[]),
        ];
        // What is open, with the word by which it is named as lacking; none for what no dossier holds.
        let named = [
            ("er ontbreekt de waardering", "`waardering`"),
            ("er ontbreekt de beperking op het gebruik", "`beperking`"),
            ("er ontbreekt de archiefvormer", "`organisatie`"),
            ("er ontbreekt de uitgever", "`tooi-id`"),
            ("er ontbreekt een documenthandeling", "`vastgesteld`"),
            ("[nog invullen: portefeuillehouder]", "`portefeuillehouder`"),
            ("[nog invullen: raadscommissie]", "`commissie`"),
            ("[nog invullen: commissie]", "`commissie`"),
            ("[nog invullen: welke gemeente of provincie", "`organisatie`"),
            ("[nog invullen: datum van vaststelling]", "`vastgesteld`"),
            ("[nog invullen: datum van verzending]", "`aangeboden`"),
            ("[nog invullen: het ministerie", "`ontvangers`"),
            ("[nog invullen: kenmerk van deze brief", ""),
            ("[nog invullen: welke raad", ""),
            ("[nog invullen: wat de ontvangers", ""),
            ("[nog invullen: moties", ""),
            ("[nog invullen: namen van", ""),
        ];
        for (fixture, changes) in cases {
            with_report_of(fixture, changes, |about| {
                let package = package(about);
                for file in &package.files {
                    let text = match file.name.as_str() {
                        letter::NAME => Cow::from(read_back(&file.bytes)),
                        _ => String::from_utf8_lossy(&file.bytes),
                    };
                    let mut open = 0;
                    for start in ["er ontbreekt ", "[nog invullen: "] {
                        for (at, _) in text.match_indices(start) {
                            let found = named.iter().find(|(words, _)| text[at..].starts_with(words));
                            let (_, word) =
                                found.unwrap_or_else(|| panic!("{fixture}, {}: {}", file.name, &text[at..]));
                            let is_named = package.lacking.iter().any(|lack| lack.contains(word));
                            assert!(is_named, "{fixture}, {}: {word}\n{:#?}", file.name, package.lacking);
                            open += 1;
                        }
                    }
                    let must_be_open = file.name == letter::NAME || file.name.contains(".onvolledig");
                    assert!(!must_be_open || open > 0, "{}", file.name);
                }
            });
        }
    }

    /// What is to be pasted is read, and found back as what is still to be filled in.
    #[test]
    fn what_is_to_be_pasted_stands_in_its_place() {
        let pasted = |about: About<'_>| {
            let lines = to_paste(about);
            let of = |line: &&str| line.starts_with("  ") || line.ends_with("f:") || line.ends_with("n:");
            lines.lines().filter(of).flat_map(|line| [line, "\n"]).collect::<String>()
        };
        with_report(|about| {
            let text = to_paste(about);
            let line = about.sources.get("deal.yaml").unwrap().text().lines().position(|line| line == "kenmerken:");
            assert!(
                text.contains(&format!(
                    "onder `kenmerken:` (regel {}):\n\n  commissie: NOG INVULLEN",
                    line.unwrap() + 1
                ))
            );
            assert!(
                text.contains(
                    "Zet onderaan in `deal.yaml`:\n\narchief:\n  waardering: nader-te-bepalen # NOG INVULLEN"
                ),
                "{text}"
            );
        });
        let mut at_the_end = String::new();
        with_report_of("valid/minimaal", &[], |about| at_the_end = pasted(about));
        assert!(at_the_end.starts_with("kenmerken:\n  organisatie: NOG INVULLEN"), "{at_the_end}");
        with_report_of("valid/minimaal", &[("verdeling:\n", &format!("{at_the_end}verdeling:\n"))], |about| {
            let blanks = read::blanks(about.sources).filter(|blank| blank.file == "deal.yaml").count();
            assert_eq!(blanks, 6, "{at_the_end}");
        });
    }
}
