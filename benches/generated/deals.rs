//! Any number of small deals, made up by counting: what a program does with many dossiers.
//!
//! Each deal is whole and has a shape of its own: its articles, pillars, wijken, indicators, projects
//! and years of spending differ, and so does the form in which the Rijk pays. All have a report about
//! [`YEAR`]. Everything is invented and says so; the same number always gives the same deal.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use voortgang::world::Folder;

/// The year the reports are about.
pub(crate) const YEAR: i32 = 2021;

/// The deals with the numbers 1 to `count`.
pub(crate) fn deals(count: usize) -> impl Iterator<Item = Deal> {
    (1..=count).map(|number| Deal { number })
}

/// Writes the deals with the numbers 1 to `count` to folders in `place`, named by their id.
pub(crate) fn write(place: &Path, count: usize) -> io::Result<Vec<PathBuf>> {
    deals(count).map(|deal| deal.write(place)).collect()
}

/// The text of a portefeuille over the deals with the numbers 1 to `count`.
pub(crate) fn portfolio(count: usize) -> String {
    let mut text = "naam: Regio Deals\ntoelichting-fictief: De deals, de bedragen en de betalingen zijn verzonnen.\n\
                    tranches:\n"
        .to_owned();
    let tranches: BTreeSet<usize> = deals(count).map(Deal::tranche).collect();
    for tranche in tranches {
        _ = writeln!(text, "  - {{nummer: {tranche}, naam: Tranche {tranche}}}");
    }
    text.push_str("deals:\n");
    for deal in deals(count) {
        let (id, name, tranche, form) = (deal.id(), deal.name(), deal.tranche(), deal.form());
        let (contribution, paid) = (deal.contribution(), deal.contribution() / 2);
        _ = writeln!(
            text,
            "  - id: {id}\n    naam: {name}\n    tranche: {tranche}\n    rijksbijdrage: {contribution}\n    vorm: {form}\n    \
             bron: verzonnen\n    uitgekeerd: [{{jaar: {YEAR}, bedrag: {paid}, bron: verzonnen, fictief: ja}}]"
        );
    }
    text
}

/// One invented deal; all that is in it follows from its number.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Deal {
    number: usize,
}

struct Pillar {
    id: &'static str,
    name: &'static str,
    short: &'static str,
    goal: &'static str,
    element: (&'static str, &'static str),
}

const PILLARS: [Pillar; 6] = [
    Pillar {
        id: "ontmoeten",
        name: "Ontmoeten in de buurt",
        short: "Ontmoeten",
        goal: "Bewoners hebben een plek waar zij elkaar treffen.",
        element: ("buurthuizen", "Buurthuizen"),
    },
    Pillar {
        id: "vakwerk",
        name: "Vakwerk dichtbij huis",
        short: "Vakwerk",
        goal: "Jongeren leren een vak bij bedrijven in de regio.",
        element: ("leren-bij-bedrijven", "Leren bij bedrijven"),
    },
    Pillar {
        id: "landschap",
        name: "Een landschap om van te leven",
        short: "Landschap",
        goal: "Boeren en natuur versterken elkaar.",
        element: ("kringlopen", "Kringlopen sluiten"),
    },
    Pillar {
        id: "gezondheid",
        name: "Gezond opgroeien en oud worden",
        short: "Gezondheid",
        goal: "Bewoners blijven langer gezond.",
        element: ("bewegen", "Samen bewegen"),
    },
    Pillar {
        id: "wonen",
        name: "Prettig wonen in dorp en stad",
        short: "Wonen",
        goal: "Er zijn huizen voor wie in de regio wil blijven.",
        element: ("verbouwen", "Leegstaande gebouwen verbouwen"),
    },
    Pillar {
        id: "bereikbaarheid",
        name: "Bereikbaar zonder auto",
        short: "Bereikbaarheid",
        goal: "Voorzieningen zijn voor iedereen te bereiken.",
        element: ("buurtbussen", "Buurtbussen"),
    },
];

const PLACES: [&str; 10] = [
    "Ganzendijk",
    "Meervliet",
    "Kruisvenne",
    "Hoogwoude",
    "Lindenbroek",
    "Zandhorst",
    "Waterkerke",
    "Veenkamp",
    "Esdonk",
    "Molenrade",
];

const WIJKEN: [(&str, &str); 4] = [
    ("molenbuurt", "Molenbuurt"),
    ("havenkwartier", "Havenkwartier"),
    ("kerkdorp", "Kerkdorp"),
    ("stationswijk", "Stationswijk"),
];

const WORKS: [&str; 5] = ["Werkplaats", "Huis", "Route", "Proeftuin", "Loket"];

impl Deal {
    /// The id, which is also the name of its folder.
    pub(crate) fn id(self) -> String {
        format!("voorbeeld-{:03}", self.number)
    }

    /// The name.
    pub(crate) fn name(self) -> String {
        format!("Regio Deal {}", self.place())
    }

    /// The tranche: 2 to 6.
    pub(crate) fn tranche(self) -> usize {
        2 + self.number % 5
    }

    /// What the Rijk contributes, in euros.
    pub(crate) fn contribution(self) -> usize {
        2_000_000 + self.number % 7 * 500_000
    }

    /// The form in which the Rijk pays.
    pub(crate) fn form(self) -> &'static str {
        if self.number.is_multiple_of(2) { "decentralisatie-uitkering" } else { "specifieke-uitkering" }
    }

    /// Writes it to a folder in `place`.
    pub(crate) fn write(self, place: &Path) -> io::Result<PathBuf> {
        let root = place.join(self.id());
        for (name, bytes) in self.folder().files() {
            let path = root.join(name);
            fs::create_dir_all(path.parent().unwrap_or(&root))?;
            fs::write(path, bytes)?;
        }
        Ok(root)
    }

    /// Its dossier.
    pub(crate) fn folder(self) -> Folder {
        let mut folder = Folder::from_texts(self.id(), [("deal.yaml", self.deal())]);
        for (order, pillar) in self.pillars().enumerate() {
            folder.insert(format!("pijlers/{}.yaml", pillar.id), self.pillar(order, pillar));
        }
        for project in 0..self.projects() {
            folder.insert(format!("projecten/project-{project}.yaml"), self.project(project));
        }
        for (order, (id, shape)) in INDICATORS.iter().take(self.indicators()).enumerate() {
            folder.insert(format!("indicatoren/{id}.yaml"), self.indicator(order, shape));
        }
        for year in self.years() {
            folder.insert(format!("bestedingen/{year}.yaml"), self.spending(year));
        }
        folder.insert(format!("verslagen/{YEAR}.yaml"), self.report());
        folder
    }

    fn place(self) -> String {
        format!("{} {}", PLACES[self.number % PLACES.len()], self.number)
    }

    fn pillars(self) -> impl Iterator<Item = &'static Pillar> {
        (0..2 + self.number % 3).map(move |order| &PILLARS[(self.number + order) % PILLARS.len()])
    }

    fn pillar_of(self, project: usize) -> &'static Pillar {
        let count = 2 + self.number % 3;
        &PILLARS[(self.number + project % count) % PILLARS.len()]
    }

    fn wijken(self) -> &'static [(&'static str, &'static str)] {
        &WIJKEN[..2 + self.number / 2 % 3]
    }

    fn projects(self) -> usize {
        4 + self.number * 5 % 7
    }

    fn indicators(self) -> usize {
        2 + self.number / 3 % 3
    }

    fn years(self) -> std::ops::RangeInclusive<i32> {
        let earlier = [0, 1, 2][self.number % 3];
        YEAR - earlier..=YEAR
    }

    /// The article of this deal where another deal has `article`.
    fn article(self, article: usize) -> usize {
        article + self.number % 4
    }

    fn budget(self, project: usize) -> usize {
        100_000 + (self.number * 31 + project * 17) % 40 * 10_000
    }

    fn spent(self, project: usize, year: i32) -> usize {
        let turn = usize::try_from(year - 2000).unwrap_or_default();
        self.budget(project) / 5 + (self.number * 7 + project * 13 + turn * 3) % 9_000
    }

    fn deal(self) -> String {
        let (start, rijk, number) = (*self.years().start(), self.contribution(), self.number);
        let mut text = format!(
            "id: {}\nnaam: {}\ntranche: {}\n\
             toelichting-fictief: Deze Regio Deal bestaat niet. Alles in dit dossier is verzonnen om te meten.\n\
             inwerkingtreding:\n  datum: {start}-01-01\neinde: 2024-12-31\n\
             gebied:\n  id: gebied-{number}\n  naam: {}\n  wijken:\n",
            self.id(),
            self.name(),
            self.tranche(),
            self.place(),
        );
        for (id, name) in self.wijken() {
            let _ = writeln!(text, "    - {{id: {id}, naam: {name}}}");
        }
        let _ = write!(
            text,
            "partijen:\n  - {{id: rijk, aanduiding: het Rijk, naam: de minister van Voorbeeldzaken, zijde: rijk}}\n  \
             - {{id: regio, aanduiding: de Regio, naam: de gemeente {place}, zijde: regio}}\n\
             ontvangers:\n  - {{vanaf: {start}-01-01, naam: het ministerie van Voorbeeldzaken}}\n\
             opgave: In {place} vertrekken jongeren, en wie blijft wordt ouder.\n\
             ambitie:\n  tekst: Partijen willen dat het in {place} prettig wonen en werken is.\n  factoren:\n    \
             - {{naam: leefbaarheid, kengetal: leefbaarheid}}\n\
             doel: Bewoners wonen en werken graag in {place}.\n\
             kernboodschap: Rijk en Regio maken samen van {place} een plek om te blijven.\n\
             themas:\n  - {{id: meedoen, naam: Meedoen, tekst: Iedereen kan meedoen., rijksbeleid: [het voorbeeldprogramma Meedoen]}}\n\
             bijdragen:\n  - partij: rijk\n    aard: reservering\n    bedrag: {rijk}\n    btw: inclusief\n    vorm: {form}\n    artikel: {paid}.1\n    \
             termijnen:\n      - {{jaar: {start}, bedrag: {half}, fictief: ja}}\n      - {{jaar: {YEAR}, bedrag: {other_half}, fictief: ja}}\n  \
             - partij: regio\n    aard: inspanning\n    bedrag: {rijk}\n    btw: niet-vermeld\n    vorm: eigen-middelen\n    artikel: {paid}.2\n",
            place = self.place(),
            form = self.form(),
            paid = self.article(5),
            half = rijk / 2,
            other_half = rijk - rijk / 2,
        );
        if start == YEAR {
            // One term, as both would fall in the same year.
            let terms = format!(
                "      - {{jaar: {start}, bedrag: {}, fictief: ja}}\n      - {{jaar: {YEAR}, bedrag: {}, fictief: ja}}\n",
                rijk / 2,
                rijk - rijk / 2
            );
            text = text.replace(&terms, &format!("      - {{jaar: {YEAR}, bedrag: {rijk}, fictief: ja}}\n"));
        }
        let (reported, agreed) = (self.article(7), self.article(5));
        let _ = write!(
            text,
            "verdeling:\n  tekst: Het geld wordt evenwichtig over de pijlers verdeeld.\n\
             governance:\n  overleg: Partijen spreken elkaar twee keer per jaar.\n  deelnemers: [de minister, de burgemeester]\n  \
             secretariaat: de gemeente\n  voorzitterschap: wisselend\n\
             bepalingen:\n  bijdragen: \"{agreed}\"\n  rapportage: \"{reported}.1\"\n  rapportage-aanpak: {reported}.1a\n  \
             rapportage-doelbereik: {reported}.1b\n  rapportage-financien: {reported}.1c\n"
        );
        text
    }

    fn pillar(self, order: usize, pillar: &Pillar) -> String {
        let Pillar { id, name, short, goal, element: (element, element_name) } = pillar;
        format!(
            "nummer: {}\nnaam: {name}\nkorte-naam: {short}\ndoel: {goal}\n\
             aanpak:\n  - {{id: {element}, naam: {element_name}, artikel: {article}.{part}, tekst: Partijen werken in elke wijk aan dit doel.}}\n\
             pijlerresultaten:\n  - {{id: {id}-resultaat, naam: Een plek voor {short}, aard: resultaat, schaal: deal, artikel: {result}.{part}, tekst: Er is een plek in {place}.}}\n",
            order + 1,
            article = self.article(4),
            part = order + 1,
            result = self.article(3),
            place = self.place(),
        )
    }

    fn project(self, project: usize) -> String {
        let pillar = self.pillar_of(project);
        let (wijk, wijk_name) = self.wijken()[project % self.wijken().len()];
        let start = self.years().start().to_string();
        format!(
            "naam: {work} {wijk_name} {number}\nbekend-op: {start}-01-15\nfictief: ja\nstart: {start}-02-01\neinde: 2024-06-30\n\
             wijken: [{wijk}]\nthemas: [meedoen]\naanpak: {element}\npijlerresultaten: [{id}-resultaat]\n\
             toerekening: {{{id}: 100%}}\nbegroting: {budget}\ntekst: Bewoners en bedrijven werken hier samen.\n",
            work = WORKS[project % WORKS.len()],
            number = project + 1,
            element = pillar.element.0,
            id = pillar.id,
            budget = self.budget(project),
        )
    }

    fn indicator(self, order: usize, shape: &str) -> String {
        // Tenths of the measure, so that the mark is written as people do.
        let mark = 64 + self.number % 9;
        shape
            .replace("NUMMER", &(order + 1).to_string())
            .replace("ARTIKEL", &format!("{}.{}", self.article(3), order + 5))
            .replace("GEBIED", &format!("gebied-{}", self.number))
            .replace("CIJFER0", &format!("{},{}", mark / 10, mark % 10))
            .replace("CIJFER1", &format!("{},{}", (mark + 2) / 10, (mark + 2) % 10))
            .replace("CIJFER2", &format!("{},{}", (mark + 5) / 10, (mark + 5) % 10))
            .replace("AANDEEL0", &(30 + self.number % 11).to_string())
            .replace("AANDEEL1", &(31 + self.number % 13).to_string())
            .replace("AANTAL", &(40 + self.number % 50).to_string())
    }

    fn spending(self, year: i32) -> String {
        let known = year + 1;
        let source = "bron: Projectadministratie (verzonnen), fictief: ja";
        let mut text = String::from("regels:\n");
        for project in 0..self.projects() {
            let _ = writeln!(
                text,
                "  - {{project: project-{project}, t-m: {year}-12-31, bekend-op: {known}-02-10, begroot: {{primitief: {}}}, gerealiseerd: \"{},{:02}\", prognose: {}, dekking: {{rijk: 50%, regio: 50%}}, {source}}}",
                self.budget(project) / 4,
                self.spent(project, year),
                (self.number + project) % 100,
                self.budget(project),
            );
        }
        let _ = writeln!(
            text,
            "  - {{post: programmakosten, t-m: {year}-12-31, bekend-op: {known}-02-10, begroting: 200000, begroot: {{primitief: 40000}}, gerealiseerd: {}, prognose: 200000, dekking: {{regio: 100%}}, {source}}}",
            36_000 + self.number % 40 * 50
        );
        let is_first = year == *self.years().start();
        if is_first || year == YEAR {
            let amount = if *self.years().start() == YEAR { self.contribution() } else { self.contribution() / 2 };
            let _ = writeln!(
                text,
                "ontvangsten:\n  - {{partij: rijk, jaar: {year}, bedrag: {amount}, bekend-op: {year}-07-15, bron: Beschikking {year} (verzonnen), fictief: ja}}"
            );
        }
        text
    }

    fn report(self) -> String {
        let next = YEAR + 1;
        let mut text = format!(
            "soort: voortgang\nversie: \"1.0\"\nperiode: {{van: {YEAR}-01-01, tot: {YEAR}-12-31}}\npeildatum: {YEAR}-12-31\n\
             gegevensstand: {next}-04-15\nstatus: {{concept: {next}-04-15, besproken: {next}-05-12, vastgesteld: {next}-06-07, aangeboden: {next}-06-14}}\n\
             besproken-concept: {{versie: \"0.9\", gegevensstand: {next}-04-15, gewijzigd: []}}\n\
             fictief: ja\nsamenvatting: In {YEAR} liepen alle projecten van {}.\npijlers:\n",
            self.name()
        );
        for pillar in self.pillars() {
            let Pillar { id, short, element: (element, _), .. } = pillar;
            let _ = writeln!(
                text,
                "  {id}:\n    kern: De pijler {short} ligt op schema.\n    voortgang: {{{element}: {{tekst: In {YEAR} is het werk in alle wijken begonnen.}}}}\n    \
                 vooruitblik: In {next} gaat het werk verder."
            );
        }
        text.push_str("projecten:\n");
        for project in 0..self.projects() {
            let light = if (self.number + project).is_multiple_of(6) {
                "tijd: oranje, geld: groen, kwaliteit: groen, oorzaak: De vergunning kwam laat., gevolg: De start verschoof., bijsturing: Het werk gaat nu sneller."
            } else {
                "tijd: groen, geld: groen, kwaliteit: groen"
            };
            let _ = writeln!(
                text,
                "  project-{project}: {{fase: lopend, stoplicht: {{{light}}}, tekst: Bewoners weten het project te vinden.}}"
            );
        }
        text.push_str("pijlerresultaten:\n");
        for pillar in self.pillars() {
            let _ = writeln!(
                text,
                "  {}-resultaat: {{deal: {{stand: in-uitvoering, onderbouwing: De plek is gevonden.}}}}",
                pillar.id
            );
        }
        text.push_str("duiding:\n");
        for (id, _) in &INDICATORS[..self.indicators()] {
            let _ = writeln!(text, "  {id}: Het verschil met het begin past bij wat de projecten deden.");
        }
        let _ = write!(
            text,
            "toelichting-financien: De uitgaven volgen de begroting.\nthemas: {{meedoen: De projecten staan open voor iedereen.}}\n\
             samenwerking: {{tekst: Rijk en Regio spraken elkaar in mei en in november.}}\n\
             risicos:\n  - {{risico: Er zijn te weinig vrijwilligers., kans: middel, gevolg: middel, beheersmaatregel: De gemeente werft met de sportclubs.}}\n\
             lessen:\n  - {{les: Laat bewoners meebeslissen., tekst: Zij kozen de openingstijden.}}\n\
             vooruitblik: In {next} komen er in elke wijk activiteiten bij.\n"
        );
        text
    }
}

const INDICATORS: [(&str, &str); 4] = [
    (
        "leefbaarheid",
        "nummer: NUMMER\nnaam: Rapportcijfer voor de leefbaarheid\nkorte-naam: Leefbaarheid\nartikel: ARTIKEL\nsoort: effect\n\
         maat: rapportcijfer\npopulatie: Inwoners van 18 jaar en ouder\n\
         definitie: Het gemiddelde rapportcijfer dat inwoners geven voor het wonen in hun buurt.\n\
         decimalen: 1\nrichting: stijgt\ntelling: momentopname\nmeetgebied: GEBIED\nuitvoerder: het onderzoeksbureau\nthema: meedoen\n\
         streefwaarde: {waarde: \"CIJFER2\", van: najaar 2018, tot: najaar 2024}\nreeks:\n  \
         - {meting: nulmeting, veldwerk: {van: 2018-09-01, tot: 2018-10-31}, bekend-op: 2019-01-15, gebied: GEBIED, waarde: \"CIJFER0\", marge: 0.1, n: 900, kwaliteit: betrouwbaar, bron: Peiling 2018 (verzonnen), fictief: ja}\n  \
         - {meting: tussenmeting, veldwerk: {van: 2021-09-01, tot: 2021-10-31}, bekend-op: 2022-01-20, gebied: GEBIED, waarde: \"CIJFER1\", marge: 0.1, n: 880, kwaliteit: betrouwbaar, bron: Peiling 2021 (verzonnen), fictief: ja}\n",
    ),
    (
        "deelnemers",
        "nummer: NUMMER\nnaam: Mensen die meedoen\nkorte-naam: Deelnemers\nartikel: ARTIKEL\nsoort: prestatie\nmaat: aantal\neenheid: mensen\n\
         populatie: Bewoners\ndefinitie: Mensen die aan een project meededen, geteld vanaf het begin.\n\
         richting: stijgt\ntelling: cumulatief\nmeetgebied: GEBIED\nuitvoerder: de gemeente\nthema: meedoen\n\
         streefwaarde: {cumulatief: 2000, van: 2018-01-01, tot: 2024-12-31}\nreeks:\n  \
         - {periode: {van: 2018-01-01, tot: 2020-12-31}, bekend-op: 2021-02-10, gebied: GEBIED, waarde: 2AANTAL, bron: Telling (verzonnen), fictief: ja}\n  \
         - {periode: {van: 2018-01-01, tot: 2021-12-31}, bekend-op: 2022-02-10, gebied: GEBIED, waarde: 5AANTAL, bron: Telling (verzonnen), fictief: ja}\n",
    ),
    (
        "buren",
        "nummer: NUMMER\nnaam: Aandeel bewoners dat elke week buren spreekt\nkorte-naam: Buren spreken\nartikel: ARTIKEL\nsoort: effect\n\
         maat: percentage\npopulatie: Bewoners van 18 jaar en ouder\n\
         definitie: Het aandeel dat 'elke week' antwoordt op de vraag hoe vaak men buren spreekt.\n\
         decimalen: 0\nrichting: stijgt\ntelling: momentopname\nmeetgebied: GEBIED\nuitvoerder: het onderzoeksbureau\nthema: meedoen\n\
         streefwaarde: {verschil: 5 procentpunt, van: najaar 2018, tot: najaar 2024}\nreeks:\n  \
         - {meting: nulmeting, veldwerk: {van: 2018-09-01, tot: 2018-10-31}, bekend-op: 2019-01-15, gebied: GEBIED, waarde: AANDEEL0, marge: 2.5, n: 812, kwaliteit: betrouwbaar, bron: Peiling 2018 (verzonnen), fictief: ja}\n  \
         - {meting: tussenmeting, veldwerk: {van: 2021-09-01, tot: 2021-10-31}, bekend-op: 2022-01-20, gebied: GEBIED, waarde: AANDEEL1, marge: 2.4, n: 845, kwaliteit: betrouwbaar, bron: Peiling 2021 (verzonnen), fictief: ja}\n",
    ),
    (
        "leegstand",
        "nummer: NUMMER\nnaam: Aandeel winkels dat leegstaat\nkorte-naam: Leegstand\nartikel: ARTIKEL\nsoort: effect\n\
         maat: percentage\npopulatie: Winkels\ndefinitie: Het aandeel winkels dat op 1 juli leegstaat.\n\
         decimalen: 0\nrichting: daalt\ntelling: momentopname\nmeetgebied: GEBIED\nuitvoerder: de gemeente\nthema: meedoen\n\
         streefwaarde: {alleen-richting: ja, van: 2018-07-01, tot: 2024-07-01}\nreeks:\n  \
         - {meting: nulmeting, peildatum: 2018-07-01, bekend-op: 2018-09-01, gebied: GEBIED, waarde: AANDEEL1, bron: Register (verzonnen), fictief: ja}\n  \
         - {meting: tussenmeting, peildatum: 2021-07-01, bekend-op: 2021-09-01, gebied: GEBIED, waarde: AANDEEL0, bron: Register (verzonnen), fictief: ja}\n",
    ),
];
