//! A row of `reeks` as YAML.

use super::{Outcome, Value};
use crate::model::{Date, Derivation, DerivationMethod, Id, MeasurementRole, Period};

/// A row that is to be added.
#[derive(Debug)]
pub(super) struct Row<'a> {
    pub(super) recipe: &'a Derivation,
    pub(super) method: DerivationMethod,
    pub(super) area: &'a Id,
    pub(super) role: Option<MeasurementRole>,
    pub(super) outcome: &'a Outcome,
    /// The `bekend-op` of the row it corrects.
    pub(super) revises: Option<Date>,
    pub(super) fingerprint: &'a str,
}

impl Row<'_> {
    /// The lines of the row, each without the indent of its list; the first begins with a hyphen.
    pub(super) fn lines(&self) -> Vec<String> {
        let mut lines = Vec::new();
        let mut add = |key: &str, value: String| lines.push(format!("{key}: {value}"));
        let recipe = self.recipe;
        let stretch = |period: &Period| format!("{{van: {}, tot: {}}}", period.from, period.to);
        if let Some(role) = self.role {
            add("meting", role.word().to_owned());
        }
        if let Some(fieldwork) = &recipe.fieldwork {
            add("veldwerk", stretch(fieldwork));
        }
        if let Some(period) = &recipe.period {
            add("periode", stretch(period));
        }
        if let Some(day) = recipe.reference_date {
            add("peildatum", day.to_string());
        }
        add("bekend-op", recipe.known_on.to_string());
        add("gebied", self.area.to_string());
        let number = |value: &rust_decimal::Decimal| value.normalize().to_string().replace('.', ",");
        let mut remark = None;
        match self.outcome {
            Outcome::Value(Value { value, margin, n, remark: said }) => {
                add("waarde", number(value));
                if let Some(margin) = margin {
                    add("marge", number(margin));
                }
                if let Some(n) = n {
                    add("n", n.to_string());
                }
                if is_low(recipe, *n) {
                    add("kwaliteit", "lage-respons".to_owned());
                }
                remark = said.as_deref();
            }
            Outcome::NotMeasured(reason) | Outcome::NotShown(reason) => {
                add("niet-gemeten", String::new());
                if matches!(self.outcome, Outcome::NotShown(_)) {
                    add("  soort", "niet-getoond".to_owned());
                }
                add("  reden", text(reason));
            }
        }
        add("bron", text(recipe.source.as_str()));
        if let Some(revised) = self.revises {
            add("herziet", revised.to_string());
            if let Some(reason) = &recipe.reason {
                add("reden", text(reason.as_str()));
            }
        }
        add("afgeleid", String::new());
        add("  methode", self.method.word().to_owned());
        add("  bron-vingerafdruk", format!("\"{}\"", self.fingerprint));
        add("  programma", text(concat!("voortgang ", env!("CARGO_PKG_VERSION"))));
        if let Some(remark) = remark {
            add("  opmerking", text(remark));
        }
        if recipe.invented.is_yes() {
            add("fictief", "ja".to_owned());
        }
        let mark =
            |(index, line): (usize, String)| format!("{}{}", if index == 0 { "- " } else { "  " }, line.trim_end());
        lines.into_iter().enumerate().map(mark).collect()
    }
}

/// Whether fewer people answered than the source calls reliable.
pub(super) fn is_low(recipe: &Derivation, n: Option<u32>) -> bool {
    recipe.minimum_response.zip(n).is_some_and(|(minimum, n)| n < minimum.0)
}

/// A text as YAML: as it is when nothing in it can be read otherwise, else between quotes.
fn text(text: &str) -> String {
    let is_plain = |sign: char| sign.is_alphanumeric() || matches!(sign, ' ' | '(' | ')' | ',' | '.' | ';' | '/' | '-');
    let starts_well = text.chars().next().is_some_and(char::is_alphabetic);
    let is_word = ["ja", "nee", "null", "true", "false", "yes", "no"].contains(&text.to_lowercase().as_str());
    if starts_well && !is_word && text.chars().all(is_plain) && !text.ends_with(' ') {
        text.to_owned()
    } else {
        serde_json::Value::from(text).to_string()
    }
}
