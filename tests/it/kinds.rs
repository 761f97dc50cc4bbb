//! Each kind of report: its chapters, its words, and what it alone tells.

use voortgang::pipeline::{self, Choice};
use voortgang::world::{Folder, Templates};

use crate::case::{Case, fixture};
use crate::pdf::{BASELINE, EVALUATION, INTERIM, OF_2020, OF_2021, OF_2022, Report, squeezed};

/// The headings of the chapters, after the colofon and the contents.
fn chapters(report: &Report) -> Vec<String> {
    let bookmarks = report.bookmarks();
    let titles = bookmarks.into_iter().filter(|(depth, _)| *depth == 1).map(|(_, title)| title);
    titles.skip_while(|title| matches!(title.as_str(), "Colofon" | "Inhoud")).collect()
}

#[track_caller]
fn says(report: &Report, parts: &[&str]) {
    let text = report.text();
    for part in parts {
        assert!(text.contains(&squeezed(part)), "{}: {part}", report.title());
    }
}

#[track_caller]
fn is_silent_on(report: &Report, parts: &[&str]) {
    let text = report.text();
    for part in parts {
        assert!(!text.contains(&squeezed(part)), "{}: {part}", report.title());
    }
}

/// Art. 7.8: the indicators at the start, how good the measurements are, and what is lacking.
#[test]
fn a_nulmeting_shows_the_start_and_its_quality() {
    let report = &*BASELINE;
    assert_eq!(
        chapters(report),
        [
            "Samenvatting",
            "Leeswijzer",
            "Opgave en ambitie",
            "Nulmeting per indicator",
            "Vooruitblik",
            "Bijlagen",
            // It is a concept, and no nulmeting of the debts was known.
            "Wat nog moet voordat dit verslag verder kan",
        ]
    );
    says(
        report,
        &[
            "is opgesteld op grond van artikel 7.8 van het convenant",
            // Value, margin, number of respondents, period and quality of both areas.
            "Den Haag Zuidwest 4,9 0,2 240 veldwerk 6 augustus tot en met 30 november 2019 lage respons; fictief",
            "Den Haag 5,7 onbekend – veldwerk 6 augustus tot en met 30 november 2019 fictief",
            "niet bruikbaar als beginpunt De respons was te laag.",
            // 5,7 − 4,9 = 0,8, and 31 − 21 = 10.
            "Achterstand: 0,8 punt op Den Haag",
            "Achterstand: 10,0 procentpunt op Den Haag",
            // 4,9 + 0,5 would be 5,4, but 4,9 cannot be built on.
            "Streefwaarde als niveau: niet vast te stellen zonder bruikbare nulmeting",
            // Not known on 6 March 2020.
            "Er was toen dit rapport werd gemaakt nog geen meting bekend.",
            "Deze telling begint bij nul, dus een nulmeting is niet nodig.",
            "Er zijn geen cijfers per wijk: niet getoond, zodat niemand te herkennen is",
            "Dit is het eerste verslag van deze deal.",
        ],
    );
    is_silent_on(report, &["Stoplicht van een project", "Gerealiseerd", "Oordeel:", "hulplijn", "5,4"]);
    // 22% was known in 2021.
    is_silent_on(report, &["22%", "geregistreerde problematische schulden"]);
}

/// A part of a year is told as such, and its spending is not held against the budget of the year.
#[test]
fn a_tussenbericht_is_about_its_own_period() {
    let report = &*INTERIM;
    assert_eq!(
        chapters(report),
        [
            "Bestuurlijke samenvatting",
            "Leeswijzer",
            "Voortgang per pijler",
            "Doelbereik",
            "Financiële realisatie",
            "Risico’s en vooruitblik",
            "Bijlagen",
        ]
    );
    says(
        report,
        &[
            "Tussenbericht eerste helft van 2022",
            "Verslagperiode: 1 januari tot en met 30 juni 2022",
            "Dit tussenbericht van de Regio Deal Den Haag Zuidwest gaat over 1 januari tot en met 30 juni 2022. Het beschrijft de stand per 30 juni 2022.",
            "Het convenant vraagt niet om een tussenbericht",
            "Kern van de periode",
            "Besteed in 2022, tot en met 30 juni:",
            "Financiële realisatie per pijler in 2022, tot en met 30 juni 2022",
            "Begroot primitief, heel 2022",
            "1.655 mensen",
            "Het vorige verslag is de voortgangsrapportage over 2021",
        ],
    );
    is_silent_on(report, &["V: voordeel", "Kern van het jaar", "2.000 mensen", "Pijlerresultaten gerealiseerd"]);
    // The year replaces its first half, and is told against the year before.
    says(&OF_2022, &["Het vorige verslag is de voortgangsrapportage over 2021", "2.000 mensen"]);
    assert!(!OF_2022.attachments.contains_key("verslagen__tussenbericht-2022.yaml"));
    // 30 June is 911 + 1 of the 1308 days from 1 January 2020 to 31 July 2023: 69,7%.
    says(report, &["Verstreken deel van de looptijd op 30 juni 2022 – 69,7%"]);
}

/// Art. 7.7: along 7.2 a to c over the whole term; art. 7.8: each party on the partnership.
#[test]
fn an_eindevaluatie_covers_the_whole_term() {
    let report = &*EVALUATION;
    assert_eq!(
        chapters(report),
        [
            "Bestuurlijke samenvatting",
            "Leeswijzer",
            "Opgave en ambitie",
            "Uitvoering per pijler",
            "Doelbereik",
            "Financiële realisatie",
            "Thema’s en rijksbeleid",
            "Samenwerking tussen Rijk en Regio",
            "Evaluatie van het partnerschap",
            "Lessen en vooruitblik",
            "Bijlagen",
        ]
    );
    says(
        report,
        &[
            "is opgesteld op grond van artikel 7.7 van het convenant",
            "Over de hele looptijd.",
            "Kern van de looptijd",
            // The end beside the nulmeting.
            "Onveilig gevoel −10 procentpunt 31,0% (nov 2019; fictief) 28,0% (okt 2021; fictief) niet te vergelijken",
            "Geactiveerd 500 mensen in totaal telt vanaf nul 2.140 mensen (jul 2023; fictief)",
            "6.500 m²",
            // Levels only, as in the real report.
            "De score was 5,1 in 2021, tegen 5,8 in heel Den Haag.",
            "We kunnen helaas niet vaststellen of en in hoeverre de Regiodeal hieraan bijdroeg",
            "Van M&W, JenV, EZK, OCW en BVOM is in dit verslag geen terugblik opgenomen.",
        ],
    );
    for party in ["LNV", "BZK", "SZW", "Gemeente Den Haag"] {
        assert!(report.bookmarks().contains(&(2, party.to_owned())), "{party}");
    }
    is_silent_on(report, &["In 2023.", "Begroot voor 2023", "jaarlijks overzicht"]);
}

/// Domain case 5: € 15 million agreed, € 20 or € 22 million in the end; both with their source.
#[test]
fn agreed_money_stands_beside_both_sources_of_the_end() {
    says(
        &EVALUATION,
        &[
            "Afgesproken: LNV reserveert 7.500 convenant, artikel 5.2a",
            "Afgesproken: gemeente Den Haag spant zich in voor 7.500 convenant, artikel 5.2b",
            "Afgesproken, samen 15.000 som van de bijdragen in het convenant",
            "Uiteindelijk, volgens deze bron 20.000 npzw.nl",
            "Uiteindelijk, volgens deze bron 22.000 zuidwestopznbest.denhaag.nl/regiodeal",
            "De bronnen spreken elkaar tegen. Dit verslag kiest niet tussen die bedragen; het noemt ze allebei.",
        ],
    );
    let trail = str::from_utf8(&EVALUATION.attachments["herkomst.csv"].bytes).unwrap();
    let row = trail.lines().find(|row| row.contains(";22.000;22000000;")).unwrap();
    assert!(row.contains("verslagen/eindevaluatie.yaml:"), "{row}");
}

/// Domain case 10: the ministry that receives the report changed with the cabinet of January 2022.
#[test]
fn the_recipient_is_the_ministry_of_its_time() {
    let uses = "gebruikt haar voor het overzicht van alle Regio Deals";
    let lnv = format!("het ministerie van Landbouw, Natuur en Voedselkwaliteit {uses}");
    let bzk = format!("het ministerie van Binnenlandse Zaken en Koninkrijksrelaties {uses}");
    says(&OF_2020, &[&lnv]);
    for report in [&*OF_2021, &*OF_2022] {
        says(report, &[&bzk]);
        is_silent_on(report, &[&lnv]);
    }
    // The report over 2021 is the first that knows.
    says(&OF_2021, &["Wie het verslag ontvangt het ministerie van Landbouw, Natuur en Voedselkwaliteit"]);
    is_silent_on(&OF_2020, &["Wie het verslag ontvangt"]);
    says(&BASELINE, &["Het verslag gaat ook naar het ministerie van Landbouw, Natuur en Voedselkwaliteit."]);
}

/// A tussenbericht stands beside the chain of yearly reports, a nulmeting at its start.
#[test]
fn a_year_is_told_against_the_year_before() {
    let dossier = &OF_2022.dossier;
    let before = |id: &str| dossier.report_before(&dossier.reports[id]).map(|before| before.id.to_string());
    assert_eq!(before("nulmeting"), None);
    for (report, expected) in [
        ("2020", "nulmeting"),
        ("2021", "2020"),
        ("tussenbericht-2022", "2021"),
        ("2022", "2021"),
        ("eindevaluatie", "2022"),
    ] {
        assert_eq!(before(report).as_deref(), Some(expected), "{report}");
    }
}

/// Every kind counts for what was told earlier; a report that knew more does not.
#[test]
fn the_reports_before_come_last_first() {
    let dossier = &OF_2022.dossier;
    let before = |id: &str| -> Vec<&str> {
        dossier.reports_before(&dossier.reports[id]).map(|before| before.id.as_str()).collect()
    };
    assert_eq!(before("nulmeting"), [""; 0]);
    assert_eq!(before("2022"), ["tussenbericht-2022", "2021", "2020", "nulmeting"]);
}

/// The smallest dossier with a nulmeting in place of its yearly report.
fn small_baseline(from: &str, to: &str) -> Case {
    let report = "soort: nulmeting\nversie: \"1.0\"\nperiode: {van: 2020-01-01, tot: 2020-12-31}\npeildatum: 2020-12-31\ngegevensstand: 2021-02-01\nstatus: {concept: 2021-02-01}\nfictief: ja\nsamenvatting: De stand aan het begin.\n";
    Case::new().dossier("minimaal").write("verslagen/2021.yaml", report).replace("indicatoren/ontmoeten.yaml", from, to)
}

/// Nulmeting 41% and in the whole city 52%: a gap of 11, of which 11 − 5 = 6 may be left.
#[test]
fn a_nulmeting_tells_what_may_be_left_of_a_gap() {
    let city = "reeks:\n  - {meting: nulmeting, veldwerk: {van: 2020-09-01, tot: 2020-10-31}, bekend-op: 2021-01-15, gebied: voorbeeldstad, waarde: 52, marge: 2, n: 2812, bron: Buurtpeiling 2020, fictief: ja}\n";
    let case = small_baseline("  verschil: 5 procentpunt\n", "  over: achterstand\n  verschil: -5 procentpunt\n")
        .replace("indicatoren/ontmoeten.yaml", "reeks:\n", city);
    let report = Report::of(&case.folder(), "2021");
    says(&report, &["Achterstand om te bereiken: 6 procentpunt", "Achterstand: 11 procentpunt op Voorbeeldstad"]);
    is_silent_on(&report, &["Streefwaarde als niveau"]);
}

/// Nulmeting 41% with margin 2,5 and n = 812; agreed +5 procentpunt, so the level is 41 + 5 = 46%.
#[test]
fn a_good_nulmeting_can_be_built_on() {
    let report = Report::of(&small_baseline("    n: 812\n", "    n: 812\n").folder(), "2021");
    says(
        &report,
        &[
            "Nulmeting: ✓ bruikbaar",
            "Deze meting is bruikbaar als beginpunt van de vergelijking.",
            "Streefwaarde als niveau: 46%",
            "Voorbeeldstad-Oost 41% 2,5 812 veldwerk 1 september tot en met 31 oktober 2020 fictief",
        ],
    );
    is_silent_on(&report, &["Wat ontbreekt of niet bruikbaar is", "43%"]);
}

/// Of several reasons all are given: mending one would not be enough.
#[test]
fn what_is_wrong_with_a_nulmeting_is_told_whole() {
    // Without n no margin can be computed.
    let case = small_baseline(
        "    marge: 2,5\n    n: 812\n",
        "    kwaliteit: lage-respons\n    andere-definitie: wie elke maand buren spreekt.\n",
    );
    says(
        &Report::of(&case.folder(), "2021"),
        &[
            "De respons was te laag. De meting volgt een andere definitie dan afgesproken: wie elke maand buren spreekt. De marge is niet bekend",
            "Streefwaarde als niveau: niet vast te stellen",
        ],
    );
    let case = small_baseline(
        "    waarde: 41\n    marge: 2,5\n    n: 812\n",
        "    niet-gemeten: {reden: de vragenlijst was niet klaar, verwacht: voorjaar 2021}\n",
    );
    says(
        &Report::of(&case.folder(), "2021"),
        &["ontbreekt Niet gemeten: de vragenlijst was niet klaar. Verwacht: voorjaar 2021."],
    );
}

/// What a council member would call untrue or a contradiction.
#[test]
fn what_is_printed_does_not_contradict_itself() {
    says(
        &EVALUATION,
        &[
            "Besteed vanaf het begin: € 12.492.248",
            // 12.492.248 − 226.064 of others; that over 15.000.000 is 82%.
            "– waarvan uit de bijdragen: € 12.266.183",
            "Deel van de bijdragen dat is besteed: 82%",
            "Van het geld dat is besteed, komt € 226.064,39 van andere partners.",
            "De begrotingen van de jaren zijn niet bij elkaar op te tellen",
            "Pijler Begroting Gerealiseerd Verplicht Niet besteed",
            "Dit verslag is fictief: ook van een echt project kan de fase zijn aangenomen.",
            "Veiligheid: niet te vergelijken. De nulmeting (30 november 2019) is niet bruikbaar",
        ],
    );
    is_silent_on(&EVALUATION, &["Nog te bestemmen", "Nog vrij", "is de begroting als prognose gebruikt"]);
    says(
        &OF_2022,
        &[
            "Niet getoond (Bouwlust, Vrederust en Morgenstond): zodat niemand te herkennen is (minder dan 10, of een getal waaruit zo'n klein aantal volgt).",
            "31 december 2019 niet getoond niet getoond niet getoond 14",
            "Een regel met een latere dag bevat ook wat eerder in het jaar is besteed.",
        ],
    );
    // A project without words of its own has a red light too.
    says(&INTERIM, &["Oorzaak. De bestelde laptops zijn nog niet geleverd. Gevolg.", "Bijsturing. De gemeente zoekt"]);
    // The numbers of wijken that are left out are named in the nulmeting; nothing is set beside itself.
    says(&BASELINE, &["Bouwlust niet getoond 1 november tot en met 31 december 2019"]);
    is_silent_on(&BASELINE, &["Sinds de nulmeting", "de reden staat bij de indicator, in Doelbereik"]);
}

#[test]
fn the_chapter_of_a_nulmeting() {
    let folder = small_baseline("    n: 812\n", "    n: 812\n").folder();
    let checked = pipeline::check(&folder).unwrap_or_else(|rejected| panic!("{:#?}", rejected.diagnostics));
    let source = pipeline::compose(&folder, &checked, &Choice::Latest, &Templates::built_in()).unwrap().source;
    let start = source.find("#h2[#\"Indicator 1: ").unwrap();
    let end = start + source[start..].find("#h1-on[").unwrap();
    insta::assert_snapshot!(&source[start..end]);
}

/// A chapter with lessons alone has its name for a heading; the lessons are one level below.
#[test]
fn lessons_alone_make_a_chapter() {
    let evaluation = include_str!("../../fixtures/portfolio/deals/noordelijk-flevoland/verslagen/eindevaluatie.yaml");
    let (without, _) = evaluation.split_once("\nvooruitblik:").unwrap();
    let place = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/portfolio/deals/noordelijk-flevoland");
    let mut folder = voortgang::world::Folder::open(place.as_ref()).unwrap();
    folder.insert("verslagen/eindevaluatie.yaml", format!("{without}\n"));
    let report = Report::of(&folder, "eindevaluatie");
    assert!(report.bookmarks().contains(&(2, "Leer een vak waar het werk is.".to_owned())), "{:?}", report.bookmarks());
}

#[test]
fn a_file_is_named_after_its_kind_once() {
    let folder = Folder::open(&fixture("den-haag-zuidwest")).unwrap();
    let checked = pipeline::check(&folder).unwrap();
    let name =
        |choice: Choice| pipeline::annual_report(&folder, &checked, &choice, &Templates::built_in()).unwrap().file_name;
    assert_eq!(name(Choice::Report("nulmeting".to_owned())), "nulmeting-den-haag-zuidwest.pdf");
    assert_eq!(name(Choice::Report("tussenbericht-2022".to_owned())), "tussenbericht-den-haag-zuidwest-2022.pdf");
    // The latest of any kind; a year asks for the yearly report.
    assert_eq!(name(Choice::Latest), "eindevaluatie-den-haag-zuidwest.pdf");
    assert_eq!(name(Choice::Year(2022)), "voortgangsrapportage-den-haag-zuidwest-2022.pdf");
}

#[test]
fn a_party_that_looks_back_is_a_party() {
    let case = Case::new()
        .dossier("den-haag-zuidwest")
        .replace("verslagen/eindevaluatie.yaml", "\n  szw: |\n", "\n  sww: |\n")
        .args(["controleer", "den-haag-zuidwest"]);
    let said = case.run().rejects();
    assert!(said.contains("fout[R001]: `sww` is geen partij in dit dossier"), "{said}");
}

/// R069 knows which keys a kind prints; the chapters must agree. Each key gets a sentence of its own.
#[test]
fn what_is_not_printed_is_told_and_all_else_is_printed() {
    let keys = [
        ("samenvatting", "samenvatting: Zinvanalles.\n"),
        ("pijlers", "pijlers:\n  ontmoeten: {voortgang: {buurthuizen: {tekst: Zinvandepijler.}}}\n"),
        (
            "projecten",
            "projecten:\n  buurthuis-molenbuurt: {fase: lopend, stoplicht: {tijd: groen, geld: groen, kwaliteit: groen}, tekst: Zinvanhetproject.}\n",
        ),
        (
            "pijlerresultaten",
            "pijlerresultaten:\n  buurthuis:\n    molenbuurt: {stand: gerealiseerd, onderbouwing: Zinvanhetresultaat.}\n",
        ),
        ("duiding", "duiding:\n  ontmoeten: Zinvandeduiding.\n"),
        ("oordelen", "oordelen:\n  ontmoeten: {oordeel: achter, reden: Zinvanhetoordeel.}\n"),
        ("toelichting-financien", "toelichting-financien: Zinvanhetgeld.\n"),
        ("themas", "themas:\n  meedoen: Zinvanhetthema.\n"),
        ("samenwerking", "samenwerking:\n  tekst: Zinvandesamenwerking.\n"),
        ("evaluatie-samenwerking", "evaluatie-samenwerking:\n  rijk: Zinvanhetrijk.\n  gemeente: Dat ging goed.\n"),
        ("eindstand-middelen", "eindstand-middelen:\n  - {bedrag: 4 mln, bron: Zinvanhetslot}\n"),
        ("risicos", "risicos:\n  - {risico: Zinvanhetrisico., kans: klein, gevolg: klein, beheersmaatregel: geen}\n"),
        ("lessen", "lessen:\n  - {les: Zinvandeles., tekst: Zo was het.}\n"),
        ("vooruitblik", "vooruitblik: Zinvandevooruitblik.\n"),
        ("bespreekpunten", "bespreekpunten:\n  - Zinvanhetpunt.\n"),
    ];
    for kind in ["voortgang", "nulmeting", "tussenbericht", "eindevaluatie"] {
        let head = format!(
            "soort: {kind}\nversie: \"1.0\"\nperiode: {{van: 2021-01-01, tot: 2021-12-31}}\npeildatum: 2021-12-31\ngegevensstand: 2022-04-15\nstatus: {{concept: 2022-04-15}}\nfictief: ja\n"
        );
        let body: String = keys.iter().map(|(_, text)| *text).collect();
        let folder = Case::new().dossier("minimaal").write("verslagen/2021.yaml", head + &body).folder();
        let checked = pipeline::check(&folder).unwrap_or_else(|rejected| panic!("{:#?}", rejected.diagnostics));
        let unprinted: Vec<String> = checked
            .diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.code == "R069")
            .map(|diagnostic| diagnostic.at.to_string())
            .collect();
        let text = Report::of(&folder, "2021").text();
        for (key, sentence) in keys {
            let word = sentence[sentence.find("Zinvan").unwrap()..].split(['.', '}']).next().unwrap();
            assert_eq!(text.contains(word), !unprinted.iter().any(|one| one == key), "{kind}: {key}");
        }
    }
}
