//! The area of a deal, its wijken, and the area it is compared with.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Id, Text};

/// The area the deal is about (art. 1).
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Area {
    /// The id by which measurements name the whole area.
    pub id: Id,
    /// Full name.
    #[serde(rename = "naam")]
    pub name: Text,
    /// Number of inhabitants in the words of the source.
    #[serde(rename = "inwoners")]
    pub inhabitants: Option<Text>,
    /// How sources call the whole area, besides its id and name.
    #[serde(rename = "andere-namen", default)]
    pub other_names: Vec<Text>,
    /// The wijken in the order of the covenant.
    pub wijken: Vec<Wijk>,
    /// The larger area whose average is the yardstick of the ambition.
    #[serde(rename = "vergelijking")]
    pub comparison: Option<Comparison>,
}

/// A wijk as the covenant counts it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Wijk {
    /// The id by which files refer to it.
    pub id: Id,
    /// Full name.
    #[serde(rename = "naam")]
    pub name: Text,
    /// CBS code of the wijk this one is (part of).
    #[serde(rename = "cbs-code")]
    pub cbs_code: Option<Text>,
    /// How sources call it, besides its id, name and CBS code. Two wijken may share a name, when a
    /// source counts them as one.
    #[serde(rename = "andere-namen", default)]
    pub other_names: Vec<Text>,
    /// How another source delimits it.
    #[serde(rename = "toelichting")]
    pub note: Option<Text>,
}

/// The area whose average the gap is measured to.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Comparison {
    /// The id by which measurements name it.
    pub id: Id,
    /// Full name.
    #[serde(rename = "naam")]
    pub name: Text,
    /// How sources call it, besides its id and name, as in `GM0518` and `'s-Gravenhage`.
    #[serde(rename = "andere-namen", default)]
    pub other_names: Vec<Text>,
}

/// What a name in a source stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Named<'a> {
    /// These wijken of the deal: one, or several that the source counts as one.
    Wijken(Vec<&'a Id>),
    /// The whole area of the deal.
    Area(&'a Id),
    /// The area it is compared with.
    Comparison(&'a Id),
}

impl Area {
    /// What a name in a source stands for, whatever its capitals; `None` for a name that is not
    /// known here. A name of one or more wijken is never taken for that of a larger area.
    #[must_use]
    pub fn named(&self, name: &str) -> Option<Named<'_>> {
        let is = |id: &Id, own: &Text, others: &[Text]| {
            let fits = |known: &str| same_name(known, name);
            fits(id.as_str()) || fits(own.as_str()) || others.iter().any(|other| fits(other.as_str()))
        };
        let has_code = |wijk: &Wijk| wijk.cbs_code.as_ref().is_some_and(|code| same_name(code.as_str(), name));
        let wijken: Vec<&Id> = self
            .wijken
            .iter()
            .filter(|wijk| is(&wijk.id, &wijk.name, &wijk.other_names) || has_code(wijk))
            .map(|wijk| &wijk.id)
            .collect();
        if !wijken.is_empty() {
            return Some(Named::Wijken(wijken));
        }
        if is(&self.id, &self.name, &self.other_names) {
            return Some(Named::Area(&self.id));
        }
        let other = self.comparison.as_ref()?;
        is(&other.id, &other.name, &other.other_names).then_some(Named::Comparison(&other.id))
    }
}

/// Whether two spellings are one name: the same letters, whatever their capitals, the blanks around
/// them and the form of the apostrophe.
fn same_name(one: &str, other: &str) -> bool {
    let plain = |name: &str| name.trim().to_lowercase().replace(['’', '‘', '`'], "'");
    plain(one) == plain(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn area() -> Area {
        let text = include_str!("../../fixtures/valid/den-haag-zuidwest/deal.yaml");
        serde_yaml::from_str::<crate::model::Deal>(text).unwrap().area
    }

    /// What a name stands for, in short.
    fn stands_for(name: &str) -> String {
        match area().named(name) {
            None => "?".to_owned(),
            Some(Named::Wijken(wijken)) => wijken.iter().map(|id| id.as_str()).collect::<Vec<_>>().join("+"),
            Some(Named::Area(id) | Named::Comparison(id)) => id.to_string(),
        }
    }

    /// Section 1.4 of the domain facts: the CBS counts Bouwlust en Vrederust as one wijk; and case 7
    /// of its section 8: four ways to write the name of the city.
    #[test]
    fn sources_have_their_own_names_for_areas() {
        for (name, found) in [
            ("Bouwlust", "bouwlust"),
            ("WK051833", "bouwlust+vrederust"),
            ("Bouwlust en Vrederust", "bouwlust+vrederust"),
            ("wk051834", "morgenstond"),
            (" Moerwijk ", "moerwijk"),
            ("Den Haag Zuidwest", "zuidwest"),
            ("Den Haag", "den-haag"),
            ("'s-Gravenhage", "den-haag"),
            ("’s-Gravenhage", "den-haag"),
            ("gm0518", "den-haag"),
            ("GM0518", "den-haag"),
            ("Loosduinen", "?"),
        ] {
            assert_eq!(stands_for(name), found, "{name}");
        }
    }
}
