//! What a report says has changed since the one before, worked out by hand on a small dossier.

use insta::assert_snapshot;
use voortgang::figures::changes::{Agreement, Changes, Defined, Item};
use voortgang::format;
use voortgang::model::{Phase, Verdict};
use voortgang::pipeline::{self, Choice};
use voortgang::world::Templates;

use crate::case::Case;
use crate::pdf::{OF_2020, Report, squeezed};

/// The smallest dossier with a second report. Between 15 April 2022 and 14 April 2023 became known:
/// a corrected nulmeting (41 to 40), corrected spending, another budget, a new project, another
/// definition, a methodebreuk, a review of the distribution and a party that joined.
fn case() -> Case {
    let report = include_str!("../../fixtures/valid/minimaal/verslagen/2021.yaml")
        .replace("{van: 2021-01-01, tot: 2021-12-31}", "{van: 2022-01-01, tot: 2022-12-31}")
        .replace("peildatum: 2021-12-31", "peildatum: 2022-12-31")
        .replace("2022-04-15", "2023-04-14")
        .replace("fase: lopend", "fase: afgerond");
    Case::new()
        .dossier("minimaal")
        .write("verslagen/2022.yaml", report)
        .replace(
            "indicatoren/ontmoeten.yaml",
            "reeks:\n",
            "wijzigingen:\n  - bekend-op: 2022-10-01\n    reden: het bureau rondt de groepen anders af\n    populatie: bewoners van 15 jaar en ouder\n\
             breuken:\n  - datum: 2021-06-01\n    bekend-op: 2022-10-01\n    reden: de vragen gaan voortaan via internet\n\
             reeks:\n  - meting: nulmeting\n    veldwerk: {van: 2020-09-01, tot: 2020-10-31}\n    bekend-op: 2022-09-01\n    herziet: 2021-01-15\n    reden: de weging was verkeerd\n    gebied: oostwijk\n    waarde: 40\n    marge: 2,5\n    n: 812\n    bron: Buurtpeiling 2020\n    fictief: ja\n",
        )
        .replace(
            "bestedingen/2021.yaml",
            "ontvangsten:\n",
            "  - {project: buurthuis-molenbuurt, t-m: 2021-12-31, bekend-op: 2022-09-01, herziet: 2022-02-10, reden: een rekening stond dubbel, begroot: {primitief: 150000}, gerealiseerd: 140310.55, prognose: 400000, fictief: ja}\nontvangsten:\n",
        )
        .replace(
            "projecten/buurthuis-molenbuurt.yaml",
            "tekst: De oude",
            "wijzigingen:\n  - {bekend-op: 2022-06-01, reden: het dak moest nieuw, begroting: 410000}\ntekst: De oude",
        )
        .write(
            "projecten/leeszaal.yaml",
            "naam: Leeszaal\nbekend-op: 2022-05-01\nfictief: ja\nstart: 2022-06-01\naanpak: buurthuizen\ntoerekening: {ontmoeten: 100%}\nbegroting: 75000\ntekst: Een leeszaal.\n",
        )
        .replace(
            "deal.yaml",
            "governance:\n",
            "  herzieningen:\n    - {jaar: 2022, datum: 2022-11-01, bekend-op: 2022-11-08, uitkomst: ongewijzigd, toelichting: Er is maar één pijler., fictief: ja}\n\
             toetredingen:\n  - {datum: 2022-07-01, bekend-op: 2022-07-02, partij: de Vrienden van Oost, bijdrage: Zij geven tien uur per week., fictief: ja}\n\
             governance:\n",
        )
}

#[test]
fn each_change_is_found_with_its_old_and_new_value() {
    let folder = case().folder();
    let checked = pipeline::check(&folder).unwrap_or_else(|rejected| panic!("{:#?}", rejected.diagnostics));
    let known = &checked.known["2022"];
    let before = known.before().unwrap().unwrap();
    let changes = Changes::between(&before, &known.dossier, known.report().unwrap(), &known.figures);

    let [measured] = changes.measurements.as_slice() else { panic!("{:?}", changes.measurements) };
    let value = |row: &voortgang::model::Measurement| row.value.unwrap().0.to_string();
    assert_eq!((value(measured.old), value(measured.new)), ("41".to_owned(), "40".to_owned()));
    assert_eq!(measured.new.reason.as_ref().unwrap().as_str(), "de weging was verkeerd");

    let [spent] = changes.spending.as_slice() else { panic!("{:?}", changes.spending) };
    let euros =
        |figure: &Option<voortgang::figures::Figure<_>>| format::euros_and_cents(figure.as_ref().unwrap().value);
    assert_eq!(spent.item, Item::Realised);
    assert_eq!(
        (euros(&spent.old), euros(&spent.new)),
        ("€\u{a0}142.310,55".to_owned(), "€\u{a0}140.310,55".to_owned())
    );

    let phases: Vec<_> =
        changes.projects.iter().map(|one| (one.project.id.as_str(), one.is_new, one.old, one.new)).collect();
    assert_eq!(
        phases,
        [("leeszaal", true, None, None), ("buurthuis-molenbuurt", false, Some(Phase::Running), Some(Phase::Completed))]
    );

    let defined: Vec<_> = changes.definitions.iter().map(|one| (one.defined, one.old, one.new)).collect();
    assert_eq!(
        defined,
        [
            (Defined::Population, "bewoners van 18 jaar en ouder", "bewoners van 15 jaar en ouder"),
            (Defined::Method("2021-06-01".parse().unwrap()), "", ""),
        ]
    );

    let agreed: Vec<String> = changes
        .agreements
        .iter()
        .map(|one| match one {
            Agreement::Joined(one) => one.party.to_string(),
            Agreement::Reviewed(one) => one.year.0.to_string(),
            Agreement::Budget { old, new, .. } => {
                format!("{} > {}", format::euros(old.as_ref().unwrap().value), format::euros(new.value))
            }
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(agreed, ["de Vrienden van Oost", "2022", "€\u{a0}400.000 > €\u{a0}410.000"]);

    // 2021: d = 43 − 41 = 2 and m = √(2,5² + 2,4²) = 3,47, so 2 − 3,47 < 0; p = 5 × 364/1096 = 1,66
    // and 2 + 3,47 > 1,66: `vraagt aandacht`. 2022: a methodebreuk without a factor lies between.
    let verdicts: Vec<_> = changes.verdicts.iter().map(|one| (one.old, one.new)).collect();
    assert_eq!(verdicts, [(Verdict::NeedsAttention, Verdict::CannotBeJudged)]);
}

#[test]
fn the_report_before_has_the_old_definition_and_the_new_one_the_new() {
    let folder = case().folder();
    let checked = pipeline::check(&folder).unwrap_or_else(|rejected| panic!("{:#?}", rejected.diagnostics));
    let over = |id: &str| checked.known[id].dossier.indicators[0].current_population().to_string();
    assert_eq!(
        (over("2021").as_str(), over("2022").as_str()),
        ("bewoners van 18 jaar en ouder", "bewoners van 15 jaar en ouder")
    );
}

/// The source of the leeswijzer's last section in a report of the small dossier.
fn section(report: &str) -> String {
    let folder = case().folder();
    let checked = pipeline::check(&folder).unwrap_or_else(|rejected| panic!("{:#?}", rejected.diagnostics));
    let choice = Choice::Report(report.to_owned());
    let source = pipeline::compose(&folder, &checked, &choice, &Templates::built_in()).unwrap().source;
    let start = source.find("#h2[Wat is er veranderd").unwrap();
    let end = start + source[start..].find("#h1[").unwrap();
    source[start..end].to_owned()
}

#[test]
fn the_section_names_every_change() {
    assert_snapshot!(section("2022"));
}

#[test]
fn the_first_report_has_nothing_to_compare() {
    assert_snapshot!(section("2021"), @r"
    #h2[Wat is er veranderd sinds het vorige verslag]
    Dit is het eerste verslag van deze deal. Er is nog niets om mee te vergelijken.
    ");
}

/// Art. 5.6: two terms were fixed in 2020.
#[test]
fn terms_that_were_fixed_are_named() {
    let text = OF_2020.text();
    for part in [
        "Het vorige verslag is de rapportage van de nulmeting over 2019, met gegevens tot en met 6 maart 2020.",
        "Een tussenbericht telt daarbij niet mee.",
        // A nulmeting names no projects, so that none can be called new.
        "Het vorige verslag noemt geen projecten; welke er nieuw zijn, is daarom niet te zeggen.",
        "Termijn 2020 van LNV nader te bepalen € 1.950.000 Afspraak in het overleg van 18 juni 2020",
        "Termijn 2021 van LNV nader te bepalen € 1.950.000 Afspraak in het overleg van 19 november 2020",
    ] {
        assert!(text.contains(&squeezed(part)), "{part}");
    }
    assert!(!text.contains("BijlageI:"));
    // The distribution was looked at, and stayed as it was.
    assert!(!text.contains("26nieuw") && !text.contains(&squeezed("Verdeling over de pijlers, bezien")));
}

#[test]
fn a_long_list_goes_to_an_annex() {
    let project = "bekend-op: 2022-05-01\nfictief: ja\nstart: 2022-06-01\naanpak: buurthuizen\ntoerekening: {ontmoeten: 100%}\nbegroting: 1000\ntekst: Een plan.\n";
    let case = (1..=40).fold(case(), |case, number| {
        case.write(&format!("projecten/plan-{number}.yaml"), format!("naam: Plan {number}\n{project}"))
    });
    let report = Report::of(&case.folder(), "2022");
    let text = report.text();
    for part in [
        "Projecten: 41 nieuw, 1 afgerond",
        "Bijlage I noemt alle veranderingen.",
        "Bijlage I: wat is er veranderd sinds het vorige verslag",
        "Plan 40 (fictief) nog niet bekend nieuw",
    ] {
        assert!(text.contains(&squeezed(part)), "{part}");
    }
    let (_, annex) = text.split_once(&squeezed("Bijlage H: bestanden in dit pdf-bestand")).unwrap();
    assert!(annex.contains(&squeezed("Herziene cijfers sinds het vorige verslag")));
}

/// The status of the report of the smallest dossier.
pub(crate) const CONCEPT: &str = "status:\n  concept: 2022-04-15\n";

/// The same after the overleg discussed a concept that did not know of the spending of 2021 yet.
pub(crate) const DISCUSSED: &str = "status:\n  concept: 2022-01-20\n  besproken: 2022-01-27\n  vastgesteld: 2022-06-07\n\
    besproken-concept:\n  versie: \"0.8\"\n  gegevensstand: 2022-01-18\n  gewijzigd:\n    - {onderwerp: De Molen, wat: De reden van de \
    late start staat erbij., aanleiding: vraag van het ministerie}\n";

#[test]
fn a_report_tells_what_changed_since_the_concept_that_was_discussed() {
    let case = Case::new().dossier("minimaal").replace("verslagen/2021.yaml", CONCEPT, DISCUSSED);
    let text = Report::of(&case.folder(), "2021").text();
    for part in [
        "Wat is er veranderd sinds het besproken concept",
        "Het overleg besprak op 27 januari 2022 een concept van dit verslag: versie 0.8, met gegevens tot en met 18 januari 2022.",
        "De Molen De reden van de late start staat erbij. vraag van het ministerie",
        "Nieuwe cijfers: 3",
        "gerealiseerd, stand 31 december 2021 € 142.310,55",
    ] {
        assert!(text.contains(&squeezed(part)), "{part}:\n{text}");
    }
    // It is no report of another year: what stands in it of an earlier one, it already said.
    assert!(!text.contains(&squeezed("Herziene cijfers sinds het besproken concept")), "{text}");
}

#[test]
fn a_report_that_does_not_name_its_concept_says_so_once_it_is_adopted() {
    let discussed = "status:\n  concept: 2022-04-15\n  besproken: 2022-05-12\n";
    let text = |status: &str| {
        let case = Case::new().dossier("minimaal").replace("verslagen/2021.yaml", CONCEPT, status);
        Report::of(&case.folder(), "2021").text()
    };
    assert!(!text(discussed).contains(&squeezed("besproken concept")));
    let adopted = text(&format!("{discussed}  vastgesteld: 2022-06-07\n"));
    let told = "Het overleg besprak een concept van dit verslag op 12 mei 2022. Het verslag is daarna vastgesteld. Of er tussen die twee iets is veranderd, is niet opgegeven.";
    assert!(adopted.contains(&squeezed(told)), "{adopted}");
}

#[test]
fn that_the_texts_did_not_change_is_said_when_the_author_says_so() {
    let text = |revisions: &str| {
        let (before, _) = DISCUSSED.split_once("  gewijzigd:").unwrap();
        let status = format!("{before}{revisions}");
        let case = Case::new().dossier("minimaal").replace("verslagen/2021.yaml", CONCEPT, &status);
        Report::of(&case.folder(), "2021").text()
    };
    let (nothing, untold) = (text("  gewijzigd: []\n"), text(""));
    let says_nothing = squeezed("In de teksten veranderde niets, zeggen de opstellers.");
    let says_untold = squeezed("Of er iets in de teksten veranderde, is niet opgegeven.");
    assert!(nothing.contains(&says_nothing) && !nothing.contains(&says_untold), "{nothing}");
    assert!(untold.contains(&says_untold) && !untold.contains(&says_nothing), "{untold}");
}

/// The word is a drawing: no one who searches, copies or listens meets its letters between the sentences.
#[test]
fn a_concept_has_its_word_behind_every_page_and_an_adopted_report_has_not() {
    let report = |status: &str| {
        let case = Case::new().dossier("minimaal").replace("verslagen/2021.yaml", CONCEPT, status);
        Report::of(&case.folder(), "2021")
    };
    let (concept, adopted) = (report(CONCEPT), report(DISCUSSED));
    assert!(concept.drawn_behind().iter().all(|parts| *parts > 50), "{:?}", concept.drawn_behind());
    assert!(adopted.drawn_behind().iter().all(|parts| *parts == 0), "{:?}", adopted.drawn_behind());
    // The head of each page says it, and the cover gives the status.
    assert!(squeezed(&concept.pages[0]).contains("Status:concept") && !concept.pages[0].contains("CONCEPT"));
    for page in &concept.pages[1..] {
        assert_eq!(page.matches("CONCEPT").count(), 1, "{page}");
    }
    assert!(adopted.pages.iter().all(|page| !page.contains("CONCEPT")));
}

#[test]
fn a_concept_lists_what_its_next_steps_ask() {
    let heading = squeezed("Wat nog moet voordat dit verslag verder kan");
    let folder = Case::new().dossier("minimaal").folder();
    assert!(!Report::of(&folder, "2021").text().contains(&heading));
    let without = |line: &str| Case::new().dossier("minimaal").replace("verslagen/2021.yaml", line, "").folder();
    let text = Report::of(&without("    kern: Het eerste buurthuis is open.\n"), "2021").text();
    assert!(text.contains(&heading), "{text}");
    assert!(text.contains(&squeezed("vastgesteld de pijler")), "{text}");
}
