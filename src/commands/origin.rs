//! `voortgang herkomst`: where a figure comes from.

mod national;

use std::io::{self, Write};

use super::{ExitStatus, ask_about};
use crate::cli::{Format, OriginArgs};
use crate::format;
use crate::origin::{Found, Source, Traced};
use crate::workers::jobs::{self, Origins};

/// How many figures are told of; of more only the names.
const MOST_FIGURES: usize = 10;

/// How many names are named.
const MOST_NAMES: usize = 40;

/// How many places of a figure are shown when there is more than one figure.
const MOST_PLACES: usize = 8;

/// How many signs of a line are shown.
const LONGEST_LINE: usize = 240;

pub(super) fn run(arguments: &OriginArgs) -> io::Result<ExitStatus> {
    let name = arguments.file.display().to_string();
    let question = arguments.question.join(" ");
    let job = jobs::Origin { file: arguments.file.clone(), question: question.clone() };
    let (out, err) = (&mut io::stdout(), &mut io::stderr());
    match ask_about(&arguments.file, &job)? {
        Ok(Origins::Report(found)) => answer(&name, &question, &found, arguments.format, out, err),
        Ok(Origins::Overview(found)) => national::answer(&name, &question, &found, arguments.format, out, err),
        Err(status) => Ok(status),
    }
}

/// Tells what was found in a report.
fn answer(
    file: &str,
    question: &str,
    found: &Found,
    form: Format,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> io::Result<ExitStatus> {
    let Found { figures, near } = found;
    if figures.is_empty() {
        writeln!(err, "fout: {file}: geen cijfer gevonden voor “{question}”")?;
        if question.to_lowercase().contains("project") {
            writeln!(
                err,
                "let op: aantallen projecten staan niet in herkomst.csv; zij zijn geteld in de map `projecten`"
            )?;
        }
        if near.is_empty() {
            writeln!(err, "hulp: noem het cijfer zoals het in de tabel of de tekst heet")?;
        } else {
            writeln!(err, "hulp: bedoelde u een van deze?")?;
            for name in near {
                writeln!(err, "  {name}")?;
            }
        }
        return Ok(ExitStatus::Rejected);
    }
    if form == Format::Json {
        let text = serde_json::to_string_pretty(figures).map_err(io::Error::other)?;
        writeln!(out, "{text}")?;
        return Ok(ExitStatus::Written);
    }
    if figures.len() > MOST_FIGURES {
        let count = format::count(figures.len());
        writeln!(err, "fout: {file}: “{question}” past op {count} cijfers\nhulp: vraag preciezer; gevonden zijn:")?;
        for figure in figures.iter().take(MOST_NAMES) {
            writeln!(err, "  {}: {}", figure.name(), figure.printed)?;
        }
        if figures.len() > MOST_NAMES {
            writeln!(err, "  en nog {}", figures.len() - MOST_NAMES)?;
        }
        return Ok(ExitStatus::Rejected);
    }
    let most = if figures.len() == 1 { usize::MAX } else { MOST_PLACES };
    for (number, figure) in figures.iter().enumerate() {
        if number > 0 {
            writeln!(out)?;
        }
        tell(figure, most, out)?;
    }
    Ok(ExitStatus::Written)
}

fn tell(figure: &Traced, most: usize, out: &mut dyn Write) -> io::Result<()> {
    let Traced { printed, exact, unit, formula, sources, .. } = figure;
    writeln!(out, "{}", figure.name())?;
    writeln!(out, "  gedrukt:      {printed}")?;
    writeln!(out, "  exact:        {}", format!("{} {unit}", exact.replace('.', ",")).trim_end())?;
    writeln!(
        out,
        "  berekening:   {}",
        if formula.is_empty() { "geen: het staat zo in het dossier" } else { formula }
    )?;
    let mut deal = "";
    for source in sources.iter().take(most) {
        if source.deal != deal {
            deal = &source.deal;
            let print = source.fingerprint.get(..12).unwrap_or(&source.fingerprint);
            writeln!(out, "  uit {deal} (gegevens {print}):")?;
        }
        place(source, out)?;
    }
    if sources.len() > most {
        writeln!(out, "    en nog {}; vraag naar dit cijfer alleen om ze alle te zien", places(sources.len() - most))?;
    }
    Ok(())
}

fn places(count: usize) -> String {
    format::plural(count, "plaats", "plaatsen")
}

/// A place, with its text beside it or, of more lines, under it.
fn place(source: &Source, out: &mut dyn Write) -> io::Result<()> {
    let Source { file, lines, texts, .. } = source;
    match texts.as_slice() {
        [] => writeln!(out, "    {file}:{lines}"),
        [text] => writeln!(out, "    {file}:{lines}: {}", cut(text)),
        texts => {
            writeln!(out, "    {file}:{lines}:")?;
            texts.iter().try_for_each(|text| writeln!(out, "      {}", cut(text)))
        }
    }
}

fn cut(text: &str) -> String {
    let short: String = text.chars().take(LONGEST_LINE).collect();
    if short.len() < text.len() { format!("{short}…") } else { short }
}
