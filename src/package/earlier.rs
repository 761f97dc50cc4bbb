//! What stands where a package comes: an earlier package of the same report that nobody touched gives way, anything
//! else stays.

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;

use super::Package;
use super::manifest::{MANIFEST, SUMS};
use crate::format;
use crate::world::sha256;

/// Why what stands there does not give way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stays {
    /// It is no package.
    NoPackage,
    /// It is the package of another report.
    OfOther {
        /// The id of the deal.
        deal: String,
        /// The id of the report.
        report: String,
    },
    /// A person changed or added files, or took them away.
    Touched(Vec<String>),
}

impl fmt::Display for Stays {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoPackage => write!(formatter, "in de map met die naam staat iets anders dan een pakket"),
            Self::OfOther { deal, report } => {
                write!(
                    formatter,
                    "in de map met die naam staat het pakket van een ander verslag: `{report}` van `{deal}`"
                )
            }
            Self::Touched(names) => {
                write!(formatter, "in het pakket dat er al staat, is na het maken iets veranderd: {}", shown(names))
            }
        }
    }
}

impl Stays {
    /// What the user can do, in Dutch.
    #[must_use]
    pub const fn hint(&self) -> &'static str {
        match self {
            Self::NoPackage | Self::OfOther { .. } => "noem bij `--uitvoer` een andere map",
            Self::Touched(_) => {
                "geef die map een andere naam: dan blijft uw werk bewaard. Draai daarna de opdracht opnieuw"
            }
        }
    }
}

/// The first few names.
fn shown(names: &[String]) -> String {
    let first: Vec<String> = names.iter().take(3).map(|name| format!("`{name}`")).collect();
    match names.len().saturating_sub(first.len()) {
        0 => format::list(&first.iter().map(String::as_str).collect::<Vec<_>>()),
        more => format!("{} en nog {more}", first.join(", ")),
    }
}

/// What a manifest says it is about.
#[derive(Deserialize)]
struct AboutOther {
    deal: String,
    verslag: String,
}

impl Package {
    /// Whether this package may take the place of the files that stand there.
    ///
    /// # Errors
    /// When they are no package, or one of another report, or a person changed something in it.
    pub fn may_replace(&self, standing: &BTreeMap<String, Vec<u8>>) -> Result<(), Stays> {
        let about = standing.get(MANIFEST).and_then(|bytes| serde_json::from_slice::<AboutOther>(bytes).ok());
        let sums = standing.get(SUMS).and_then(|bytes| std::str::from_utf8(bytes).ok());
        let (Some(about), Some(sums)) = (about, sums) else { return Err(Stays::NoPackage) };
        if (about.deal.as_str(), about.verslag.as_str()) != (self.deal.as_str(), self.report.as_str()) {
            return Err(Stays::OfOther { deal: about.deal, report: about.verslag });
        }
        let mut made: BTreeMap<&str, &str> =
            sums.lines().filter_map(|line| line.split_once("  ")).map(|(sum, name)| (name, sum)).collect();
        let mut touched: Vec<String> = standing
            .iter()
            .filter(|(name, _)| *name != SUMS)
            .filter(|(name, bytes)| made.remove(name.as_str()) != Some(sha256(bytes).as_str()))
            .map(|(name, _)| name.clone())
            .collect();
        touched.extend(made.into_keys().map(ToOwned::to_owned));
        if touched.is_empty() { Ok(()) } else { Err(Stays::Touched(touched)) }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{package, with_report};
    use super::*;

    fn with_standing(look: impl Fn(&Package, BTreeMap<String, Vec<u8>>)) {
        with_report(|about| {
            let package = package(about);
            let standing = package.files.iter().map(|file| (file.name.clone(), file.bytes.clone())).collect();
            look(&package, standing);
        });
    }

    #[test]
    fn a_package_that_nobody_touched_gives_way() {
        with_standing(|package, standing| assert_eq!(package.may_replace(&standing), Ok(())));
    }

    #[test]
    fn what_a_person_did_stays() {
        with_standing(|package, mut standing| {
            standing.get_mut("0-LEESMIJ.txt").unwrap().push(b'x');
            standing.insert("eigen notitie.txt".to_owned(), b"bellen".to_vec());
            standing.remove("open-data/deal.csv");
            let stays = package.may_replace(&standing).unwrap_err();
            let names = ["0-LEESMIJ.txt", "eigen notitie.txt", "open-data/deal.csv"].map(ToOwned::to_owned);
            assert_eq!(stays, Stays::Touched(names.to_vec()));
            assert_eq!(
                stays.to_string(),
                "in het pakket dat er al staat, is na het maken iets veranderd: `0-LEESMIJ.txt`, `eigen notitie.txt` en `open-data/deal.csv`"
            );
        });
    }

    #[test]
    fn another_report_and_other_files_stay() {
        with_standing(|package, standing| {
            let other = Package { report: "tussenbericht".to_owned(), ..package.clone() };
            let stays = other.may_replace(&standing).unwrap_err();
            assert_eq!(stays, Stays::OfOther { deal: "den-haag-zuidwest".to_owned(), report: "2021".to_owned() });
            let something = BTreeMap::from([("brief.docx".to_owned(), Vec::new())]);
            assert_eq!(package.may_replace(&something), Err(Stays::NoPackage));
        });
    }
}
