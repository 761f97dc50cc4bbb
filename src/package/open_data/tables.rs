//! Which tables there are, and what is in them.

use serde::Serialize;

use super::table::{Cell, Column, Key, Table, day, number, text, whole, year, yes_no};
use crate::figures::indicator::cuts;
use crate::figures::money::rows_by_purpose;
use crate::figures::{Figure, Line};
use crate::format;
use crate::model::{
    Amount, Id, Light, Measurement, Moment, Post, Project, ReportKind, ResultNature, Scale, Target, TargetSubject, Text,
};
use crate::package::About;
use crate::read::delivery::{self, Origin};

/// All tables, in the order of the report; the last is made of the trail of its figures.
pub(super) fn of(about: About<'_>, provenance: &[u8]) -> Vec<Table> {
    vec![
        deal(about),
        areas(about),
        themes(about),
        parties(about),
        contributions(about),
        terms(about),
        receipts(about),
        pillars(about),
        pillar_years(about),
        approach(about),
        projects(about),
        project_areas(about),
        project_themes(about),
        allocations(about),
        spending(about),
        results(about),
        indicators(about),
        measurements(about),
        breaks(about),
        judgements(about),
        origins(provenance),
    ]
}

/// The word of the dossier for a value of a closed list.
fn word(value: impl Serialize) -> Cell {
    let word = serde_json::to_value(value).ok();
    Cell::maybe(word.as_ref().and_then(serde_json::Value::as_str))
}

/// An amount that rests on something; nothing when no row of the dossier says anything of it.
fn euros(figure: &Figure<Amount>) -> Cell {
    if figure.sources.is_empty() { Cell::Empty } else { Cell::number(Some(figure.value.euros())) }
}

const DEAL: &[Column] = &[
    text("id", "Naam van de deal in bestanden"),
    text("naam", "Naam van de deal"),
    whole("tranche", "nummer", "Ronde van Regio Deals waarin de deal is gesloten"),
    day("begin", "Eerste dag van de deal; leeg als die niet bekend is"),
    day("einde", "Laatste dag van de deal"),
    text("verslag", "Naam van het verslag in bestanden"),
    text("soort", "Soort verslag: voortgang, nulmeting, tussenbericht of eindevaluatie"),
    text("versie", "Versie van het verslag"),
    text("status", "Laatste stap: concept, besproken, vastgesteld of aangeboden"),
    day("status-datum", "Dag van die stap"),
    day("periode-van", "Eerste dag van de verslagperiode"),
    day("periode-tot", "Laatste dag van de verslagperiode"),
    day("peildatum", "Dag waarop de stand is beschreven"),
    day("gegevensstand", "Tot en met deze dag is meegenomen wat bekend was"),
    yes_no("fictief", "Of (een deel van) het verslag een verzonnen voorbeeld is"),
    text("vingerafdruk", "SHA-256 over alle bestanden van het dossier, zoals in de voettekst van het verslag"),
];

fn deal(about: About<'_>) -> Table {
    let (deal, report) = (&about.dossier.deal, about.report);
    let row = vec![
        Cell::text(&deal.id),
        Cell::text(&deal.name),
        Cell::count(deal.tranche.0),
        Cell::maybe(deal.start.date),
        Cell::text(deal.end),
        Cell::text(&report.id),
        Cell::text(report.kind.word()),
        Cell::text(&report.version),
        Cell::text(report.status.stage().word()),
        Cell::text(about.report.status.day()),
        Cell::text(report.period.from),
        Cell::text(report.period.to),
        Cell::text(report.reference_date),
        Cell::text(report.known_through),
        Cell::YesNo(about.dossier.has_invented(report)),
        Cell::text(about.known.folder.fingerprint()),
    ];
    let about = "Eén rij: waar deze gegevens over gaan.";
    Table {
        name: "deal",
        title: "De deal en het verslag",
        about,
        key: Key::Primary(&["id"]),
        columns: DEAL,
        rows: vec![row],
    }
}

const AREAS: &[Column] = &[
    text("id", "Naam van het gebied in andere tabellen"),
    text("naam", "Naam van het gebied"),
    text("soort", "gebied (het hele gebied van de deal), wijk of vergelijking (het gebied waarmee wordt vergeleken)"),
    text("cbs-code", "Code van het CBS voor de wijk, of voor de wijk waar zij deel van is"),
];

fn areas(about: About<'_>) -> Table {
    let area = &about.dossier.deal.area;
    let whole = vec![Cell::text(&area.id), Cell::text(&area.name), Cell::text("gebied"), Cell::Empty];
    let wijken = area.wijken.iter().map(|wijk| {
        vec![Cell::text(&wijk.id), Cell::text(&wijk.name), Cell::text("wijk"), Cell::maybe(wijk.cbs_code.as_ref())]
    });
    let other = area
        .comparison
        .iter()
        .map(|other| vec![Cell::text(&other.id), Cell::text(&other.name), Cell::text("vergelijking"), Cell::Empty]);
    let rows = std::iter::once(whole).chain(wijken).chain(other).collect();
    Table {
        name: "gebieden",
        title: "Gebieden",
        about: "Elke rij is een gebied.",
        key: Key::Primary(&["id"]),
        columns: AREAS,
        rows,
    }
}

const THEMES: &[Column] =
    &[text("id", "Naam van het thema in andere tabellen"), text("naam", "Naam van het thema in het convenant")];

fn themes(about: About<'_>) -> Table {
    let themes = about.dossier.deal.themes.iter();
    let rows = themes.map(|theme| vec![Cell::text(&theme.id), Cell::text(&theme.name)]).collect();
    let about = "Elke rij is een thema waarmee de deal aansluit bij beleid van het Rijk.";
    Table { name: "themas", title: "Thema's", about, key: Key::Primary(&["id"]), columns: THEMES, rows }
}

const PARTIES: &[Column] = &[
    text("id", "Naam van de partij in andere tabellen"),
    text("aanduiding", "Korte aanduiding"),
    text("naam", "Naam zoals in het convenant"),
    text("zijde", "rijk, regio of partner"),
];

fn parties(about: About<'_>) -> Table {
    let parties = about.dossier.deal.parties.iter();
    let rows = parties
        .map(|party| vec![Cell::text(&party.id), Cell::text(&party.short), Cell::text(&party.name), word(party.side)])
        .collect();
    Table {
        name: "partijen",
        title: "Partijen",
        about: "Elke rij is een partij bij het convenant.",
        key: Key::Primary(&["id"]),
        columns: PARTIES,
        rows,
    }
}

const CONTRIBUTIONS: &[Column] = &[
    whole("nummer", "nummer", "Volgnummer, in de volgorde van het convenant"),
    text("partij", "Wie bijdraagt").of("partijen"),
    text("aard", "reservering, inspanning of toezegging: de woorden van het convenant"),
    number("bedrag", "euro", "De hele bijdrage, zoals afgesproken"),
    text("btw", "inclusief, exclusief of niet-vermeld"),
    text("vorm", "Hoe het geld beschikbaar komt"),
    text("artikel", "Artikel van het convenant"),
    number(
        "ontvangen",
        "euro",
        "Wat er volgens het dossier van is ontvangen; leeg als het dossier geen ontvangst noemt. Van een partij met meer \
         bijdragen staat alles bij de eerste",
    ),
];

fn contributions(about: About<'_>) -> Table {
    let figures = &about.known.figures.money.contributions;
    let rows = about
        .dossier
        .deal
        .contributions
        .iter()
        .zip(figures)
        .zip(1_u32..)
        .map(|((one, figures), number)| {
            vec![
                Cell::count(number),
                Cell::text(&one.party),
                word(one.commitment),
                Cell::number(Some(one.amount.euros())),
                word(one.vat),
                Cell::text(one.form.word()),
                Cell::text(&one.article),
                euros(&figures.received),
            ]
        })
        .collect();
    let about = "Elke rij is een bijdrage die is afgesproken.";
    Table { name: "bijdragen", title: "Bijdragen", about, key: Key::Primary(&["nummer"]), columns: CONTRIBUTIONS, rows }
}

const TERMS: &[Column] = &[
    whole("bijdrage", "nummer", "De bijdrage waar het een deel van is").of_column("bijdragen", "nummer"),
    text("partij", "Wie bijdraagt").of("partijen"),
    year("jaar", "Het jaar waarin het geld beschikbaar komt; leeg als dat nog niet vaststaat"),
    number("bedrag", "euro", "Hoeveel; leeg als dat nog niet vaststaat"),
    text("nader-te-bepalen", "Wat nog niet vaststaat, in de woorden van het convenant"),
    day("bekend-op", "Sinds wanneer dit bekend is; leeg als het in het convenant staat"),
    text("bron", "Wie het zegt"),
    yes_no("fictief", "Of het verzonnen is"),
];

fn terms(about: About<'_>) -> Table {
    let contributions = about.dossier.deal.contributions.iter();
    let rows = contributions
        .zip(1_u32..)
        .flat_map(|(one, number)| one.terms.iter().map(move |term| (number, &one.party, term)))
        .map(|(number, party, term)| {
            vec![
                Cell::count(number),
                Cell::text(party),
                term.year.map_or(Cell::Empty, |year| Cell::count(year.0)),
                Cell::number(term.amount.map(Amount::euros)),
                Cell::maybe(term.to_be_fixed.as_ref()),
                Cell::maybe(term.known_on),
                Cell::maybe(term.source.as_ref()),
                Cell::YesNo(term.invented.is_yes()),
            ]
        })
        .collect();
    let about = "Elke rij is een deel van een bijdrage, per jaar.";
    Table { name: "termijnen", title: "Termijnen van de bijdragen", about, key: Key::Nothing, columns: TERMS, rows }
}

const RECEIPTS: &[Column] = &[
    text("partij", "Wie betaalde").of("partijen"),
    year("jaar", "Het jaar van de termijn"),
    number("bedrag", "euro", "Hoeveel"),
    day("bekend-op", "Sinds wanneer dit bekend is"),
    text("bron", "Wie het zegt"),
    yes_no("fictief", "Of het verzonnen is"),
];

fn receipts(about: About<'_>) -> Table {
    let receipts = about.dossier.receipts.iter();
    let rows = receipts
        .map(|receipt| {
            vec![
                Cell::text(&receipt.party),
                Cell::count(receipt.year.0),
                Cell::number(Some(receipt.amount.euros())),
                Cell::text(receipt.known_on),
                Cell::text(&receipt.source),
                Cell::YesNo(receipt.invented.is_yes()),
            ]
        })
        .collect();
    Table {
        name: "ontvangsten",
        title: "Ontvangsten",
        about: "Elke rij is geld dat is ontvangen.",
        key: Key::Nothing,
        columns: RECEIPTS,
        rows,
    }
}

const PILLARS: &[Column] = &[
    text("id", "Naam van de pijler in andere tabellen"),
    whole("nummer", "nummer", "Nummer in het convenant"),
    text("naam", "Naam van de pijler"),
    text("doel", "Doel, in de woorden van het convenant"),
    number("begroting", "euro", "Begroot over de hele looptijd: projecten naar toerekening, en posten van de pijler"),
    number("gerealiseerd", "euro", "Uitgegeven vanaf het begin tot en met de peildatum"),
    number("verplicht", "euro", "Toegezegd maar nog niet uitgegeven"),
    number("prognose", "euro", FORECAST),
];

/// What a sum of forecasts is made of.
const FORECAST: &str = "Verwachte uitgaven over de hele looptijd. Waar een project of post geen prognose heeft, telt de begroting; \
                        zonder het een en het ander telt het niet mee";

fn pillars(about: About<'_>) -> Table {
    let pillars = about.dossier.pillars.iter().zip(&about.known.figures.money.pillars);
    let rows = pillars
        .map(|(pillar, line)| {
            vec![
                Cell::text(&pillar.id),
                Cell::count(pillar.number.0),
                Cell::text(&pillar.name),
                Cell::text(pillar.goal.as_str().trim()),
                euros(&line.budget),
                euros(&line.realised),
                euros(&line.committed),
                euros(&line.forecast),
            ]
        })
        .collect();
    let about = "Elke rij is een pijler. Posten zonder pijler staan alleen bij de bestedingen.";
    Table { name: "pijlers", title: "Pijlers", about, key: Key::Primary(&["id"]), columns: PILLARS, rows }
}

const PILLAR_YEARS: &[Column] = &[
    text("pijler", "De pijler").of("pijlers"),
    year("jaar", "Het jaar"),
    number("begroot-primitief", "euro", "Begroot voor dit jaar, zoals eerst vastgesteld"),
    number("begroot", "euro", "Begroot voor dit jaar, na wijziging"),
    number("gerealiseerd", "euro", "Uitgegeven in dit jaar, tot en met de peildatum"),
];

fn pillar_years(about: About<'_>) -> Table {
    let pillars = about.dossier.pillars.iter().zip(&about.known.figures.money.pillars);
    let rows = pillars
        .flat_map(|(pillar, line)| line.years.iter().map(move |(year, figures)| (pillar, year, figures)))
        .map(|(pillar, year, figures)| {
            vec![
                Cell::text(&pillar.id),
                Cell::count(*year),
                euros(&figures.original),
                euros(&figures.budgeted),
                euros(&figures.realised),
            ]
        })
        .collect();
    let about = "Elke rij is een jaar van een pijler: projecten naar toerekening, en posten van de pijler.";
    let key = Key::Primary(&["pijler", "jaar"]);
    Table { name: "pijlers-per-jaar", title: "Geld per pijler en jaar", about, key, columns: PILLAR_YEARS, rows }
}

const APPROACH: &[Column] = &[
    text("id", "Naam van het onderdeel in andere tabellen"),
    text("pijler", "De pijler").of("pijlers"),
    text("naam", "Naam van het onderdeel in het convenant"),
    text("artikel", "Artikel van het convenant"),
];

fn approach(about: About<'_>) -> Table {
    let pillars = about.dossier.pillars.iter();
    let rows = pillars
        .flat_map(|pillar| pillar.approach.iter().map(move |element| (pillar, element)))
        .map(|(pillar, element)| {
            vec![
                Cell::text(&element.id),
                Cell::text(&pillar.id),
                Cell::text(&element.name),
                Cell::text(&element.article),
            ]
        })
        .collect();
    let about = "Elke rij is een onderdeel van de aanpak van een pijler.";
    Table {
        name: "aanpak",
        title: "Onderdelen van de aanpak",
        about,
        key: Key::Primary(&["id"]),
        columns: APPROACH,
        rows,
    }
}

const PROJECTS: &[Column] = &[
    text("id", "Naam van het project in andere tabellen"),
    text("naam", "Naam van het project"),
    text("aanpak", "Onderdeel van de aanpak waar het bij hoort").of("aanpak"),
    text("begin", "Geplande eerste dag of periode"),
    text("einde", "Geplande laatste dag of periode"),
    text(
        "wijken",
        "De wijken, met een spatie ertussen; leeg voor het hele gebied. In projecten-gebieden staat er een per rij",
    ),
    text("themas", "De thema's, met een spatie ertussen. In projecten-themas staat er een per rij"),
    text("uitvoerder", "Wie het uitvoert"),
    text("fase", "voorgenomen, lopend, afgerond of gestopt; leeg als het verslag er niets over zegt"),
    text("tijd", "Stoplicht voor tijd: groen, oranje of rood"),
    text("geld", "Stoplicht voor geld: groen, oranje of rood"),
    text("kwaliteit", "Stoplicht voor kwaliteit: groen, oranje of rood"),
    number("begroting", "euro", "Begroot over de hele looptijd van het project; leeg als er geen begroting is"),
    number("gerealiseerd", "euro", "Uitgegeven vanaf het begin tot en met de peildatum"),
    number("verplicht", "euro", "Toegezegd maar nog niet uitgegeven"),
    number("prognose", "euro", "Verwachte uitgaven over de hele looptijd; zonder prognose de begroting"),
    text("bron", "Wie het zegt"),
    yes_no("fictief", "Of het verzonnen is"),
];

fn projects(about: About<'_>) -> Table {
    let lines = &about.known.figures.money.projects;
    let listed = |ids: &[Id]| {
        let ids: Vec<&str> = ids.iter().map(Id::as_str).collect();
        Cell::text(ids.join(" "))
    };
    let row = |project: &Project| {
        let progress = about.report.projects.get(&project.id);
        let light = progress.and_then(|progress| progress.light.as_ref());
        let line = lines.get(&project.id);
        let money = |pick: fn(&Line) -> &Figure<Amount>| line.map_or(Cell::Empty, |line| euros(pick(line)));
        vec![
            Cell::text(&project.id),
            Cell::text(&project.name),
            Cell::text(&project.approach),
            Cell::maybe(project.current_start().map(Moment::words)),
            Cell::maybe(project.current_end().map(Moment::words)),
            listed(&project.wijken),
            listed(&project.themes),
            Cell::maybe(project.executor.as_ref()),
            Cell::maybe(progress.map(|progress| progress.phase.word())),
            Cell::maybe(light.map(|light| self::light(light.time))),
            Cell::maybe(light.map(|light| self::light(light.money))),
            Cell::maybe(light.map(|light| self::light(light.quality))),
            Cell::number(project.current_budget().map(Amount::euros)),
            money(|line| &line.realised),
            money(|line| &line.committed),
            money(|line| &line.forecast),
            Cell::maybe(project.source.as_ref()),
            Cell::YesNo(project.invented.is_yes()),
        ]
    };
    let rows = about.dossier.projects.values().map(row).collect();
    let about = "Elke rij is een project.";
    Table { name: "projecten", title: "Projecten", about, key: Key::Primary(&["id"]), columns: PROJECTS, rows }
}

const PROJECT_AREAS: &[Column] =
    &[text("project", "Het project").of("projecten"), text("gebied", "Een wijk, of het hele gebied").of("gebieden")];

fn project_areas(about: About<'_>) -> Table {
    let whole = std::slice::from_ref(&about.dossier.deal.area.id);
    let areas = |project: &'_ Project| -> Vec<Id> {
        if project.wijken.is_empty() { whole.to_vec() } else { project.wijken.clone() }
    };
    let projects = about.dossier.projects.values();
    let rows = projects
        .flat_map(|project| areas(project).into_iter().map(move |area| vec![Cell::text(&project.id), Cell::text(area)]))
        .collect();
    let about = "Elke rij is een wijk waar een project voor is. Een project voor het hele gebied heeft één rij.";
    let key = Key::Primary(&["project", "gebied"]);
    Table { name: "projecten-gebieden", title: "Gebieden van projecten", about, key, columns: PROJECT_AREAS, rows }
}

const PROJECT_THEMES: &[Column] =
    &[text("project", "Het project").of("projecten"), text("thema", "Een thema").of("themas")];

fn project_themes(about: About<'_>) -> Table {
    let projects = about.dossier.projects.values();
    let rows = projects
        .flat_map(|project| project.themes.iter().map(|theme| vec![Cell::text(&project.id), Cell::text(theme)]))
        .collect();
    let about = "Elke rij is een thema van een project.";
    let key = Key::Primary(&["project", "thema"]);
    Table { name: "projecten-themas", title: "Thema's van projecten", about, key, columns: PROJECT_THEMES, rows }
}

const fn light(light: Light) -> &'static str {
    match light {
        Light::Green => "groen",
        Light::Amber => "oranje",
        Light::Red => "rood",
    }
}

const ALLOCATIONS: &[Column] = &[
    text("project", "Het project").of("projecten"),
    text("pijler", "De pijler").of("pijlers"),
    number("aandeel", "procent", "Welk deel van het project voor de pijler telt"),
];

fn allocations(about: About<'_>) -> Table {
    let projects = about.dossier.projects.values();
    let rows = projects
        .flat_map(|project| project.current_allocation().iter().map(move |(pillar, share)| (project, pillar, share)))
        .map(|(project, pillar, share)| vec![Cell::text(&project.id), Cell::text(pillar), Cell::number(Some(share.0))])
        .collect();
    let about = "Elke rij is het deel van een project dat voor een pijler telt.";
    Table {
        name: "projecten-toerekening",
        title: "Toerekening van projecten aan pijlers",
        about,
        key: Key::Primary(&["project", "pijler"]),
        columns: ALLOCATIONS,
        rows,
    }
}

const SPENDING: &[Column] = &[
    text("project", "Het project; leeg voor een post zonder project").of("projecten"),
    text("post", "programmakosten, nog-te-bestemmen of reserve; leeg voor een project"),
    text("pijler", "De pijler van een post; leeg als de post voor de hele deal is").of("pijlers"),
    year("jaar", "Het jaar"),
    day("t-m", "Laatste dag van het jaar die is meegeteld"),
    day("bekend-op", "Sinds wanneer dit bekend is"),
    number("begroting", "euro", "Van een post: begroot over de hele looptijd"),
    number("begroot-primitief", "euro", "Begroot voor dit jaar, zoals eerst vastgesteld"),
    number("begroot-na-wijziging", "euro", "Begroot voor dit jaar, na wijziging; leeg als er geen wijziging was"),
    number("gerealiseerd", "euro", "Uitgegeven in dit jaar"),
    number("verplicht", "euro", "Toegezegd maar nog niet uitgegeven, op de laatste dag"),
    number("prognose", "euro", "Verwachte uitgaven over de hele looptijd; leeg als er geen prognose is"),
    number("dekking-rijk", "procent", "Welk deel van de uitgaven het Rijk betaalt"),
    number("dekking-regio", "procent", "Welk deel van de uitgaven de regio betaalt"),
    number("dekking-partners", "procent", "Welk deel van de uitgaven anderen betalen"),
    text("bron", "Wie het zegt"),
    text("toelichting", "Wat een lezer moet weten"),
    yes_no("fictief", "Of het verzonnen is"),
];

fn spending(about: About<'_>) -> Table {
    let money = |amount: Option<Amount>| Cell::number(amount.map(Amount::euros));
    let by_purpose = rows_by_purpose(about.dossier, about.report);
    let rows = by_purpose
        .values()
        .flatten()
        .map(|(year, row)| {
            let funding = row.funding.as_ref();
            vec![
                Cell::maybe(row.project.as_ref()),
                Cell::maybe(row.post.map(post)),
                Cell::maybe(row.pillar.as_ref()),
                Cell::count(*year),
                Cell::text(row.through),
                Cell::text(row.known_on),
                money(row.budget),
                money(row.budgeted.as_ref().map(|budgeted| budgeted.original)),
                money(row.budgeted.as_ref().and_then(|budgeted| budgeted.amended)),
                money(Some(row.realised)),
                money(row.committed),
                money(row.forecast),
                Cell::number(funding.and_then(|funding| Some(funding.state?.0))),
                Cell::number(funding.and_then(|funding| Some(funding.region?.0))),
                Cell::number(funding.and_then(|funding| Some(funding.partners?.0))),
                Cell::maybe(row.source.as_ref()),
                Cell::maybe(row.note.as_ref()),
                Cell::YesNo(row.invented.is_yes()),
            ]
        })
        .collect();
    let about =
        "Elke rij is het geld van een project of post in een jaar. Per jaar staat er één rij: de laatste die geldt.";
    let key = Key::Together(&["project", "post", "pijler", "jaar"]);
    Table { name: "bestedingen", title: "Bestedingen", about, key, columns: SPENDING, rows }
}

const fn post(post: Post) -> &'static str {
    match post {
        Post::Programme => "programmakosten",
        Post::Unallocated => "nog-te-bestemmen",
        Post::Reserve => "reserve",
    }
}

const RESULTS: &[Column] = &[
    text("pijler", "De pijler").of("pijlers"),
    text("id", "Naam van het pijlerresultaat in bestanden"),
    text("naam", "Naam van het pijlerresultaat"),
    text("aard", "resultaat, inspanning, verkenning of aansluiting"),
    text("artikel", "Artikel van het convenant"),
    text("gebied", "De wijk, of het hele gebied voor een resultaat van de hele deal").of("gebieden"),
    text(
        "stand",
        "gerealiseerd, in-uitvoering, gepland, niet-gestart, vervallen of onbekend; leeg als het verslag er niets over zegt",
    ),
    text("onderbouwing", "Waaruit dat blijkt"),
    text("reden", "Waarom het niet bekend is, of is vervallen"),
];

fn results(about: About<'_>) -> Table {
    let (dossier, report) = (about.dossier, about.report);
    let mut rows = Vec::new();
    for pillar in &dossier.pillars {
        for result in &pillar.results {
            let places: Vec<(&str, &Id)> = match result.scale {
                Scale::PerWijk => dossier.deal.area.wijken.iter().map(|wijk| (wijk.id.as_str(), &wijk.id)).collect(),
                Scale::Deal => vec![("deal", &dossier.deal.area.id)],
            };
            let nature = match result.nature {
                ResultNature::Outcome => "resultaat",
                ResultNature::Effort => "inspanning",
                ResultNature::Exploration => "verkenning",
                ResultNature::Connection => "aansluiting",
            };
            for (place, area) in places {
                let state = report.results.get(&result.id).and_then(|states| states.get(place));
                rows.push(vec![
                    Cell::text(&pillar.id),
                    Cell::text(&result.id),
                    Cell::text(&result.name),
                    Cell::text(nature),
                    Cell::text(&result.article),
                    Cell::text(area),
                    Cell::maybe(state.map(|state| state.state.word())),
                    Cell::maybe(state.and_then(|state| state.evidence.as_ref())),
                    Cell::maybe(state.and_then(|state| state.reason.as_ref())),
                ]);
            }
        }
    }
    let about = "Elke rij is een pijlerresultaat in een wijk of in de hele deal.";
    let key = Key::Primary(&["pijler", "id", "gebied"]);
    Table { name: "pijlerresultaten", title: "Pijlerresultaten", about, key, columns: RESULTS, rows }
}

const INDICATORS: &[Column] = &[
    text("id", "Naam van de indicator in andere tabellen"),
    whole("nummer", "nummer", "Nummer in het convenant; leeg voor een kengetal"),
    text("naam", "Naam van de indicator"),
    text("soort", "effect, prestatie of kengetal (achtergrond, zonder oordeel)"),
    text("maat", "schaalscore, percentage, aantal of rapportcijfer"),
    text("eenheid", "Eenheid van de waarden"),
    text("richting", "Wat beter is: stijgt of daalt"),
    text(
        "telling",
        "momentopname, per-periode of cumulatief. Waarden van jaren bij elkaar optellen mag alleen bij per-periode",
    ),
    text("meetgebied", "Het gebied waar de streefwaarde over gaat").of("gebieden"),
    text("populatie", "Over wie of wat het gaat"),
    text("definitie", "Hoe een waarde tot stand komt"),
    text("uitvoerder", "Wie meet"),
    text(
        "streefwaarde",
        "Wat is afgesproken: een verschil met de nulmeting, een waarde, een aantal, of alleen een richting",
    ),
    text("streefwaarde-van", "Begin van de periode van de streefwaarde"),
    text("streefwaarde-tot", "Einde van de periode van de streefwaarde"),
    number("te-bereiken", "zie eenheid", "De waarde die daarbij hoort; leeg als die niet vast te stellen is"),
];

fn indicators(about: About<'_>) -> Table {
    let indicators = about.dossier.indicators.iter().zip(&about.known.figures.indicators);
    let rows = indicators
        .map(|(indicator, figures)| {
            let target = indicator.target.as_ref();
            vec![
                Cell::text(&indicator.id),
                indicator.number.map_or(Cell::Empty, |number| Cell::count(number.0)),
                Cell::text(&indicator.name),
                word(indicator.kind),
                word(indicator.measure),
                Cell::text(format::unit(indicator.measure, indicator.unit.as_ref().map(Text::as_str))),
                word(indicator.direction),
                word(indicator.counting),
                Cell::text(&indicator.area),
                Cell::text(indicator.current_population()),
                Cell::text(indicator.current_definition().as_str().trim()),
                Cell::text(indicator.current_executor()),
                Cell::maybe(target.map(agreed)),
                Cell::maybe(target.map(|target| target.from.words())),
                Cell::maybe(target.map(|target| target.to.words())),
                Cell::number(figures.goal.as_ref().or(figures.gap_goal.as_ref()).map(|goal| goal.value)),
            ]
        })
        .collect();
    let about = "Elke rij is een indicator of kengetal, zoals het laatst is afgesproken.";
    Table { name: "indicatoren", title: "Indicatoren", about, key: Key::Primary(&["id"]), columns: INDICATORS, rows }
}

/// The target in words; its numbers with a decimal comma, as in print.
fn agreed(target: &Target) -> String {
    let about = if target.subject == TargetSubject::Gap { "achterstand: " } else { "" };
    let what = if let Some(difference) = target.difference {
        format!("verschil {}", format::exact(difference.value))
    } else if let Some(level) = target.level {
        format!("waarde {}", format::exact(level.0))
    } else if let Some(count) = target.cumulative {
        format!("cumulatief {}", format::exact(count.0))
    } else {
        "alleen richting".to_owned()
    };
    format!("{about}{what}")
}

const MEASUREMENTS: &[Column] = &[
    text("indicator", "De indicator").of("indicatoren"),
    text("gebied", "Het gebied").of("gebieden"),
    text("meting", "nulmeting, tussenmeting of eindmeting"),
    text("tijd", "Wat van en tot zijn: veldwerk (toen is het gevraagd), periode (dat is geteld) of peildatum"),
    day("van", "Eerste dag"),
    day("tot", "Laatste dag"),
    day("bekend-op", "Sinds wanneer dit bekend is"),
    number("waarde", "zie indicatoren", "De waarde; leeg als er geen is"),
    number(
        "marge",
        "zie indicatoren",
        "De halve breedte van het 95%-interval; 0 voor een telling van iedereen; leeg als zij niet bekend is",
    ),
    yes_no("marge-berekend", "Of de marge hier is berekend uit het aantal antwoorden"),
    whole("n", "mensen", "Aantal mensen dat antwoord gaf"),
    text("kwaliteit", "betrouwbaar, lage-respons, voorlopig of nader-voorlopig"),
    text("geen-waarde-reden", "Waarom er geen waarde is"),
    text("verwacht", "Wanneer er wel een waarde wordt verwacht"),
    text("andere-definitie", "De definitie van de bron, als die anders is dan afgesproken"),
    number("herzien-van", "zie indicatoren", "De eerdere waarde die hiermee is verbeterd"),
    text("reden-herziening", "Waarom de waarde is verbeterd"),
    text("bron", "Wie het zegt"),
    yes_no("fictief", "Of het verzonnen is"),
];

fn measurements(about: About<'_>) -> Table {
    let figures = &about.known.figures.indicators;
    let points = figures.iter().flat_map(|indicator| {
        let areas = indicator.areas.iter();
        areas.flat_map(move |area| area.points.iter().map(move |point| (&indicator.id, &area.area, point)))
    });
    let rows = points
        .map(|(indicator, area, point)| {
            let row: &Measurement = &point.row;
            let (time, days) = row.days().unzip();
            let none = row.not_measured.as_ref();
            vec![
                Cell::text(indicator),
                Cell::text(area),
                Cell::text(row.role().word()),
                Cell::maybe(time),
                Cell::maybe(days.map(|days| days.from)),
                Cell::maybe(days.map(|days| days.to)),
                Cell::text(row.known_on),
                Cell::number(point.value.as_ref().map(|value| value.value)),
                Cell::number(point.value.as_ref().and_then(|_| point.margin.value())),
                if point.value.is_some() { Cell::YesNo(point.margin.is_computed()) } else { Cell::Empty },
                row.n.map_or(Cell::Empty, |n| Cell::count(n.0)),
                row.quality.map_or(Cell::Empty, word),
                Cell::maybe(none.map(|none| &none.reason)),
                Cell::maybe(none.and_then(|none| none.expected.as_ref())),
                Cell::maybe(row.other_definition.as_ref()),
                Cell::number(point.revised_from),
                Cell::maybe(row.reason.as_ref()),
                Cell::text(&row.source),
                Cell::YesNo(row.invented.is_yes()),
            ]
        })
        .collect();
    let about =
        "Elke rij is wat er over een gebied en een tijd bekend is. Is een waarde verbeterd, dan staat hier de laatste.";
    let key = Key::Primary(&["indicator", "gebied", "tot"]);
    Table { name: "metingen", title: "Metingen", about, key, columns: MEASUREMENTS, rows }
}

const BREAKS: &[Column] = &[
    text("indicator", "De indicator").of("indicatoren"),
    day("datum", "Vanaf deze dag is er op een andere manier gemeten"),
    text("reden", "Wat er is veranderd"),
    number(
        "omrekenfactor",
        "factor",
        "Waarmee oude waarden te vermenigvuldigen zijn om ze te vergelijken; leeg als er geen is",
    ),
    text("bron", "Wie de factor heeft gepubliceerd"),
    day("bekend-op", "Sinds wanneer dit bekend is"),
];

fn breaks(about: About<'_>) -> Table {
    let indicators = about.dossier.indicators.iter();
    let rows = indicators
        .flat_map(|indicator| cuts(indicator).into_iter().map(move |cut| (&indicator.id, cut)))
        .map(|(indicator, cut)| {
            vec![
                Cell::text(indicator),
                Cell::text(cut.date),
                Cell::text(&cut.reason),
                Cell::number(cut.factor.map(|factor| factor.0)),
                Cell::maybe(cut.source.as_ref()),
                Cell::text(cut.known_on),
            ]
        })
        .collect();
    let about =
        "Elke rij is een verandering van de meetmethode. Waarden van ervoor en erna zijn niet zomaar te vergelijken.";
    let key = Key::Primary(&["indicator", "datum"]);
    Table { name: "methodebreuken", title: "Methodebreuken", about, key, columns: BREAKS, rows }
}

const JUDGEMENTS: &[Column] = &[
    text("indicator", "De indicator").of("indicatoren"),
    text("oordeel", "behaald, tussentijds-behaald, op-koers, vraagt-aandacht, achter of niet-te-beoordelen"),
    text("reden", "Waarom"),
    day("gemeten-op", "Laatste dag van de meting waar het oordeel op rust"),
    yes_no("herhaald", "Of er geen nieuwe meting was, zodat een eerder oordeel blijft staan"),
    yes_no("door-auteur", "Of de schrijver van het verslag het oordeel heeft bepaald"),
    text("berekend-oordeel", "Het oordeel van de berekening, als de schrijver een ander gaf"),
    number(
        "verandering",
        "zie indicatoren",
        "Laatste meting min nulmeting, in het meetgebied; bij een cumulatieve telling alles vanaf het begin. Tussen twee \
         percentages is dat een aantal procentpunten. Leeg als de twee niet met elkaar te vergelijken zijn",
    ),
    number(
        "marge-verandering",
        "zie indicatoren",
        "Marge van die verandering; 0 voor een telling van iedereen; leeg als er geen verandering is te noemen",
    ),
    yes_no(
        "andere-definitie",
        "Of beide metingen dezelfde andere definitie volgen dan afgesproken. De verandering klopt dan, maar zegt niets over \
         de streefwaarde; leeg als er geen verandering is te noemen",
    ),
];

fn judgements(about: About<'_>) -> Table {
    // A nulmeting says where the deal starts, and judges nothing.
    let judges = about.report.kind != ReportKind::Baseline;
    let figures = about.known.figures.indicators.iter().filter(|_| judges);
    let rows = figures
        .filter_map(|figures| Some((figures, figures.judgement.as_ref()?)))
        .map(|(figures, judgement)| {
            vec![
                Cell::text(&figures.id),
                word(judgement.verdict),
                Cell::text(&judgement.reason),
                Cell::maybe(judgement.measured_on),
                Cell::YesNo(judgement.is_repeated),
                Cell::YesNo(judgement.overruled.is_some()),
                judgement.overruled.as_ref().map_or(Cell::Empty, |(verdict, _)| word(verdict)),
                Cell::number(figures.change.as_ref().map(|change| change.value.value)),
                Cell::number(figures.change.as_ref().map(|change| change.margin)),
                figures.change.as_ref().map_or(Cell::Empty, |change| Cell::YesNo(change.has_other_definition)),
            ]
        })
        .collect();
    let about = "Elke rij is het oordeel van het verslag over een indicator. Een nulmeting geeft geen oordelen.";
    let key = Key::Primary(&["indicator"]);
    Table { name: "oordelen", title: "Oordelen", about, key, columns: JUDGEMENTS, rows }
}

const ORIGINS: &[Column] = &[
    whole("nummer", "nummer", "Volgnummer"),
    text("plaats", "Waar het cijfer in het verslag staat: een tabel of hoofdstuk"),
    text("cijfer", "Wat het cijfer zegt"),
    text("gedrukt", "Zoals het er staat"),
    number("exacte-waarde", "zie eenheid", "Niet afgerond; 67% staat er als 67"),
    text("eenheid", "Eenheid van de exacte waarde"),
    text("formule", "Hoe het is berekend; leeg als het zo in het dossier staat"),
    text(
        "bestand-regel",
        "Het bestand en, na een dubbele punt, de regel; meer plaatsen met een spatie ertussen. De bestanden zitten in de pdf van \
         het verslag",
    ),
];

fn origins(provenance: &[u8]) -> Table {
    let row = |(origin, number): (Origin, u32)| {
        let places: Vec<String> =
            origin.sources.iter().map(|place| format!("{}:{}", place.file, place.lines)).collect();
        vec![
            Cell::count(number),
            Cell::text(origin.place),
            Cell::text(origin.label),
            Cell::text(origin.printed),
            Cell::number(origin.exact.parse().ok()),
            Cell::text(origin.unit),
            Cell::text(origin.formula),
            Cell::text(places.join(" ")),
        ]
    };
    let rows = delivery::origins(provenance).into_iter().zip(1_u32..).map(row).collect();
    let about = "Elke rij is een cijfer dat in het verslag staat. Aantallen projecten en afgesproken aandelen staan er niet in.";
    let key = Key::Primary(&["nummer"]);
    Table { name: "herkomst", title: "Waar elk gedrukt cijfer vandaan komt", about, key, columns: ORIGINS, rows }
}
