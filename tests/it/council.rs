//! The council annex: short, complete, and of the same words and figures as the report.

use insta::assert_snapshot;
use lopdf::Document;
use voortgang::chart::Typeface;
use voortgang::compose::{self, Composed, Edition, FullReport, Materials, Stamp, View};
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
    let materials = Materials {
        folder: &known.folder,
        sources: &known.sources,
        templates: &templates,
        typeface: &typeface,
        edition: &Edition::Delivery,
        stamp: stamp.as_ref(),
        needs: &[],
    };
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
            "Sociale cohesie. Niet te beoordelen. De nulmeting (30 november 2019) is niet bruikbaar",
            "Van 4 projecten zijn geen uitgaven bekend",
            "In 2023 staan de volgende metingen gepland van Sociale cohesie",
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

/// Other articles, another form of funding, and no word about what this deal does not have.
#[test]
fn an_annex_names_the_articles_of_its_own_deal_or_none() {
    let small = text(&laid_out(&composed(&checked("klein-met-andere-artikelen"), "2024", None)));
    says(&small, &["zoals artikel 9.2 van het convenant vraagt", "specifieke uitkering", "BZK zegt dit bedrag toe"]);
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
