//! R009: a target without a shape, with more than one, or of a shape that does not fit.

use rust_decimal::Decimal;

use super::{Rule, Subject};
use crate::diagnostic::Diagnostic;
use crate::format;
use crate::model::{
    Counting, Difference, DifferenceUnit, Direction, Indicator, IndicatorKind, MeasureKind, Requirement, Target,
    TargetSubject,
};

pub(super) const RULE: Rule = Rule {
    code: "R009",
    requirement: Some(Requirement::IntendedResults),
    what: "Een streefwaarde heeft precies één vorm: `verschil`, `waarde`, `cumulatief` of `alleen-richting: ja`, passend bij `maat`, `richting` en `telling`. Met `over: achterstand` gaat zij over de achterstand op het vergelijkingsgebied.",
    why: "Elke vorm wordt anders beoordeeld. Een percentage verandert in procentpunten, een score in punten, en wat daalt heeft een negatief verschil. Ook een achterstand die kleiner wordt, daalt.",
    example: "maat: percentage\nstreefwaarde: {verschil: -10 punt, van: najaar 2019, tot: najaar 2023}",
    solution: "Kies de vorm die in het convenant staat en laat de andere weg.",
    find,
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for indicator in &subject.dossier.indicators {
        let Some(target) = &indicator.target else { continue };
        shape(indicator, target, &mut found);
        counting(indicator, target, &mut found);
        if target.subject == TargetSubject::Gap {
            gap(subject, indicator, &mut found);
        }
        if let Some(difference) = &target.difference {
            sign(indicator, target.subject, difference, &mut found);
            unit(indicator, difference, &mut found);
        }
    }
    found
}

fn shape(indicator: &Indicator, target: &Target, found: &mut Vec<Diagnostic>) {
    let at = indicator.at.key("streefwaarde");
    let shapes = [
        target.difference.is_some(),
        target.level.is_some(),
        target.cumulative.is_some(),
        target.direction_only.is_yes(),
    ];
    match shapes.iter().filter(|given| **given).count() {
        1 => {}
        0 => found.push(
            Diagnostic::error(RULE.code, at.clone(), "deze streefwaarde zegt niet wat er bereikt moet worden")
                .hint("geef `verschil`, `waarde` of `cumulatief`, of schrijf `alleen-richting: ja`"),
        ),
        _ => found.push(
            Diagnostic::error(RULE.code, at.clone(), "deze streefwaarde heeft meer dan één vorm")
                .hint("houd alleen de vorm die in het convenant staat"),
        ),
    }
    if indicator.kind == IndicatorKind::KeyFigure {
        found.push(
            Diagnostic::error(RULE.code, at, "een kengetal heeft geen streefwaarde")
                .hint("haal `streefwaarde` weg, of maak de `soort` effect of prestatie"),
        );
    }
}

/// A count from the start is a cumulative series, and such a series has no difference.
fn counting(indicator: &Indicator, target: &Target, found: &mut Vec<Diagnostic>) {
    let at = indicator.at.key("streefwaarde");
    let (at, message, hint) = match (indicator.counting, target) {
        (Counting::Snapshot | Counting::PerPeriod, Target { cumulative: Some(_), .. }) => (
            at.key("cumulatief"),
            "deze streefwaarde telt vanaf het begin, maar de metingen doen dat niet",
            "tellen de metingen vanaf het begin? schrijf `telling: cumulatief`; kies anders `waarde` als streefwaarde",
        ),
        (Counting::Cumulative, Target { difference: Some(_), .. }) => (
            at.key("verschil"),
            "metingen die vanaf het begin tellen, hebben geen nulmeting om een verschil mee te bepalen",
            "schrijf bij `cumulatief` het aantal dat vanaf het begin bereikt moet zijn, of kies een andere `telling`",
        ),
        _ => return,
    };
    found.push(
        Diagnostic::error(RULE.code, at, message).label(indicator.at.key("telling"), "dit is de telling").hint(hint),
    );
}

/// A gap is between two areas, and a count from the start has none.
fn gap(subject: &Subject<'_>, indicator: &Indicator, found: &mut Vec<Diagnostic>) {
    let at = indicator.at.key("streefwaarde").key("over");
    let other = subject.dossier.deal.area.comparison.as_ref();
    let (message, hint) = if indicator.counting == Counting::Cumulative {
        (
            "een telling vanaf het begin heeft geen achterstand op een ander gebied",
            "haal `over: achterstand` weg, of kies een andere `telling`",
        )
    } else if other.is_none() {
        (
            "deze streefwaarde gaat over een achterstand, maar de deal heeft geen gebied om mee te vergelijken",
            "noem dat gebied in `deal.yaml`, onder `gebied`, bij `vergelijking`",
        )
    } else if other.is_some_and(|other| other.id == indicator.area) {
        (
            "een gebied heeft geen achterstand op zichzelf",
            "kies als `meetgebied` het gebied van de deal, of haal `over: achterstand` weg",
        )
    } else {
        return;
    };
    found.push(Diagnostic::error(RULE.code, at, message).hint(hint));
}

/// What should rise has a positive difference, what should fall a negative one; a gap should fall.
fn sign(indicator: &Indicator, subject: TargetSubject, difference: &Difference, found: &mut Vec<Diagnostic>) {
    let value = difference.value;
    let (fits, direction, other) = match (subject, indicator.direction) {
        (TargetSubject::Gap, _) => (
            value < Decimal::ZERO,
            "een kleinere achterstand krijgen",
            "zet een min voor het verschil: een achterstand die kleiner wordt, daalt",
        ),
        (TargetSubject::Level, Direction::Rises) => {
            (value > Decimal::ZERO, "stijgen", "haal de min weg, of kies `richting: daalt`")
        }
        (TargetSubject::Level, Direction::Falls) => {
            (value < Decimal::ZERO, "dalen", "zet een min voor het verschil, of kies `richting: stijgt`")
        }
    };
    if fits {
        return;
    }
    let at = indicator.at.key("streefwaarde").key("verschil");
    let (message, hint) = if value.is_zero() {
        (
            "een verschil van nul is geen streefwaarde".to_owned(),
            "schrijf hoeveel er moet veranderen, of kies `alleen-richting: ja` als er geen getal is afgesproken"
                .to_owned(),
        )
    } else {
        (
            format!(
                "deze indicator moet {direction}, maar het verschil is {}",
                format::signed(value, value.normalize().scale())
            ),
            other.to_owned(),
        )
    };
    let (key, what) = match subject {
        TargetSubject::Gap => (indicator.at.key("streefwaarde").key("over"), "hierover gaat de streefwaarde"),
        TargetSubject::Level => (indicator.at.key("richting"), "dit is de richting"),
    };
    found.push(Diagnostic::error(RULE.code, at, message).label(key, what).hint(hint));
}

fn unit(indicator: &Indicator, difference: &Difference, found: &mut Vec<Diagnostic>) {
    let (expected, words) = match indicator.measure {
        MeasureKind::Percentage => (DifferenceUnit::PercentagePoint, "procentpunt"),
        MeasureKind::ScaleScore | MeasureKind::Mark => (DifferenceUnit::Point, "punt"),
        MeasureKind::Number => return,
    };
    if difference.unit != expected {
        found.push(
            Diagnostic::error(
                RULE.code,
                indicator.at.key("streefwaarde").key("verschil"),
                "de eenheid van dit verschil past niet bij de maat van de indicator",
            )
            .label(indicator.at.key("maat"), "dit is de maat")
            .hint(format!("schrijf het verschil in {words}")),
        );
    }
}
