//! Tells where a national figure comes from: the figure, each part with its deal, and what is left out.

use std::io::{self, Write};

use crate::cli::Format;
use crate::commands::ExitStatus;
use crate::commands::text::wrapped;
use crate::figures::overview::{Assurance, Part};
use crate::format;
use crate::origin::{Delivered, Named, NationalFound, NationalTraced, in_print};
use crate::read::PORTFOLIO;

/// How many other figures are named under an answer.
const MOST_OTHERS: usize = 5;

pub(super) fn answer(
    file: &str,
    question: &str,
    found: &NationalFound,
    form: Format,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> io::Result<ExitStatus> {
    match found {
        NationalFound::One(traced) if form == Format::Json => {
            let text = serde_json::to_string_pretty(traced).map_err(io::Error::other)?;
            writeln!(out, "{text}")?;
            return Ok(ExitStatus::Written);
        }
        NationalFound::One(traced) => {
            tell(traced, out)?;
            return Ok(ExitStatus::Written);
        }
        NationalFound::Several(named) => {
            writeln!(err, "fout: {file}: “{question}” past even goed bij meer dan één cijfer")?;
            writeln!(err, "hulp: vraag preciezer, bijvoorbeeld met de naam die achter het cijfer staat")?;
            names(named, err)?;
        }
        NationalFound::Nothing(near) => {
            writeln!(err, "fout: {file}: geen cijfer gevonden voor “{question}”")?;
            if near.is_empty() {
                writeln!(
                    err,
                    "hulp: noem het cijfer zoals het in het overzicht heet, bijvoorbeeld: besteed tranche 2"
                )?;
            } else {
                writeln!(err, "hulp: bedoelde u een van deze?")?;
                names(near, err)?;
            }
        }
        NationalFound::OfDeal { deal, file: delivered } => {
            writeln!(err, "fout: {file}: geen landelijk cijfer gevonden voor “{question}”")?;
            writeln!(
                err,
                "hulp: een cijfer van {deal} alleen staat in het verslag van die deal; vraag het daaraan: `voortgang herkomst {delivered} …`"
            )?;
        }
        NationalFound::DoesNotAddUp { figure, stands, parts } => {
            writeln!(
                err,
                "fout: {file}: {} ({}) is niet de som van zijn delen: er staat {stands}, de delen zijn samen {parts}",
                figure.label, figure.id
            )?;
            writeln!(
                err,
                "hulp: het bestand is na het maken veranderd; vraag wie het overzicht maakte om het oorspronkelijke bestand"
            )?;
        }
    }
    Ok(ExitStatus::Rejected)
}

fn names(named: &[Named], to: &mut dyn Write) -> io::Result<()> {
    named.iter().try_for_each(|one| writeln!(to, "  {} ({})", one.label, one.id))
}

fn tell(traced: &NationalTraced, out: &mut dyn Write) -> io::Result<()> {
    let NationalTraced { figure, others, .. } = traced;
    if let Some(deal) = &traced.deal {
        return tell_of(deal, traced, out);
    }
    writeln!(out, "{} ({})", figure.label, figure.id)?;
    let of = format::plural(figure.all, "deal", "deals");
    let value = in_print(figure.value, &figure.unit);
    writeln!(out, "  waarde:      {value}, van {} van {of}", figure.count())?;
    writeln!(out, "  berekening:  {}", wrapped(&figure.formula, 15))?;
    for part in &figure.parts {
        writeln!(out)?;
        of_deal(part, &figure.unit, traced, out)?;
    }
    if !figure.left_out.is_empty() {
        writeln!(out, "\nNiet meegeteld:")?;
        for left_out in &figure.left_out {
            writeln!(out, "  {}", wrapped(&format!("{}: {}", left_out.name, left_out.reason), 4))?;
        }
    }
    if !others.is_empty() {
        writeln!(out, "\nOok gevonden:")?;
        names(&others[..others.len().min(MOST_OTHERS)], out)?;
        if others.len() > MOST_OTHERS {
            writeln!(out, "  en nog {}", others.len() - MOST_OTHERS)?;
        }
    }
    Ok(())
}

/// The part of one deal, and the whole in a line.
fn tell_of(deal: &str, traced: &NationalTraced, out: &mut dyn Write) -> io::Result<()> {
    let NationalTraced { figure, .. } = traced;
    let what = figure.label.rsplit_once(", ").map_or(figure.label.as_str(), |(what, _)| what);
    writeln!(out, "{what}, {deal}")?;
    for part in figure.parts.iter().filter(|part| part.name == deal) {
        of_deal(part, &figure.unit, traced, out)?;
    }
    for left_out in figure.left_out.iter().filter(|left_out| left_out.name == deal) {
        writeln!(out, "  {}", wrapped(&format!("niet meegeteld: {}", left_out.reason), 4))?;
    }
    let value = in_print(figure.value, &figure.unit);
    let of = format::plural(figure.all, "deal", "deals");
    writeln!(out, "\nAlles samen ({}): {value}, van {} van {of}", figure.id, figure.count())
}

/// What one deal has in a figure, and where it stands.
fn of_deal(part: &Part, unit: &str, traced: &NationalTraced, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}: {}", part.name, in_print(part.value.value, unit))?;
    let print = part.fingerprint.get(..12).unwrap_or(&part.fingerprint);
    let from = if traced.portfolio.as_deref() == Some(part.fingerprint.as_str()) {
        format!("{PORTFOLIO}, vingerafdruk {print}")
    } else {
        match traced.deliveries.get(&part.fingerprint) {
            Some(Delivered { file, assurance }) => format!("{file}, vingerafdruk {print} ({})", how_sure(assurance)),
            None => format!("vingerafdruk {print}"),
        }
    };
    writeln!(out, "  uit:         {}", wrapped(&from, 15))?;
    if !part.value.formula.is_empty() {
        writeln!(out, "  berekening:  {}", wrapped(&part.value.formula, 15))?;
    }
    if !part.value.places.is_empty() {
        writeln!(out, "  staat in:    {}", wrapped(&places(&part.value.places), 15))?;
    }
    Ok(())
}

/// The places by file, with the lines of each in order: `bestedingen/2020.yaml:2, 3, 10`.
fn places(places: &[String]) -> String {
    let mut files: Vec<(&str, Vec<&str>)> = Vec::new();
    for place in places {
        let (file, line) = place.rsplit_once(':').unwrap_or((place, ""));
        match files.iter_mut().find(|(known, _)| *known == file) {
            Some((_, lines)) => lines.push(line),
            None => files.push((file, vec![line])),
        }
    }
    let told = files.into_iter().map(|(file, mut lines)| {
        lines.sort_by_key(|line| (line.parse::<usize>().unwrap_or(usize::MAX), *line));
        lines.dedup();
        if lines == [""] { file.to_owned() } else { format!("{file}:{}", lines.join(", ")) }
    });
    told.collect::<Vec<_>>().join("; ")
}

fn how_sure(assurance: &Assurance) -> String {
    match assurance {
        Assurance::Proven => "bewezen".to_owned(),
        Assurance::Resaved => "inhoud bewezen, bestand opnieuw opgeslagen".to_owned(),
        Assurance::DataOnly(why) => format!("niet bewezen: {why}"),
        Assurance::Dossier => "dossier".to_owned(),
    }
}
