//! `voortgang bewijs`: whether a report or an overview is precisely what its data give.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::progress::Progress;
use super::{ExitStatus, answered};
use crate::cli::ProveArgs;
use crate::format;
use crate::proof::{Difference, Kind, Proof, What};
use crate::workers::jobs::{Prove, Proven};
use crate::workers::{self, Limits, Outcome};
use crate::world;

pub(super) fn run(arguments: &ProveArgs) -> io::Result<ExitStatus> {
    let mut pdfs = Vec::new();
    for path in &arguments.pdfs {
        match named(path) {
            Ok(found) => pdfs.extend(found),
            Err(why) => {
                writeln!(io::stderr(), "fout: {why}")?;
                return Ok(ExitStatus::Failed);
            }
        }
    }
    let jobs: Vec<Prove> = pdfs.iter().map(|pdf| Prove { pdf: pdf.clone() }).collect();
    let order: Vec<usize> = (0..jobs.len()).collect();
    let mut status = ExitStatus::Written;
    let mut progress = Progress::new(jobs.len());
    workers::stop_at_interrupt();
    workers::run(&jobs, &order, Limits::FROM_OUTSIDE, |job, outcome| {
        let name = pdfs[job].display().to_string();
        progress.done(job, |out, err| {
            status = status.max(tell(&name, outcome, out, err)?);
            Ok(())
        })
    })?;
    Ok(status)
}

/// The PDFs that a path names: itself, or those in a folder.
fn named(path: &Path) -> Result<Vec<PathBuf>, String> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let found = world::deliveries(path).map_err(|error| error.to_string())?;
    let pdfs: Vec<PathBuf> = found.into_iter().filter(|one| one.is_pdf).map(|one| one.path).collect();
    if pdfs.is_empty() {
        return Err(format!("in {} staat geen pdf om te bewijzen", path.display()));
    }
    Ok(pdfs)
}

fn tell(name: &str, outcome: Outcome<Proven>, out: &mut dyn Write, err: &mut dyn Write) -> io::Result<ExitStatus> {
    let proven = match answered(name, outcome, err)? {
        Ok(proven) => proven,
        Err(status) => return Ok(status),
    };
    let (proof, kind) = match proven {
        Proven::Report { proof: proof @ (Proof::Identical | Proof::IdenticalByOwnTemplates), number } => {
            let number = number.map_or_else(String::new, |number| format!(", met kenmerk {number}"));
            writeln!(out, "{name}: {proof}{number}")?;
            return Ok(ExitStatus::Written);
        }
        Proven::Overview { proof: proof @ Proof::Identical, reports, dossiers } => {
            writeln!(out, "{name}: {}", proof.of(Kind::Overview))?;
            writeln!(out, "  {}", not_proven(reports, dossiers))?;
            return Ok(ExitStatus::Written);
        }
        Proven::Report { proof, .. } => (proof, Kind::Report),
        Proven::Overview { proof, .. } => (proof, Kind::Overview),
    };
    writeln!(err, "fout: {name}: {}\nhulp: {}", unproven(&proof, kind), hint(&proof, kind))?;
    Ok(ExitStatus::Rejected)
}

/// What the proof of an overview does not prove: an overview carries what the deliveries say, and not
/// the deliveries themselves.
fn not_proven(reports: usize, dossiers: usize) -> String {
    let reports = match reports {
        0 => "er zit geen rapport in".to_owned(),
        1 => "het rapport waar het uit komt, bewijst u met `voortgang bewijs` op de PDF daarvan".to_owned(),
        more => format!("de {more} rapporten waar het uit komt, bewijst u met `voortgang bewijs` op hun PDF"),
    };
    match dossiers {
        0 => reports,
        more => format!("{reports}; van {} is er geen PDF", format::plural(more, "dossier", "dossiers")),
    }
}

/// What stands in the way of a proof, in Dutch.
fn unproven(proof: &Proof, kind: Kind) -> String {
    match proof {
        Proof::Differs(difference) => differs(difference, kind),
        other => other.of(kind),
    }
}

/// What can be done about it.
fn hint(proof: &Proof, kind: Kind) -> String {
    let (word, whom) = match kind {
        Kind::Report => ("rapport", "wie het u stuurde"),
        Kind::Overview => ("overzicht", "wie het overzicht maakte"),
    };
    match proof {
        Proof::OtherVersion { .. } => format!("bewijs dit {word} met die versie"),
        Proof::OtherTemplates => {
            format!("vraag wie het {word} maakte om de sjablonen, of om het {word} opnieuw te maken")
        }
        Proof::Resaved if kind == Kind::Report => format!(
            "`voortgang overzicht` neemt dit rapport aan; vraag voor het archief {whom} om het oorspronkelijke bestand"
        ),
        Proof::Resaved => format!("vraag voor het archief {whom} om het oorspronkelijke bestand"),
        Proof::Identical | Proof::IdenticalByOwnTemplates | Proof::NotMade { .. } | Proof::Differs(_) => {
            let again = if kind == Kind::Report { ", of maak het opnieuw met `voortgang rapport`" } else { "" };
            format!("het bestand is na het maken veranderd; vraag {whom} om het oorspronkelijke {word}{again}")
        }
    }
}

fn differs(difference: &Difference, kind: Kind) -> String {
    let Difference { what, pages, is_of_other_data } = difference;
    let first = match what {
        What::Words { page, figure, stands, should } => {
            let figure = if figure.is_empty() { String::new() } else { format!(", {figure}") };
            let (stands, should) = (or_nothing(stands), or_nothing(should));
            format!("bladzijde {page}{figure}\n  er staat:          {stands}\n  de gegevens geven: {should}")
        }
        What::Place { page, words } => format!("bladzijde {page}: “{words}” staat op een andere plaats"),
        What::Drawing { page, figure } if figure.is_empty() => {
            format!("bladzijde {page}: de woorden kloppen, maar een lijn, vlak of kleur is anders")
        }
        What::Drawing { page, figure } => {
            format!("bladzijde {page}: de woorden kloppen, maar de tekening is anders in de figuur “{figure}”")
        }
        What::Fonts(page) => format!("bladzijde {page}: de letters worden anders getekend"),
        What::Picture(page) => format!("bladzijde {page}: een beeld is anders"),
        What::Link(page) => format!("bladzijde {page}: een link is anders"),
        What::Page(page) => format!("bladzijde {page}: de maat of een andere eigenschap van de bladzijde is anders"),
        What::Note { page, kind } => format!("bladzijde {page}: er is {kind} op gezet die er niet hoort"),
        What::Added(page) => format!("op bladzijde {page} is iets getekend dat er niet hoort"),
        What::Count { stands, should, lost, added } => count(*stands, *should, lost, added),
        What::Property(name) => unseen(&format!("{name} is anders")),
        What::Attachment(name) => unseen(&format!("de bijlage `{name}` is anders, of hoort er niet bij")),
        What::Bookmarks => unseen("de bladwijzers zijn anders"),
        What::Structure => unseen("de structuur voor wie het bestand laat voorlezen is anders"),
        What::Rest => unseen("iets in het bestand dat niet te zien is, is anders"),
        What::After(bytes) => {
            let bytes = format::plural(*bytes, "byte", "bytes");
            unseen(&format!("na het einde van het {} volgen nog {bytes}", kind.word()))
        }
    };
    // When the data are others, the foot of every page is.
    let told = what.page();
    let pages: Vec<usize> = pages.iter().filter(|page| !is_of_other_data && Some(**page) != told).copied().collect();
    let others: Vec<String> = pages.iter().take(MOST_PAGES).map(usize::to_string).collect();
    let more = pages.len() - others.len();
    let others = match (others.as_slice(), more) {
        ([], _) => String::new(),
        ([page], 0) => format!("\n  ook bladzijde {page} is anders"),
        (pages, 0) => format!("\n  ook de bladzijden {} zijn anders", format::list(pages)),
        (pages, more) => format!("\n  ook de bladzijden {} en nog {more} zijn anders", pages.join(", ")),
    };
    let of_other_data = if *is_of_other_data {
        "\n  op de bladzijden staat de vingerafdruk van andere gegevens dan er nu in het bestand zitten"
    } else {
        ""
    };
    format!("dit {} is niet wat deze gegevens opleveren\n  {first}{others}{of_other_data}", kind.word())
}

/// Which pages lack, and which do not belong there.
fn count(stands: usize, should: usize, lost: &[usize], added: &[usize]) -> String {
    let named = |pages: &[usize]| format::list(&pages.iter().map(usize::to_string).collect::<Vec<_>>());
    if stands == 0 {
        return format!("er is geen bladzijde te vinden; het moeten er {should} zijn");
    }
    let lost = match lost {
        [] => None,
        [page] => Some(format!("bladzijde {page} van de {should} ontbreekt")),
        pages if pages.len() <= MOST_PAGES => {
            Some(format!("er ontbreken {} van de {should} bladzijden: {}", pages.len(), named(pages)))
        }
        pages => Some(format!("er ontbreken {} van de {should} bladzijden", pages.len())),
    };
    let added = match added {
        [] => None,
        [page] => Some(format!("bladzijde {page} hoort er niet bij")),
        pages if pages.len() <= MOST_PAGES => Some(format!("de bladzijden {} horen er niet bij", named(pages))),
        pages => Some(format!("{} van de {stands} bladzijden horen er niet bij", pages.len())),
    };
    let told: Vec<String> = [lost, added].into_iter().flatten().collect();
    told.join("; ")
}

/// How many other pages that differ are named.
const MOST_PAGES: usize = 8;

fn or_nothing(words: &str) -> &str {
    if words.is_empty() { "(niets)" } else { words }
}

fn unseen(what: &str) -> String {
    format!("de bladzijden zijn gelijk; {what}")
}
