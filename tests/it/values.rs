//! A value is printed as it was typed, whatever it looks like.

use insta::assert_snapshot;

use crate::case::Case;
use crate::pdf::{OF_2022, Report, squeezed};

const SMALL: &str = "klein-met-andere-artikelen";

/// Typst would take every part of this for something else.
const NAME: &str = r#"#panic("x") $ @ref = 1. <b> \ ""#;

/// A text as YAML between single quotes.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

#[test]
fn markup_in_a_name_is_printed_as_it_is() {
    let case = Case::new().dossier(SMALL).replace(
        "projecten/buurtbus.yaml",
        "Buurtbus Voorbeeldland\nbekend-op",
        &format!("{}\nbekend-op", quoted(NAME)),
    );
    let report = Report::of(&case.folder(), "2024");
    assert!(
        report.bookmarks().iter().any(|(_, title)| *title == format!("{NAME} (fictief)")),
        "{:?}",
        report.bookmarks()
    );
    let heading =
        report.pages.iter().any(|page| page.lines().any(|line| line.trim_end() == format!("{NAME} (fictief)")));
    assert!(heading, "{}", report.pages.join("\n"));
    // In the tables of the pillar and of the annexes, and on the line of its element.
    assert!(report.text().matches(&squeezed(NAME)).count() >= 4);
}

/// Case 9 of the domain: real names with quotes of both kinds, and a budget that is split into smaller grants.
#[test]
fn quotes_in_the_name_of_a_project_are_part_of_it() {
    let titles: Vec<String> = OF_2022.bookmarks().into_iter().map(|(_, title)| title).collect();
    for name in ["Liefste straatje 'Schermerstraat'", "\"Zuidwest vertelt zijn verhaal\""] {
        assert!(titles.iter().any(|title| title == name), "{titles:?}");
    }
    let text = OF_2022.text();
    let part = "Er is € 175.000 aan subsidie beschikbaar: hooguit € 5.000 per persoon en € 25.000 per rechtspersoon.";
    assert!(text.contains(&squeezed(part)), "{part}");
}

#[test]
fn markup_is_printed_as_it_is_wherever_it_stands() {
    let places = [
        ("indicatoren/leefbaarheid.yaml", "naam: Rapportcijfer voor de leefbaarheid"),
        ("indicatoren/leefbaarheid.yaml", "korte-naam: Leefbaarheid"),
        ("indicatoren/leefbaarheid.yaml", "populatie: Inwoners van Voorbeeldland van 18 jaar en ouder"),
        ("pijlers/dorpen.yaml", "    naam: Ontmoeten en bereikbaar blijven"),
        ("pijlers/dorpen.yaml", "    naam: Een dorpshuis in elk dorp"),
        ("projecten/vakschool.yaml", "uitvoerder: Regionaal opleidingencentrum (verzonnen voor dit voorbeeld)"),
        ("verslagen/2024.yaml", "      onderbouwing: De gemeente zoekt een gebouw."),
        ("verslagen/2024.yaml", "    beheersmaatregel: De vereniging werft via de vakschool en de sportclubs."),
        ("verslagen/2024.yaml", "      gevolg: De opening is twee maanden later."),
        ("deal.yaml", "naam: Regio Deal Voorbeeldland"),
        ("deal.yaml", "      naam: Zuiderhoek"),
        ("deal.yaml", "  secretariaat: gemeente Voorbeeldland"),
        ("deal.yaml", "    aanduiding: BZK"),
        (
            "deal.yaml",
            "  SiSa: single information, single audit, de jaarlijkse verantwoording over specifieke uitkeringen",
        ),
    ];
    let mut case = Case::new().dossier(SMALL);
    for (number, (file, line)) in places.into_iter().enumerate() {
        let key = line.split(": ").next().unwrap();
        case = case.replace(file, line, &format!("{key}: {}", quoted(&format!("{NAME} nr{number}."))));
    }
    let text = Report::of(&case.folder(), "2024").text();
    for (number, (file, line)) in places.into_iter().enumerate() {
        assert!(text.contains(&squeezed(&format!("{NAME} nr{number}."))), "{file}: {line}");
    }
}

#[test]
fn markup_in_narrative_is_no_markup_of_the_typesetter() {
    let narrative = r#"bespreekpunten:
  - Einde

vooruitblik: |
  Een *schuin* woord, een **vet** woord en dan #panic("x") $ @ref = 1. \<b\> \\ ".

  = geen kop, $1+1$, `code #x`, /* geen commentaar */ en // ook niet, https://example.org/a_b~c.

  - #een punt
  - \<label> met een haak

  1998. Een jaartal vooraan.
"#;
    let case = Case::new()
        .dossier(SMALL)
        .replace("verslagen/2024.yaml", "\nvooruitblik: >-\n  In 2025 gaat het dorpshuis in Noorderveen open en groeit de vakschool naar 40 leerlingen. Partijen kiezen voor de zomer een\n  gebouw in Zuiderhoek.\n\nbespreekpunten:\n  - Welk gebouw in Zuiderhoek is geschikt als dorpshuis?\n", &format!("\n{narrative}"));
    let text = Report::of(&case.folder(), "2024").text();
    for printed in [
        r#"Een schuin woord, een vet woord en dan #panic("x") $ @ref = 1. <b> \ "."#,
        "= geen kop, $1+1$, code #x, /* geen commentaar */ en // ook niet, https://example.org/a_b~c.",
        "• #een punt",
        "• <label> met een haak",
        "1998. Een jaartal vooraan.",
    ] {
        assert!(
            text.contains(&squeezed(printed)),
            "{printed}\n{}",
            &text[text.find("geenkop").unwrap_or(0).saturating_sub(200)..]
        );
    }
}

#[test]
fn html_in_narrative_is_refused() {
    let case = Case::new()
        .dossier(SMALL)
        .replace("projecten/vakschool.yaml", "twee dagen in", "twee <b>dagen</b> in")
        .args(["rapport", SMALL]);
    assert_snapshot!(case.run().rejects());
}

#[test]
fn yaml_that_looks_like_markup_is_printed_as_it_is() {
    let case = Case::new()
        .dossier(SMALL)
        .replace("pijlers/dorpen.yaml", "naam: Levende dorpen", "naam: 1. Samenleving")
        .replace("pijlers/vakwerk.yaml", "naam: Vakwerk dichtbij", "naam: = x")
        .replace("projecten/buurtbus.yaml", "naam: Buurtbus Voorbeeldland", "naam: + plus")
        .replace("projecten/vakschool.yaml", "naam: Vakschool Voorbeeldland", "naam: /slash_en_streep~tilde");
    let report = Report::of(&case.folder(), "2024");
    let bookmarks: Vec<String> = report.bookmarks().into_iter().map(|(_, title)| title).collect();
    for title in ["Pijler 1: 1. Samenleving", "Pijler 2: = x", "+ plus (fictief)", "/slash_en_streep~tilde (fictief)"] {
        assert!(bookmarks.iter().any(|found| found == title), "{title}: {bookmarks:?}");
    }
}

#[test]
fn a_character_without_a_shape_is_an_error_at_its_line() {
    let case = Case::new()
        .dossier(SMALL)
        .replace("projecten/vakschool.yaml", "twee dagen in", "twee 🎉 dagen in")
        .args(["rapport", SMALL]);
    assert_snapshot!(case.run().rejects(), @r"
    fout[R008]: het teken `🎉` (U+1F389) kan niet worden afgedrukt
      --> projecten/vakschool.yaml:17:85
       |
    17 |   Leerlingen van 16 jaar en ouder leren drie dagen per week bij een bedrijf en twee 🎉 dagen in de oude school van Zuiderhoek.
       |                                                                                     ^^
       |
       = hulp: haal het teken weg of schrijf het uit in woorden

    1 fout in 1 bestand
    Er is geen nieuw rapport gemaakt van klein-met-andere-artikelen.
    ");
}
