//! The council annex: short, complete, and of the same words and figures as the report.

use insta::assert_snapshot;
use lopdf::Document;
use voortgang::chart::Typeface;
use voortgang::compose::{self, Composed, FullReport, Materials, Stamp, View};
use voortgang::pipeline::{self, Checked};
use voortgang::typeset::{self, Pdf};
use voortgang::world::{Folder, REGULAR, SEMIBOLD, Templates};

use crate::case::fixture;
use crate::pdf::squeezed;

/// The annex of a report, before it is laid out.
fn composed(checked: &Checked, report: &str, number: Option<&str>) -> Composed {
    belonging_to(checked, report, number, None)
}

/// The annex of a report with a number of its own.
fn belonging_to(checked: &Checked, report: &str, number: Option<&str>, of_report: Option<&str>) -> Composed {
    let known = &checked.known[report];
    let before = known.before().unwrap_or_else(|unknown| panic!("{report}: {unknown}"));
    let (templates, typeface) = (Templates::built_in(), Typeface::new(REGULAR, SEMIBOLD).unwrap());
    let stamp = number.map(|number| Stamp::new(number).unwrap());
    let materials = Materials { stamp: stamp.as_ref(), ..Materials::of(known, &templates, &typeface) };
    let full_report = FullReport { file_name: "verslag.pdf", number: of_report };
    compose::council_annex(View::of(known, before.as_ref()).unwrap(), materials, full_report).unwrap()
}

fn checked(name: &str) -> Checked {
    let folder = Folder::open(&fixture(name)).unwrap();
    pipeline::check(&folder).unwrap_or_else(|rejected| panic!("{name}: {:#?}", rejected.diagnostics))
}

fn laid_out(composed: &Composed) -> Pdf {
    typeset::typeset(composed).unwrap_or_else(|diagnostics| panic!("{diagnostics:#?}"))
}

fn text(pdf: &Pdf) -> String {
    let document = Document::load_mem(&pdf.bytes).unwrap();
    let pages: Vec<u32> = document.get_pages().keys().copied().collect();
    squeezed(&document.extract_text(&pages).unwrap())
}

#[track_caller]
fn says(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(&squeezed(part)), "{part}\n{text}");
    }
}

/// A council member reads two to four pages, of whatever report of whatever deal.
#[test]
fn an_annex_has_two_to_four_pages_without_a_flaw() {
    let valid = ["afgeleid", "den-haag-zuidwest", "klein-met-andere-artikelen", "met-bladen", "minimaal"];
    let deals = std::fs::read_dir(fixture("minimaal").join("../../portfolio/deals")).unwrap();
    let deals = deals.map(|entry| format!("../portfolio/deals/{}", entry.unwrap().file_name().to_str().unwrap()));
    let mut count = 0;
    for name in valid.into_iter().map(ToOwned::to_owned).chain(deals) {
        let checked = checked(&name);
        for report in checked.known.keys() {
            let pdf = laid_out(&composed(&checked, report.as_str(), None));
            assert!((2..=4).contains(&pdf.pages), "{name}, {report}: {} pages", pdf.pages);
            assert!(pdf.flaws.is_empty(), "{name}, {report}: {:?}", pdf.flaws);
            count += 1;
        }
    }
    assert!(count >= 20, "{count}");
}

#[test]
fn the_source_of_a_small_annex() {
    assert_snapshot!(composed(&checked("klein-met-andere-artikelen"), "2024", None).source);
}

/// What was promised, what happened, what it cost, what is not known, what comes next (issue 5).
#[test]
fn the_annex_of_the_reference_report_tells_a_council_member_everything() {
    let text = text(&laid_out(&composed(&checked("den-haag-zuidwest"), "2021", None)));
    says(
        &text,
        &[
            "Aan: de gemeenteraad",
            "Van: het college van burgemeester en wethouders (gemeente Den Haag)",
            "Soort stuk: ter kennisname (er wordt geen besluit gevraagd)",
            "Status: aangeboden aan de gemeenteraad en het Rijk, 14 juni 2022",
            "Portefeuillehouder: wethouder van Wonen, Wijken en Welzijn",
            "VOORBEELD. Deze bijlage en het verslag bevatten verzonnen gegevens",
            "Pijler 1: Samenleving en participatie. Drie wijken hebben nu een open ontmoetingsplek",
            "Projecten: 11 lopend en 1 gestopt.",
            "Anders gelopen dan gepland: Meldpunt in de buurt gestopt",
            "decentralisatie-uitkering: geld waarvan de ontvangende gemeente zelf bepaalt",
            "Rijk: LNV reserveert dit bedrag 7.500",
            "Regio: gemeente Den Haag spant zich hiervoor in 7.500",
            "Van 4 projecten is niet bekend wat zij kostten",
            "In 2023 staan de volgende metingen gepland van sociale cohesie, onveilig gevoel en problematische schulden.",
            "Het hele verslag is: Voortgangsrapportage 2021 Regio Deal Den Haag Zuidwest, versie 1.0. Onder aan elke bladzijde",
            "Het bestand heet verslag.pdf",
        ],
    );
    // A report that was adopted is no concept; art. 7.3: it informs, and accounts for nothing to the Rijk.
    // The dossier names no committee: of a report that was adopted the line is left out.
    for part in ["CONCEPT", "verantwoording aan het Rijk", "Commissie", "nog in te vullen"] {
        assert!(!text.contains(&squeezed(part)), "{part}");
    }
}

/// What the ambition says must become smaller, is answered with figures, or with what was not agreed to measure (art. 1).
#[test]
fn an_annex_answers_what_was_promised() {
    let checked = checked("den-haag-zuidwest");
    let yearly = text(&laid_out(&composed(&checked, "2021", None)));
    says(
        &yearly,
        &[
            "Is de achterstand op Den Haag kleiner geworden? Niet bekend voor werk, onderwijs, sociale cohesie en veiligheid.",
            "Sociale cohesie okt 2021 5,1 5,8 0,7 punt niet te vergelijken",
            "Onderwijs. Er is niet afgesproken hoe dit wordt gemeten",
            // One line for the indicators that share a reason, in plain words.
            "Sociale cohesie en onveilig gevoel. Niet te beoordelen. Aan de nulmeting (30 november 2019) \
             deden te weinig mensen mee",
        ],
    );
    for part in ["omrekenfactor met bron", "respons was", "(voetnoot", "in de realisatie"] {
        assert!(!yearly.contains(&squeezed(part)), "{part}");
    }
    // A tussenbericht has no such figures, and says where they are.
    let interim = text(&laid_out(&composed(&checked, "tussenbericht-2022", None)));
    says(&interim, &["Hoe groot de achterstand op Den Haag nu is, zegt dit verslag niet."]);
    // What is not known is not how it goes with work, of which an indicator is judged, but what nobody agreed to measure.
    says(&interim, &["Of de achterstand bij werk en onderwijs kleiner is, cijfers per wijk"]);
    let start = text(&laid_out(&composed(&checked, "nulmeting", None)));
    says(&start, &["Hoe groot de achterstand bij werk en onderwijs is en cijfers per wijk"]);
    let without = text(&laid_out(&composed(&self::checked("../portfolio/deals/twente"), "2021", None)));
    says(&without, &["Hoe ver de ambitie voor werk is (daarvoor is geen maat afgesproken) en of een verandering"]);
    assert!(!without.contains("achterstand"));
}

/// The first lines give the answers, from the same facts as the rest.
#[test]
fn an_annex_begins_with_the_answers() {
    let text = text(&laid_out(&composed(&checked("den-haag-zuidwest"), "2021", None)));
    says(
        &text,
        &[
            "Komen de doelen dichterbij? ‘Geactiveerd’ is tussentijds behaald: 1.310 mensen (dec 2021, fictief); \
             afgesproken: 500 mensen in totaal. ‘Naar werk’ loopt achter: 214 mensen (dec 2021, fictief); afgesproken: \
             500 mensen in totaal. Daarnaast ligt ‘Bedrijfsruimte’ op koers: 3.400 m² (dec 2021, fictief); afgesproken: \
             5.000 m² in totaal. Niet te zeggen is het van ‘Sociale cohesie’, ‘Onveilig gevoel’ en ‘Problematische \
             schulden’.",
            "31 projecten: 1 voorgenomen, 29 lopend en 1 gestopt. Gerealiseerd: 4 van 20 afspraken in de wijken (elke wijk telt \
             apart) en 1 van 6 voor de hele deal.",
            "Tot en met 31 december 2021 is € 6.079.269 besteed. Afgesproken is dat Rijk en Regio samen € 15.000.000 \
             inzetten; daarvan is € 10.800.000 ontvangen.",
            "wat 4 projecten kostten en of een verandering door de Regio Deal komt.",
        ],
    );
}

/// An indicator goes from somewhere to somewhere, and a reader knows what it counts.
#[test]
fn an_indicator_has_its_start_and_its_meaning() {
    let deal = text(&laid_out(&composed(&checked("../portfolio/deals/twente"), "2021", None)));
    says(&deal, &["‘Open plekken’ ligt op koers: van 46% (nov 2019, fictief) naar 41% (nov 2021, fictief)"]);
    says(&deal, &["2. Open plekken 46% (nov 2019, fictief) 41% (nov 2021, fictief) −8 procentpunt"]);
    let text = text(&laid_out(&composed(&checked("den-haag-zuidwest"), "2021", None)));
    says(
        &text,
        &["(nov 2019, fictief, te weinig deelnemers)", "Het convenant omschrijft niet wanneer iemand is geactiveerd."],
    );
}

/// Of what was measured once, no one says that it was compared, and of a first year not that years before are unknown.
#[test]
fn the_annex_of_a_first_year_looks_not_back() {
    let text = text(&laid_out(&composed(&checked("den-haag-zuidwest"), "2020", None)));
    says(&text, &["Hoe groot is de achterstand op Den Haag aan het begin?", "nog niet opnieuw gemeten"]);
    assert!(!text.contains(&squeezed("Van eerdere jaren")), "{text}");
}

/// What is left of the money, what has no purpose yet, and what is not known of it.
#[test]
fn an_annex_tells_what_is_left_of_the_money_and_what_is_not_known() {
    let the_hague = text(&laid_out(&composed(&checked("den-haag-zuidwest"), "2021", None)));
    says(
        &the_hague,
        &[
            "Begroot Besteed Vastgelegd Nog vrij Verwacht",
            "Totaal 15.000 6.079 1.103 7.818 14.756",
            "wat aan het einde van de deal naar verwachting is besteed, samen 14.756",
            "Posten zonder pijler: programmakosten (begroot 900) en reserve (begroot 335).",
            "Nog te bestemmen (begroot, maar nog zonder project): 862 in pijler 1, 1.020 in pijler 2 en 110 in pijler 3.",
            "partners 94 (2%). Partners zijn organisaties die meebetalen",
        ],
    );
    // A tussenbericht does not tell how much each post is, only that it is there.
    let interim = text(&laid_out(&composed(&checked("den-haag-zuidwest"), "tussenbericht-2022", None)));
    says(&interim, &["In pijler 1, 2 en 3 is een deel begroot dat nog geen project heeft."]);
    let twente = text(&laid_out(&composed(&checked("../portfolio/deals/twente"), "2021", None)));
    says(
        &twente,
        &["Er is minder begroot (144.000) dan de afgesproken bijdragen samen (150.000): de rest is nog niet begroot."],
    );
    let minimal = text(&laid_out(&composed(&checked("minimaal"), "2021", None)));
    says(
        &minimal,
        &[
            "1.500 niet bekend",
            "naar verwachting is besteed, voor zover bekend samen 400.",
            "Het totaal van “Begroot” en “Verwacht” telt alleen wat bekend is.",
            "Voor zover bekend is minder begroot (400) dan de afgesproken bijdragen samen (3.000).",
            "Voor zover bekend is € 750.000 ontvangen.",
            "Ontvangen geld. Of en hoeveel de gemeente al heeft betaald, is niet bekend.",
            "Van eerdere jaren zijn geen uitgaven bekend.",
            "evenveel als 5% van alle bijdragen; met wiens geld is betaald, is niet vermeld",
        ],
    );
    for text in [the_hague, twente, minimal] {
        assert!(!text.contains('–'), "{text}");
    }
}

/// What is invented and does not say so in its place, is said at the start; what was measured is not called invented.
#[test]
fn an_annex_says_truly_what_was_invented() {
    let yearly = text(&laid_out(&composed(&checked("den-haag-zuidwest"), "2021", None)));
    says(
        &yearly,
        &[
            "Bij een meting die is verzonnen, staat: fictief. Alle bedragen die zijn ontvangen en besteed, zijn verzonnen",
        ],
    );
    let start = text(&laid_out(&composed(&checked("den-haag-zuidwest"), "nulmeting", None)));
    assert!(!start.contains(&squeezed("Alle bedragen")));
}

/// What was agreed per area is not added to what was agreed once, and has the deal's own word for its areas.
#[test]
fn results_are_counted_per_area_only_where_they_were_agreed_so() {
    let said = |name: &str, report: &str| text(&laid_out(&composed(&checked(name), report, None)));
    says(&said("../portfolio/deals/achterhoek", "2021"), &["Gerealiseerd: 2 van 4 "]);
    assert!(!said("../portfolio/deals/twente", "2021").contains(&squeezed("telt apart")));
    for (name, report, words) in [
        ("../portfolio/deals/noordelijk-flevoland", "eindevaluatie", "in de gebieden (elk gebied telt apart)"),
        ("klein-met-andere-artikelen", "2024", "0 van 2 afspraken in de dorpen (elk dorp telt apart) en 0 van 1 voor"),
        ("minimaal", "2021", "1 van 2 afgesproken resultaten in de wijken (elke wijk telt apart)."),
    ] {
        says(&said(name, report), &[words]);
    }
}

/// A light is no risk; a red project is not amber too, and of no colours the annex makes no list.
#[test]
fn lights_and_risks_are_told_apart() {
    let said = |name: &str, report: &str| text(&laid_out(&composed(&checked(name), report, None)));
    says(
        &said("den-haag-zuidwest", "2021"),
        &[
            "2 projecten hebben rood: tijd, geld of kwaliteit valt buiten de afspraken. 5 projecten hebben oranje en geen \
             rood: er is een risico met tijd, geld of kwaliteit.",
            "Risico’s met een groot gevolg: • Het aantal mensen dat is toegeleid naar werk blijft onder de 500. Daartegen: \
             Trajecten werken vaker met een proefplaatsing en bellen na drie maanden na.",
        ],
    );
    let minimal = said("minimaal", "2021");
    says(&minimal, &["Stoplichten. Geen project heeft oranje of rood."]);
    assert!(!minimal.contains("Risico"), "{minimal}");
}

/// An effort is no result that was promised.
#[test]
fn what_was_agreed_as_an_effort_is_called_so() {
    let the_hague = text(&laid_out(&composed(&checked("den-haag-zuidwest"), "2022", None)));
    says(
        &the_hague,
        &[
            "Gerealiseerd: 11 van 20 afspraken in de wijken (elke wijk telt apart) en 3 van 6 voor de hele deal.",
            "Wat is afgesproken Pijler Stand",
            "Een bedrijfsverzamelgebouw in elke wijk (inspanning) 3",
            "Gezonde leefstijl bij gezinnen (inspanning)",
            "Inspanning: partijen doen hun best om dit te bereiken; zij hebben het niet toegezegd.",
        ],
    );
}

/// The final report says why a target can still be open, and which projects went wrong.
#[test]
fn the_annex_of_the_end_does_not_contradict_itself() {
    let text = text(&laid_out(&composed(&checked("den-haag-zuidwest"), "eindevaluatie", None)));
    says(
        &text,
        &[
            "Tot en met 31 juli 2023 is € 12.492.248 besteed. Van wat is begroot, is € 2.507.752 niet besteed.",
            "hoeveel alle partijen uiteindelijk inzetten (de bronnen spreken elkaar tegen)",
            "Geld van alle partijen samen. De bronnen spreken elkaar tegen",
            "De looptijd is voorbij.",
            "Naar werk: ■ achter. De laatste meting ligt achter op de hulplijn naar de streefwaarde. De termijn van deze \
             streefwaarde (tot en met 2023) loopt door na het einde van de deal op 31 juli 2023.",
            "Stoplichten. 3 projecten hebben rood: tijd, geld of kwaliteit valt buiten de afspraken.",
            "Meldpunt in de buurt: rood voor tijd en kwaliteit. Er kwamen te weinig meldingen.",
        ],
    );
}

/// Who kept the annex of last year, reads which of its figures were not right.
#[test]
fn an_annex_tells_which_figures_of_the_one_before_were_corrected() {
    let checked = checked("den-haag-zuidwest");
    let said = |report: &str| text(&laid_out(&composed(&checked, report, None)));
    says(
        &said("2021"),
        &[
            "Geactiveerd, 31 december 2020: was 655, is nu 640. Reden:",
            "besteed tot en met 31 december 2020: was € 103.915,20, is nu € 97.502,70. Reden:",
        ],
    );
    says(
        &said("2022"),
        &[
            "Niets: er zijn geen cijfers van het vorige verslag herzien.",
            // That money went to another pillar is no correction, but a council wants to know.
            "Andere afspraken over geld. Voor pijler 1 en 2 is nu minder begroot dan in het vorige verslag en voor pijler 3 \
             meer. • Nog te bestemmen in pijler 1: was € 862.000, is nu € 742.000. In 2022 ging 70.000 euro naar de derde \
             pijler",
        ],
    );
    assert!(!said("eindevaluatie").contains(&squeezed("Andere afspraken over geld")));
    assert!(!said("nulmeting").contains(&squeezed("Verbeterd sinds")));
}

/// The last page is more than the box that names the report.
#[test]
fn the_last_page_of_an_annex_is_not_just_a_box() {
    for (name, report) in [("afgeleid", "2021"), ("met-bladen", "2021"), ("den-haag-zuidwest", "nulmeting")] {
        let pdf = laid_out(&composed(&checked(name), report, None));
        let document = Document::load_mem(&pdf.bytes).unwrap();
        let last = document.extract_text(&[u32::try_from(pdf.pages).unwrap()]).unwrap();
        says(&squeezed(&last), &["De deal loopt tot en met", "Het hele verslag"]);
    }
}

/// The logo of a region stands on its annex as on its report, with words for who does not see it.
#[test]
fn a_region_sees_its_logo_on_the_annex() {
    let own = composed(&checked("klein-met-andere-artikelen"), "2024", None);
    assert!(own.source.contains("#logo(\"beelden__logo.png\", alt: \"Logo van Regio Deal Voorbeeldland\")"));
    assert!(own.files.contains_key("beelden__logo.png"));
    assert!(!composed(&checked("minimaal"), "2021", None).source.contains("#logo("));
}

/// Other articles, another form of funding, and no word about what this deal does not have.
#[test]
fn an_annex_names_the_articles_of_its_own_deal_or_none() {
    let small = text(&laid_out(&composed(&checked("klein-met-andere-artikelen"), "2024", None)));
    says(&small, &["zoals artikel 9.2 van het convenant vraagt", "specifieke uitkering", "BZK zegt dit bedrag toe"]);
    // Only what was promised by all is called so.
    says(&small, &["Rijk en Regio hebben samen € 4.000.000 toegezegd; daarvan is € 1.500.000 ontvangen."]);
    assert!(!small.contains("decentralisatie"));
    let minimal = text(&laid_out(&composed(&checked("minimaal"), "2021", None)));
    says(
        &minimal,
        &[
            "Van: het college van burgemeester en wethouders (de gemeente Voorbeeldstad)",
            "Het Rijk reserveert dit bedrag",
            "Van wat is besteed, is niet vermeld met wiens geld het is betaald.",
        ],
    );
    assert!(!minimal.contains(&squeezed("Met wiens geld is betaald wat is besteed")));
}

/// Twente has a province and a region among its parties: none of them is taken for the sender.
#[test]
fn an_annex_of_several_parties_names_no_council() {
    let twente = text(&laid_out(&composed(&checked("../portfolio/deals/twente"), "2021", None)));
    says(&twente, &["Status: aangeboden, 9 juni 2022", "geld waarvan de ontvanger zelf bepaalt"]);
    for part in ["gemeenteraad", "college", "Provinciale Staten", "Aan:", "Van:"] {
        assert!(!twente.contains(&squeezed(part)), "{part}\n{twente}");
    }
}

/// A nulmeting tells no progress and no money, and says so.
#[test]
fn the_annex_of_a_nulmeting_is_about_the_start() {
    let text = text(&laid_out(&composed(&checked("den-haag-zuidwest"), "nulmeting", None)));
    says(
        &text,
        &[
            "Wat is er gemeten",
            "niet bruikbaar als beginpunt",
            "Niet nodig (geactiveerd, naar werk en bedrijfsruimte): deze tellingen beginnen bij nul; een stand aan het \
             begin is niet nodig.",
            "Dit verslag gaat niet over geld.",
            "CONCEPT. Het verslag is nog niet vastgesteld door het college.",
            "Commissie: nog in te vullen",
        ],
    );
    for part in ["Wat is er gebeurd", "Projecten:", "hulplijn"] {
        assert!(!text.contains(&squeezed(part)), "{part}");
    }
}

/// The number has a reserved place, which leaves the rest where it is.
#[test]
fn a_number_is_printed_in_its_place() {
    let checked = checked("klein-met-andere-artikelen");
    let (without, with) = (composed(&checked, "2024", None), composed(&checked, "2024", Some("RIS123456")));
    assert_eq!(without.source, with.source.replace("\"kenmerk RIS123456\", ", "").replace("RIS123456", ""));
    says(&text(&laid_out(&with)), &["Registratienummer RIS123456"]);
    // The number of the report is not its own: it says where it belongs to, and keeps its box open.
    let text = text(&laid_out(&belonging_to(&checked, "2024", None, Some("RIS999999"))));
    says(&text, &["Hoort bij: RIS999999", "kenmerk RIS999999"]);
    assert!(!text.contains(&squeezed("Registratienummer RIS999999")), "{text}");
}
