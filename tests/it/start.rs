//! From nothing to a report that may be adopted, and on to the next year.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use insta::assert_snapshot;
use voortgang::diagnostic::{Colour, Diagnostic, Severity, render};
use voortgang::pipeline::{self, Checked, Choice};
use voortgang::read::{BLANK, blanks, read};
use voortgang::world::Folder;

use crate::case::Case;
use crate::pdf::{Report, squeezed};

/// A new dossier about 2025.
fn new() -> Case {
    let case = Case::new().args(["nieuw", "proef", "--naam", "Regio Deal Oevers", "--jaar", "2025"]);
    assert_eq!(case.run().writes(), "proef\n");
    case.made("proef")
}

fn checked(folder: &Folder) -> Checked {
    pipeline::check(folder).unwrap_or_else(|rejected| {
        panic!("{}", render(&rejected.diagnostics, &rejected.sources, Colour::Off));
    })
}

/// Everything but blanks, as it is shown.
fn besides_blanks(folder: &Folder) -> String {
    let checked = checked(folder);
    let left: Vec<Diagnostic> = checked.diagnostics.into_iter().filter(|one| one.code != "R064").collect();
    render(&left, &checked.sources, Colour::Off)
}

fn texts(folder: &Path) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        let name = entry.file_name().unwrap().to_str().unwrap().to_owned();
        if entry.is_dir() {
            files.extend(texts(&entry).into_iter().map(|(file, text)| (format!("{name}/{file}"), text)));
        } else {
            files.insert(name, fs::read_to_string(&entry).unwrap());
        }
    }
    files
}

#[test]
fn a_new_dossier_says_how_to_go_on() {
    let case = Case::new().args(["nieuw", "een/Mijn dossier", "--jaar", "2025"]);
    assert_snapshot!(case.run().says().1);
    let names: Vec<String> = texts(&case.path("een/Mijn dossier")).into_keys().collect();
    assert_eq!(
        names,
        [
            ".gitignore",
            "README.md",
            "bestedingen/2025.yaml",
            "deal.yaml",
            "indicatoren/indicator-1.yaml",
            "indicatoren/indicator-2.yaml",
            "intern/LEESMIJ.txt",
            "pijlers/pijler-1.yaml",
            "pijlers/pijler-2.yaml",
            "projecten/project-1.yaml",
            "verslagen/2025.yaml",
        ]
    );
    assert!(fs::read_to_string(case.path("een/Mijn dossier/deal.yaml")).unwrap().contains("\nid: mijn-dossier\n"));
}

#[test]
fn without_a_year_the_first_report_is_about_the_last_year() {
    let case = Case::new().args(["nieuw", "proef"]);
    case.run().writes();
    let reports: Vec<String> = texts(&case.path("proef/verslagen")).into_keys().collect();
    assert!(matches!(reports.as_slice(), [one] if one.as_str() > "2024.yaml"), "{reports:?}");
}

#[test]
fn nothing_is_written_where_something_is() {
    let case = Case::new().args(["nieuw", "vol"]);
    fs::create_dir(case.path("vol")).unwrap();
    fs::write(case.path("vol/brief.txt"), "van mij").unwrap();
    assert_snapshot!(case.run().fails(), @r"
    fout: in `vol` staat al iets; een nieuw dossier komt in een nieuwe of lege map
    hulp: kies een andere naam voor de map; er is niets veranderd
    ");
    assert_eq!(texts(&case.path("vol")).len(), 1);
    assert!(
        Case::new().args(["nieuw", "x", "--naam", " "]).run().fails().starts_with("fout: achter `--naam` staat geen")
    );
    assert!(Case::new().args(["nieuw", "x", "--jaar", "25"]).run().fails().contains("`25` past niet bij `--jaar"));
}

/// What a new user sees first.
#[test]
fn a_new_dossier_makes_a_concept_that_shows_its_blanks() {
    let case = new();
    let folder = case.folder();
    let checked = checked(&folder);
    assert_eq!(besides_blanks(&folder), "", "a new dossier has no faults, only blanks");
    assert!(checked.diagnostics.iter().all(|one| one.severity == Severity::Warning));
    let report = Report::of(&folder, "2025");
    let text = squeezed(&report.pages.join("\n"));
    for shown in ["Regio Deal Oevers", "Dit concept is nog niet af.", BLANK, "Nog in te vullen"] {
        assert!(text.contains(&squeezed(shown)), "{shown}");
    }
    // The list in the report names each of them, besides those of a file without a single row.
    let last = squeezed(&report.pages[report.pages.len() - 4..].join("\n"));
    for blank in blanks(&checked.sources).filter(|blank| !blank.file.starts_with("bestedingen/")) {
        assert!(last.contains(&squeezed(blank.what)), "{}:{}: {}", blank.file, blank.line, blank.what);
    }
    assert!(!text.contains(&squeezed("€ 0")), "no amount is made up");
}

#[test]
fn blanks_stand_in_the_way_of_a_discussed_report() {
    let case = new().replace("verslagen/2025.yaml", "  # besproken: 2026-03-31", "  besproken: 2026-05-12");
    let stderr = case.args(["rapport", "proef"]).run().rejects();
    assert_eq!(stderr.matches("fout[R064]").count(), 2, "{stderr}");
    assert!(stderr.contains("het verslag is besproken, maar in `bestedingen/2025.yaml`, `deal.yaml`"), "{stderr}");
}

/// Next year's files may have blanks while the old report is adopted: it can be made again.
#[test]
fn a_blank_that_came_later_does_not_stop_an_older_report() {
    let later = "naam: Leeszaal\nbekend-op: 2022-09-01\nfictief: ja\naanpak: buurthuizen\ntoerekening: {ontmoeten: 100%}\ntekst: NOG INVULLEN – wat het is\n";
    let adopted = "  concept: 2022-04-15\n  besproken: 2022-05-12\n  vastgesteld: 2022-06-07";
    let case = Case::new()
        .dossier("minimaal")
        .replace("verslagen/2021.yaml", "  concept: 2022-04-15", adopted)
        .write("projecten/leeszaal.yaml", later)
        .args(["rapport", "minimaal", "--uitvoer", "x.pdf"]);
    let said = case.run().says().1;
    assert!(said.contains("waarschuwing[R064]: hier is nog in te vullen: wat het is"), "{said}");
    // Known before the gegevensstand, the same file does stop it.
    let case = case.replace("projecten/leeszaal.yaml", "2022-09-01", "2022-03-01");
    let stderr = case.run().rejects();
    assert!(stderr.contains("het verslag is vastgesteld, maar in `projecten/leeszaal.yaml` staat nog"), "{stderr}");
}

/// Does what the blanks and the explanations of the files ask, with the words of the examples.
fn fill_in(case: Case) -> Case {
    let folder = case.path("proef");
    let mut count = 0;
    for (name, text) in texts(&folder).into_iter().filter(|(name, _)| name.ends_with(".yaml")) {
        // "Haal hierboven weg wat achter de dubbele punt staat", and # with its space from the example.
        let mut text = text;
        for head in ["bijdragen", "regels", "reeks"] {
            if let Some(at) = text.find(&format!("\n{head}: [] # {BLANK}")) {
                let (before, rest) = text.split_at(at + 1);
                let (_, rest) = rest.split_once('\n').unwrap();
                let end = rest.find("\n\n").unwrap_or(rest.len());
                let example: Vec<&str> =
                    rest[..end].lines().skip(1).map(|line| line.strip_prefix("# ").unwrap()).collect();
                text = format!("{before}{head}:\n{}{}", example.join("\n"), &rest[end..]);
            }
        }
        for head in ["streefwaarde", "herzieningen", "bijeenkomsten", "start", "einde", "begroting", "stoplicht"] {
            text = without_hashes(&text, head);
        }
        // The amounts and shares that the examples leave open.
        for (key, value) in [
            ("primitief:", "120000"),
            ("gerealiseerd:", "98.500,25"),
            ("verplicht:", "12000"),
            ("prognose:", "400000"),
            ("rijk:", "60%"),
            ("regio:", "40%"),
        ] {
            text = text.replace(&format!("{key} #"), &format!("{key} {value} #"));
            text = text.replace(&format!("{key}\n"), &format!("{key} {value}\n"));
        }
        text = text.replace("      na-wijziging: # de begroting na wijziging; of haal deze regel weg\n", "");
        let mut lines = Vec::new();
        for line in text.lines() {
            let Some(at) = line.find(BLANK).filter(|_| !line.trim_start().starts_with('#')) else {
                lines.push(line.to_owned());
                continue;
            };
            count += 1;
            lines.push(match line.find(" # NOG") {
                // A provisional value that is right.
                Some(comment) => line[..comment].to_owned(),
                None if line.contains("artikel") || line.trim_start().starts_with("rapportage") => {
                    format!("{}\"7.4\"", &line[..at])
                }
                None => format!("{}Wij deden hier het {count}e werk", &line[..at]),
            });
        }
        fs::write(folder.join(&name), lines.join("\n") + "\n").unwrap();
    }
    case
}

/// Takes the `# ` from the line of a key and from the deeper lines below it.
fn without_hashes(text: &str, key: &str) -> String {
    let mut inside = None;
    let line = |line: &str| {
        let Some((spaces, rest)) = line.split_once("# ").filter(|(spaces, _)| spaces.trim().is_empty()) else {
            inside = None;
            return line.to_owned();
        };
        let deeper = rest.starts_with(' ');
        inside = (rest.starts_with(&format!("{key}:")) || (inside.is_some() && deeper)).then_some(());
        if inside.is_some() { format!("{spaces}{rest}") } else { line.to_owned() }
    };
    text.lines().map(line).collect::<Vec<_>>().join("\n") + "\n"
}

/// The way of a new user: fill in what is asked, look, and set the dates of the steps.
#[test]
fn filled_in_a_report_may_be_adopted() {
    let case = fill_in(new());
    let folder = case.folder();
    assert_eq!(blanks(&read(&folder).sources).count(), 0);
    assert_eq!(render(&checked(&folder).diagnostics, &checked(&folder).sources, Colour::Off), "");
    let case = case
        .replace("verslagen/2025.yaml", "  # besproken: 2026-03-31", "  besproken: 2026-05-12")
        .replace("verslagen/2025.yaml", "  # vastgesteld: 2026-03-31", "  vastgesteld: 2026-06-09")
        .replace("verslagen/2025.yaml", "versie: \"0.1\"", "versie: \"1.0\"")
        .args(["controleer", "proef"]);
    // What is adopted may still get a tip.
    let said = case.run().says().1;
    assert!(!said.contains("fout[") && !said.contains("waarschuwing["), "{said}");
    let report = Report::of(&case.folder(), "2025");
    let text = squeezed(&report.pages.join("\n"));
    for gone in ["CONCEPT", BLANK, "Nog in te vullen"] {
        assert!(!text.contains(&squeezed(gone)), "{gone}");
    }
}

#[test]
fn the_next_year_is_prefilled_and_lists_what_is_left() {
    let case = Case::new().dossier("minimaal").args(["nieuw-jaar", "minimaal"]);
    let before = Report::of(&case.folder(), "2021").bytes;
    let run = case.run();
    assert_snapshot!(run.says().1);
    let texts = texts(&case.path("minimaal"));
    assert_snapshot!(texts["verslagen/2022.yaml"]);
    assert_snapshot!(texts["bestedingen/2022.yaml"]);
    assert_eq!(besides_blanks(&case.folder()), "");
    // The new year is made and built, and the old report stays the same, byte for byte.
    Report::of(&case.folder(), "2022");
    assert!(Report::of(&case.folder(), "2021").bytes == before);
    let again = case.args(["nieuw-jaar", "minimaal", "--jaar", "2022"]).run();
    assert_snapshot!(again.rejects(), @r"
    fout: er is al een verslag over 2022: minimaal/verslagen/2022.yaml
    hulp: kies met --jaar een ander jaar, of vul dat verslag in
    ");
}

#[test]
fn the_next_year_leaves_out_what_has_ended() {
    let case = Case::new().dossier("den-haag-zuidwest").args(["nieuw-jaar", "den-haag-zuidwest", "--jaar", "2023"]);
    case.run().writes();
    let report = fs::read_to_string(case.path("den-haag-zuidwest/verslagen/2023.yaml")).unwrap();
    assert!(!report.contains("meldpunt-in-de-buurt:"), "the report over 2022 says that it has stopped");
    assert!(report.contains("  sroi-makelaar-zuidwest:"));
    // The deal ends in the middle of the year (art. 14).
    assert!(report.contains("periode: {van: 2023-01-01, tot: 2023-07-31}"));
    pipeline::check(&case.folder()).unwrap();
}

/// The same sign counts for R064 and for the completeness, also in the comment behind a value.
#[test]
fn a_provisional_text_is_not_there_yet() {
    let text = "ontmoeten: De stijging past bij de opening van het buurthuis.";
    for (to, lacks) in [(text.to_owned(), false), (format!("{text} # {BLANK} – klopt dit?"), true)] {
        let folder = Case::new().dossier("minimaal").replace("verslagen/2021.yaml", text, &to).folder();
        let checked = pipeline::check(&folder).unwrap();
        let found = pipeline::completeness(&folder, &checked, &Choice::Latest).unwrap();
        let item = found.items.iter().find(|item| item.what == "doelbereik: duiding").unwrap();
        assert_eq!(!item.is_complete(), lacks, "{item:?}");
        assert_eq!(checked.diagnostics.iter().any(|said| said.code == "R064"), lacks);
    }
}

#[test]
fn a_tussenbericht_takes_no_year_and_forgets_nothing() {
    let interim = "soort: tussenbericht\nversie: \"1.0\"\nperiode: {van: 2022-01-01, tot: 2022-06-30}\npeildatum: 2022-06-30\ngegevensstand: 2022-07-15\nstatus: {concept: 2022-07-15}\nfictief: ja\nsamenvatting: Het buurthuis blijft open.\n";
    let case = Case::new()
        .dossier("minimaal")
        .replace("verslagen/2021.yaml", "fase: lopend", "fase: afgerond")
        .write("verslagen/tussenbericht-2022.yaml", interim)
        .args(["nieuw-jaar", "minimaal"]);
    case.run().says();
    let report = fs::read_to_string(case.path("minimaal/verslagen/2022.yaml")).unwrap();
    assert!(!report.contains("buurthuis-molenbuurt:"), "it ended in 2021: {report}");
    assert!(report.contains("gegevensstand: 2023-04-15"), "as long after the peildatum as in 2021: {report}");
    assert!(report.contains("stand: onbekend # laatst gemeld: gerealiseerd"), "as in 2021: {report}");
}

#[test]
fn the_next_year_asks_for_what_the_calendar_has() {
    let calendar = "uitvoerder: het onderzoeksbureau van Voorbeeldstad\nkalender: [2020, 2021, 2024]";
    for (year, is_due) in [("2023", false), ("2024", true)] {
        let case = Case::new()
            .dossier("minimaal")
            .replace("indicatoren/ontmoeten.yaml", "uitvoerder: het onderzoeksbureau van Voorbeeldstad", calendar)
            .args(["nieuw-jaar", "minimaal", "--jaar", year]);
        let said = case.run().says().1.replace('\u{a0}', " ");
        let report = fs::read_to_string(case.path(&format!("minimaal/verslagen/{year}.yaml"))).unwrap();
        assert_eq!(report.contains("duiding:"), is_due, "{report}");
        assert_eq!(said.contains("indicatoren/ontmoeten.yaml: de meting van"), is_due, "{said}");
        assert_eq!(said.ends_with("Let op: de deal eindigde op 31 december 2023.\n"), is_due, "{said}");
    }
}

#[test]
fn spending_that_is_there_stays_and_a_broken_dossier_is_left_alone() {
    let case =
        Case::new().dossier("minimaal").write("bestedingen/2022.yaml", "regels: []\n").args(["nieuw-jaar", "minimaal"]);
    let run = case.run();
    assert!(run.says().1.starts_with("minimaal/bestedingen/2022.yaml was er al en is niet veranderd.\n"));
    assert_eq!(fs::read_to_string(case.path("minimaal/bestedingen/2022.yaml")).unwrap(), "regels: []\n");

    let case = Case::new()
        .dossier("minimaal")
        .replace("deal.yaml", "tranche: 3", "tranche: drie")
        .args(["nieuw-jaar", "minimaal"]);
    let stderr = case.run().rejects();
    assert!(stderr.ends_with("Er is niets gemaakt: verbeter eerst de fouten in minimaal.\n"), "{stderr}");
    assert!(!case.path("minimaal/verslagen/2022.yaml").exists());
}

#[test]
fn the_first_report_of_a_dossier_without_any_is_made() {
    let case = Case::new().dossier("minimaal");
    fs::remove_dir_all(case.path("minimaal/verslagen")).unwrap();
    fs::remove_dir_all(case.path("minimaal/bestedingen")).unwrap();
    let case = case.args(["nieuw-jaar", "minimaal", "--jaar", "2020"]);
    assert_eq!(case.run().writes(), "minimaal/verslagen/2020.yaml\nminimaal/bestedingen/2020.yaml\n");
    assert_eq!(besides_blanks(&case.folder()), "");
}
