//! `voortgang bewijs`: whether a report is precisely what its data give.

use std::io::{self, Write};

use super::progress::Progress;
use super::{ExitStatus, no_answer};
use crate::cli::ProveArgs;
use crate::format;
use crate::proof::{Difference, Proof, What};
use crate::workers::{self, Answer, Job, Limits, Outcome};

pub(super) fn run(arguments: &ProveArgs) -> io::Result<ExitStatus> {
    let jobs: Vec<Job> = arguments.pdfs.iter().map(|pdf| Job::Prove { pdf: pdf.clone() }).collect();
    let order: Vec<usize> = (0..jobs.len()).collect();
    let mut status = ExitStatus::Written;
    let mut progress = Progress::new(jobs.len());
    workers::stop_at_interrupt();
    workers::run(&jobs, &order, Limits::FROM_OUTSIDE, |job, outcome| {
        let name = arguments.pdfs[job].display().to_string();
        progress.done(job, |out, err| {
            status = status.max(tell(&name, &outcome, out, err)?);
            Ok(())
        })
    })?;
    Ok(status)
}

fn tell(name: &str, outcome: &Outcome, out: &mut dyn Write, err: &mut dyn Write) -> io::Result<ExitStatus> {
    let Outcome::Done(answer, _) = outcome else {
        writeln!(err, "fout: {name}: {}", no_answer(outcome))?;
        return Ok(ExitStatus::Rejected);
    };
    match answer.as_ref() {
        Answer::Proof { proof: Proof::Identical, .. } => {
            writeln!(out, "{name}: dit rapport is precies wat deze gegevens opleveren")?;
            Ok(ExitStatus::Written)
        }
        Answer::Proof { proof, .. } => {
            writeln!(err, "fout: {name}: {}", unproven(proof))?;
            writeln!(err, "hulp: {}", hint(proof))?;
            Ok(ExitStatus::Rejected)
        }
        Answer::Refused { why, hint } => {
            writeln!(err, "fout: {name}: {why}\nhulp: {hint}")?;
            Ok(ExitStatus::Rejected)
        }
        Answer::Unreadable { why } => {
            writeln!(err, "fout: {why}")?;
            Ok(ExitStatus::Failed)
        }
        _ => Ok(ExitStatus::Failed),
    }
}

/// What stands in the way of a proof, in Dutch.
pub(super) fn unproven(proof: &Proof) -> String {
    match proof {
        Proof::Identical => String::new(),
        Proof::OtherVersion { made_by } => {
            format!("dit rapport is gemaakt met {made_by}; alleen met die versie is te bewijzen dat het klopt")
        }
        Proof::OtherTemplates => {
            "dit rapport is gemaakt met sjablonen die deze versie niet heeft en die er niet bij zitten".to_owned()
        }
        Proof::NotMade { why } => format!("de gegevens in dit rapport leveren geen rapport op: {why}"),
        Proof::Differs(difference) => differs(difference),
    }
}

/// What can be done about it.
const fn hint(proof: &Proof) -> &'static str {
    match proof {
        Proof::OtherVersion { .. } => "bewijs dit rapport met die versie",
        Proof::OtherTemplates => "vraag wie het rapport maakte om de sjablonen, of om het rapport opnieuw te maken",
        Proof::Identical | Proof::NotMade { .. } | Proof::Differs(_) => {
            "het bestand is na het maken veranderd; vraag de regio om het oorspronkelijke rapport"
        }
    }
}

fn differs(difference: &Difference) -> String {
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
        What::Count { stands, should } => format!("er zijn {stands} bladzijden; de gegevens geven er {should}"),
        What::Properties => unseen("de titel of een andere eigenschap van het bestand is anders"),
        What::Attachment(name) => unseen(&format!("de bijlage `{name}` is anders, of hoort er niet bij")),
        What::Bookmarks => unseen("de bladwijzers zijn anders"),
        What::Structure => unseen("de structuur voor wie het rapport laat voorlezen is anders"),
        What::Rest => unseen("iets in het bestand dat niet te zien is, is anders"),
        What::After(bytes) => {
            let bytes = format::plural(*bytes, "byte", "bytes");
            unseen(&format!("na het einde van het rapport volgen nog {bytes}"))
        }
        What::Packing => {
            unseen("alles wat erin staat is gelijk, maar een ander programma heeft het opnieuw opgeslagen")
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
    format!("dit rapport is niet wat deze gegevens opleveren\n  {first}{others}{of_other_data}")
}

/// How many other pages that differ are named.
const MOST_PAGES: usize = 8;

fn or_nothing(words: &str) -> &str {
    if words.is_empty() { "(niets)" } else { words }
}

fn unseen(what: &str) -> String {
    format!("de bladzijden zijn gelijk; {what}")
}
