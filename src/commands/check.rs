//! `voortgang controleer`: everything there is to say about a dossier, at once, and what its
//! report still lacks of what the covenant asks; or all there is to say about a portefeuille.

use std::collections::BTreeMap;
use std::io::{self, IsTerminal, Write};
use std::path::Path;

use serde_json::{Value, json};

use super::text::wrapped;
use super::{ExitStatus, open, show};
use crate::check::{Completeness, Count, Item, StepAhead};
use crate::cli::{CheckArgs, Format};
use crate::compose;
use crate::diagnostic::{self, Colour, Diagnostic, has_errors};
use crate::format;
use crate::model::Stage;
use crate::pipeline::{self, Choice};
use crate::read::{PORTFOLIO, Sources};
use crate::world;

/// At most so many lines name what one item lacks.
const MOST_LINES: usize = 2;

pub(super) fn run(arguments: &CheckArgs) -> io::Result<ExitStatus> {
    let choice = Choice::asked(arguments.report.as_deref(), arguments.year);
    let mut status = ExitStatus::Written;
    for dossier in &arguments.dossiers {
        status = status.max(one(dossier, &choice, arguments.format)?);
    }
    Ok(status)
}

/// What is said of one dossier.
struct Said {
    diagnostics: Vec<Diagnostic>,
    sources: Sources,
    /// The completeness of one report; none when files could not be read or it is not there.
    completeness: Option<Completeness>,
    /// Whether every file could be read.
    is_read: bool,
}

fn one(dossier: &Path, choice: &Choice, format: Format) -> io::Result<ExitStatus> {
    if is_portfolio(dossier) {
        return portfolio(dossier, choice, format);
    }
    let within = dossier.join(PORTFOLIO);
    if within.is_file() && !dossier.join("deal.yaml").is_file() {
        return portfolio(&within, choice, format);
    }
    let Some(folder) = open(dossier)? else { return Ok(ExitStatus::Failed) };
    let said = match pipeline::check(&folder) {
        Ok(checked) => {
            let completeness = pipeline::completeness(&folder, &checked, choice);
            let mut diagnostics = checked.diagnostics;
            let completeness = completeness.map_err(|rejected| diagnostics.extend(rejected.diagnostics)).ok();
            Said { diagnostics, sources: checked.sources, completeness, is_read: true }
        }
        Err(rejected) => {
            Said { diagnostics: rejected.diagnostics, sources: rejected.sources, completeness: None, is_read: false }
        }
    };
    tell(dossier, &said, format)
}

/// Whether the file is a portefeuille, which its name tells.
fn is_portfolio(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
    let is_yaml = name.ends_with(".yaml") || name.ends_with(".yml");
    name.starts_with("portefeuille") && is_yaml && !path.is_dir()
}

/// What is said of a portefeuille, with the year that was asked for.
fn portfolio(path: &Path, choice: &Choice, format: Format) -> io::Result<ExitStatus> {
    let bytes = match world::portfolio(path) {
        Ok(bytes) => bytes,
        Err(error) => {
            writeln!(io::stderr(), "fout: {error}")?;
            return Ok(ExitStatus::Failed);
        }
    };
    let year = if let Choice::Year(year) = choice { Some(*year) } else { None };
    let (diagnostics, sources) = match pipeline::portfolio(&bytes, year) {
        Ok(books) => (books.remarks, books.sources),
        Err(rejected) => (rejected.diagnostics, rejected.sources),
    };
    // There is no report in it that could lack something.
    tell(path, &Said { diagnostics, sources, completeness: None, is_read: true }, format)
}

fn tell(dossier: &Path, said: &Said, format: Format) -> io::Result<ExitStatus> {
    match format {
        Format::Json => writeln!(io::stdout(), "{:#}", for_machines(dossier, said))?,
        Format::Text => for_people(dossier, said)?,
    }
    Ok(if has_errors(&said.diagnostics) { ExitStatus::Rejected } else { ExitStatus::Written })
}

fn for_people(dossier: &Path, said: &Said) -> io::Result<()> {
    let colour = if io::stderr().is_terminal() { Colour::On } else { Colour::Off };
    show(&said.diagnostics, &said.sources)?;
    match said.diagnostics.iter().map(|one| (one.severity, one.code)).min() {
        None => writeln!(io::stderr(), "{}: geen fouten gevonden", dossier.display())?,
        Some((_, code)) => writeln!(io::stderr(), "Meer over een code: voortgang uitleg {code}")?,
    }
    match &said.completeness {
        Some(completeness) => write!(io::stderr(), "\n{}", screen(dossier, completeness, colour)),
        None if said.is_read => Ok(()),
        None => writeln!(io::stderr(), "Wat het verslag nog mist, is te zien als alle bestanden te lezen zijn."),
    }
}

/// The completeness of a report on one screen.
fn screen(dossier: &Path, completeness: &Completeness, colour: Colour) -> String {
    let mut text = format!("{}: wat het convenant vraagt van verslag {}\n\n", dossier.display(), completeness.report);
    let width = |of: fn(&Item) -> &str| completeness.items.iter().map(|item| of(item).chars().count()).max();
    let articles = width(|item| &item.article).unwrap_or_default();
    let whats = width(|item| item.what).unwrap_or_default();
    for item in &completeness.items {
        let start = format!("  {:articles$}  {:whats$}  ", item.article, item.what);
        let indent = start.chars().count() + 2;
        text.push_str(&format!("{start}{} {}\n", sign(item.is_complete(), colour), wrapped(&there(item), indent)));
        if !item.missing.is_empty() {
            let indent = articles + 4;
            text.push_str(&format!("{}{}\n", " ".repeat(indent), missing(&item.missing, indent)));
        }
    }
    text.push_str(&format!("\n{}\n", wrapped(&next_step(completeness), 0)));
    text
}

fn sign(is_complete: bool, colour: Colour) -> String {
    match (is_complete, colour) {
        (true, Colour::Off) => "✓".to_owned(),
        (false, Colour::Off) => "✗".to_owned(),
        (true, Colour::On) => "\u{1b}[32m✓\u{1b}[0m".to_owned(),
        (false, Colour::On) => "\u{1b}[33m✗\u{1b}[0m".to_owned(),
    }
}

/// What is there of an item, and what else there is to know of it.
fn there(item: &Item) -> String {
    let parts: Vec<String> = item.counts.iter().map(Count::to_string).chain(item.note.clone()).collect();
    match parts.is_empty() {
        false => parts.join("; "),
        true if item.is_complete() => "ja".to_owned(),
        true => "nog niet".to_owned(),
    }
}

/// What is not there, in at most [`MOST_LINES`] lines.
fn missing(names: &[String], indent: usize) -> String {
    let in_words = |shown: usize| {
        let rest = match names.len() - shown {
            0 => String::new(),
            rest => format!("; en nog {rest}"),
        };
        wrapped(&format!("ontbreekt: {}{rest}", names[..shown].join("; ")), indent)
    };
    let fits = |shown: &usize| in_words(*shown).lines().count() <= MOST_LINES;
    in_words((1..=names.len()).rev().find(fits).unwrap_or(1))
}

/// Which step the report can take, and what stands in the way of the step after it.
fn next_step(completeness: &Completeness) -> String {
    match completeness.errors {
        0 => {}
        1 => return "Dit verslag is nog niet te maken: los eerst de fout hierboven op.".to_owned(),
        errors => return format!("Dit verslag is nog niet te maken: los eerst de {errors} fouten hierboven op."),
    }
    let open: Vec<&str> =
        completeness.ahead.iter().take_while(|step| step.in_the_way.is_empty()).map(|step| step.stage.word()).collect();
    let can = if completeness.ahead.is_empty() {
        format!("Dit verslag is {}.", completeness.stage.word())
    } else if open.is_empty() {
        String::new()
    } else {
        format!("Dit verslag kan worden {}.", format::list(&open))
    };
    let blocked = completeness.ahead.iter().find(|step| !step.in_the_way.is_empty()).map(|step| {
        let what = match step.stage {
            Stage::Concept | Stage::Discussed => "de bespreking",
            Stage::Adopted => "de vaststelling",
            Stage::Presented => "het aanbieden",
        };
        let count = step.count();
        let (verb, many) = if count == 1 { ("is", "melding") } else { ("zijn", "meldingen") };
        format!("Voor {what} {verb} nog {count} {many} hierboven op te lossen: {}.", codes(step))
    });
    let lacking = match completeness.items.iter().filter(|item| !item.is_complete()).count() {
        0 => String::new(),
        1 => "Van wat het convenant vraagt, ontbreekt nog iets bij 1 onderdeel (✗).".to_owned(),
        count => format!("Van wat het convenant vraagt, ontbreekt nog iets bij {count} onderdelen (✗)."),
    };
    [can, blocked.unwrap_or_default(), lacking]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// `R016 (2 keer) en R026`.
fn codes(step: &StepAhead) -> String {
    let words = step.in_the_way.iter().map(|(code, count)| match count {
        1 => (*code).to_owned(),
        count => format!("{code} ({count} keer)"),
    });
    format::list(&words.collect::<Vec<_>>())
}

/// Everything for machines: an object with `meldingen` and `volledigheid`.
fn for_machines(dossier: &Path, said: &Said) -> Value {
    json!({
        "dossier": dossier.display().to_string(),
        "meldingen": diagnostic::to_json(&said.diagnostics, &said.sources),
        "volledigheid": said.completeness.as_ref().map(in_json),
    })
}

fn in_json(completeness: &Completeness) -> Value {
    let items = completeness.items.iter().map(|item| {
        let counts = item
            .counts
            .iter()
            .map(|count| json!({ "wat": count.unit.1, "aanwezig": count.present, "totaal": count.total }));
        json!({
            "afspraak": compose::requirement_in_words(item.requirement).0,
            "artikel": item.article,
            "wat": item.what,
            "volledig": item.is_complete(),
            "aantallen": counts.collect::<Vec<_>>(),
            "ontbreekt": item.missing,
            "toelichting": item.note,
            "bestand": item.at.file_name(),
            "pad": item.at.to_string(),
        })
    });
    let ahead = completeness.ahead.iter().map(|step| {
        let in_the_way: BTreeMap<&str, usize> = step.in_the_way.clone();
        json!({ "stap": step.stage.word(), "kan": completeness.errors == 0 && step.in_the_way.is_empty(), "meldingen": in_the_way })
    });
    json!({
        "verslag": completeness.report.as_str(),
        "stap": completeness.stage.word(),
        "fouten": completeness.errors,
        "onderdelen": items.collect::<Vec<_>>(),
        "volgende-stappen": ahead.collect::<Vec<_>>(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Id;

    fn ahead(steps: &[(Stage, &[(&'static str, usize)])]) -> Vec<StepAhead> {
        let step = |(stage, codes): &(Stage, &[(&'static str, usize)])| StepAhead {
            stage: *stage,
            in_the_way: codes.iter().copied().collect(),
        };
        steps.iter().map(step).collect()
    }

    fn said(stage: Stage, errors: usize, ahead: Vec<StepAhead>) -> String {
        let report: Id = "2021".parse().unwrap();
        next_step(&Completeness { report, stage, items: Vec::new(), errors, ahead })
    }

    #[test]
    fn the_last_line_tells_which_step_comes_next() {
        use Stage::{Adopted, Concept, Discussed, Presented};
        let free = [(Discussed, &[][..]), (Adopted, &[]), (Presented, &[])];
        let later =
            [(Discussed, &[][..]), (Adopted, &[("R016", 2), ("R026", 1)]), (Presented, &[("R016", 2), ("R026", 1)])];
        let now = [(Discussed, &[("R050", 1)][..]), (Adopted, &[("R050", 1)]), (Presented, &[("R050", 1)])];
        for (text, expected) in [
            (said(Concept, 2, ahead(&free)), "Dit verslag is nog niet te maken: los eerst de 2 fouten hierboven op."),
            (said(Concept, 0, ahead(&free)), "Dit verslag kan worden besproken, vastgesteld en aangeboden."),
            (
                said(Concept, 0, ahead(&later)),
                "Dit verslag kan worden besproken. Voor de vaststelling zijn nog 3 meldingen hierboven op te lossen: R016 (2 keer) en R026.",
            ),
            (said(Concept, 0, ahead(&now)), "Voor de bespreking is nog 1 melding hierboven op te lossen: R050."),
            (said(Adopted, 0, ahead(&free[2..])), "Dit verslag kan worden aangeboden."),
            (said(Presented, 0, Vec::new()), "Dit verslag is aangeboden."),
        ] {
            assert_eq!(text, expected);
        }
    }

    #[test]
    fn a_long_list_of_what_lacks_is_cut_short() {
        let names: Vec<String> = (1..=40).map(|number| format!("Een project met nummer {number}")).collect();
        let text = missing(&names, 8);
        assert_eq!(text.lines().count(), MOST_LINES);
        assert!(text.starts_with("ontbreekt: Een project met nummer 1; ") && text.ends_with("; en nog 36"), "{text}");
        assert_eq!(missing(&names[..1], 8), "ontbreekt: Een project met nummer 1");
    }
}
