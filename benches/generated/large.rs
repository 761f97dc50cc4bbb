//! Dossiers of any size, made up by counting: what a program does with much of everything.

use std::fmt::Write as _;

use voortgang::world::Folder;

/// A dossier about the reference deal, stretched over `years` years from 2020 on, with `projects`
/// projects that spend in each of them, and a report about each year.
///
/// Everything in it is invented; names, amounts and texts follow from their numbers.
pub(crate) fn dossier(projects: usize, years: i32) -> Folder {
    let reference = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/valid/den-haag-zuidwest");
    let reference = Folder::open(reference.as_ref()).expect("the reference dossier is there");
    let last = 2019 + years;
    let kept = reference.files().filter(|(name, _)| *name == "deal.yaml" || name.starts_with("pijlers/"));
    let mut folder = Folder::from_texts("veel", kept);
    let deal = String::from_utf8_lossy(&folder.files["deal.yaml"])
        .replace("einde: 2023-07-31", &format!("einde: {last}-12-31"));
    // The factors of the ambition name indicators; here there is one, with another name.
    let deal = deal
        .replace("kengetal: sociale-cohesie", "kengetal: deelnemers")
        .replace("kengetal: onveiligheid", "kengetal: deelnemers");
    folder.insert("deal.yaml", deal);
    for number in 0..projects {
        folder.insert(format!("projecten/project-{number}.yaml"), project(number, last));
    }
    folder.insert("indicatoren/deelnemers.yaml", indicator(last));
    for year in 2020..=last {
        folder.insert(format!("bestedingen/{year}.yaml"), spending(projects, year));
        folder.insert(format!("verslagen/{year}.yaml"), report(projects, year));
    }
    folder
}

const PILLARS: [(&str, &str); 3] =
    [("samenleving", "fysieke-locaties"), ("vitaal", "sport"), ("werken", "wijkeconomie")];

const WIJKEN: [&str; 4] = ["bouwlust", "vrederust", "morgenstond", "moerwijk"];

fn project(number: usize, last: i32) -> String {
    let (pillar, element) = PILLARS[number % PILLARS.len()];
    format!(
        "naam: Project {number}\nbekend-op: 2020-01-15\nfictief: ja\nstart: 2020-01-01\neinde: {last}-12-31\n\
         wijken: [{}]\naanpak: {element}\ntoerekening: {{{pillar}: 100%}}\nbegroting: 30000\n\
         tekst: Project nummer {number} is verzonnen om te meten.\n",
        WIJKEN[number % WIJKEN.len()]
    )
}

fn indicator(last: i32) -> String {
    let mut text = format!(
        "nummer: 1\nnaam: Deelnemers\nkorte-naam: Deelnemers\nartikel: 3\nsoort: prestatie\nmaat: aantal\n\
         eenheid: mensen\npopulatie: Bewoners\ndefinitie: Mensen die meededen, geteld vanaf het begin.\n\
         richting: stijgt\ntelling: cumulatief\nmeetgebied: zuidwest\nuitvoerder: gemeente\n\
         streefwaarde: {{cumulatief: 5000, van: 2020-01-01, tot: {last}-12-31}}\nreeks:\n"
    );
    for year in 2020..=last {
        let _ = writeln!(
            text,
            "  - {{periode: {{van: 2020-01-01, tot: {year}-12-31}}, bekend-op: {}-02-10, gebied: zuidwest, waarde: {}, bron: verzonnen, fictief: ja}}",
            year + 1,
            (year - 2019) * 400
        );
    }
    text
}

fn spending(projects: usize, year: i32) -> String {
    let mut text = String::from("regels:\n");
    for number in 0..projects {
        let _ = writeln!(
            text,
            "  - {{project: project-{number}, t-m: {year}-12-31, bekend-op: {}-02-10, begroot: {{primitief: 3000}}, gerealiseerd: {}, prognose: 30000, dekking: {{rijk: 50%, regio: 50%}}, bron: verzonnen, fictief: ja}}",
            year + 1,
            2900 + number % 90
        );
    }
    text
}

fn report(projects: usize, year: i32) -> String {
    let next = year + 1;
    let mut text = format!(
        "soort: voortgang\nversie: \"0.1\"\nperiode: {{van: {year}-01-01, tot: {year}-12-31}}\npeildatum: {year}-12-31\n\
         gegevensstand: {next}-04-15\nstatus: {{concept: {next}-04-15}}\nfictief: ja\n\
         samenvatting: Een verzonnen verslag over {year}.\nprojecten:\n"
    );
    for number in 0..projects {
        let _ = writeln!(
            text,
            "  project-{number}: {{fase: lopend, stoplicht: {{tijd: groen, geld: groen, kwaliteit: groen}}, tekst: In {year} ging project {number} door.}}"
        );
    }
    text
}
