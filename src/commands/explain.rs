//! `voortgang uitleg`: the page behind the code of a diagnostic.

use std::io::{self, IsTerminal, Write};

use super::ExitStatus;
use super::text::{indented, wrapped};
use crate::check::{PORTFOLIO_RULES, PortfolioRule, RULES, Rule};
use crate::cli::ExplainArgs;
use crate::compose;
use crate::derive;
use crate::read::{CODES, Explanation};
use crate::typeset;

/// What the codes of the program itself mean.
const OWN: &[Explanation] = &[
    Explanation {
        code: "T001",
        title: "het opmaken van het rapport lukte niet",
        text: "Het dossier is goed, maar het rapport kon niet worden opgemaakt. Dat is een fout in het programma of in uw eigen sjablonen. De melding noemt het sjabloon en de regel. Meld het bij de beheerder van `voortgang`, met het bestand dat op `.fout.typ` eindigt.",
    },
    Explanation {
        code: "T002",
        title: "er ging iets mis in het programma zelf",
        text: "Dit ligt niet aan uw dossier. Meld deze fout bij de beheerder van `voortgang`, en schrijf erbij wat u deed.",
    },
    Explanation {
        code: "T003",
        title: "het gevraagde verslag is er niet",
        text: "Met `--jaar` of `--verslag` vraagt u om een verslag dat niet in de map `verslagen` staat. `--verslag` noemt de naam van het bestand zonder `.yaml`. `--jaar` zoekt een jaarlijks verslag (`soort: voortgang`) waarvan de periode in dat jaar eindigt.",
    },
    Explanation {
        code: "T004",
        title: "het kenmerk is al van een ander stuk, of het stuk heeft al een ander kenmerk",
        text: "Elk stuk voor de raad heeft één registratienummer, dat geen ander stuk heeft. Het verslag noemt het zijne in `verslagen/<naam>.yaml` bij `kenmerk`, en dat van de raadsbijlage bij `kenmerk-raadsbijlage`. U geeft met `--kenmerk` of `--kenmerk-bijlage` een ander nummer op, of een nummer dat al bij een ander stuk staat. Is het nummer in het dossier goed, dan komt het al op het stuk en hoeft u niets op te geven. Is het fout, verbeter het dan in het dossier.",
    },
    Explanation {
        code: "T005",
        title: "het rapport wordt te groot",
        text: "Een rapport draagt zijn beelden twee keer: op de bladzijde en als bestand. Is het groter dan 100 MB, dan kan niemand het meer openen om de gegevens eruit te halen, ook dit programma niet. Maak de beelden kleiner: voor een afdruk is een foto van 2.000 beeldpunten breed genoeg.",
    },
];

/// What a code stands for.
enum Page {
    Rule(&'static Rule),
    PortfolioRule(&'static PortfolioRule),
    Text(&'static Explanation),
}

impl Page {
    fn all() -> impl Iterator<Item = Self> {
        let texts = |codes: &'static [Explanation]| codes.iter().map(Self::Text);
        let rules = RULES.iter().map(Self::Rule).chain(PORTFOLIO_RULES.iter().map(Self::PortfolioRule));
        texts(CODES).chain(rules).chain(texts(derive::CODES)).chain(texts(typeset::CODES)).chain(texts(OWN))
    }

    fn code(&self) -> &'static str {
        match self {
            Self::Rule(rule) => rule.code,
            Self::PortfolioRule(rule) => rule.code,
            Self::Text(known) => known.code,
        }
    }

    /// The page in one line.
    fn title(&self) -> &'static str {
        match self {
            Self::Rule(rule) => rule.what,
            Self::PortfolioRule(rule) => rule.what,
            Self::Text(known) => known.title,
        }
    }

    fn print(&self, bold: Bold) -> String {
        match self {
            Self::Text(known) => {
                let title = wrapped(&format!("{}: {}", known.code, known.title), 0);
                format!("{}\n\n  {}\n", bold.of(&title), wrapped(known.text, 2))
            }
            Self::Rule(rule) => print(rule, bold),
            Self::PortfolioRule(rule) => print(rule, bold),
        }
    }
}

/// The page of a rule.
fn print<Find>(rule: &Rule<Find>, bold: Bold) -> String {
    let mut page = format!("{}\n", bold.of(&wrapped(&format!("{}: {}", rule.code, rule.what), 0)));
    let mut part = |head: &str, text: &str| page.push_str(&format!("\n{}\n{text}\n", bold.of(head)));
    part("Waarom", &format!("  {}", wrapped(rule.why, 2)));
    part("Voorbeeld van wat deze melding geeft", &indented(rule.example, 4));
    part("Wat u doet", &format!("  {}", wrapped(rule.solution, 2)));
    if let Some(requirement) = rule.requirement {
        let (key, words) = compose::requirement_in_words(requirement);
        let text = format!("{words}. Het artikel staat in deal.yaml, bij `bepalingen`, achter `{key}`.");
        part("Afspraak in het convenant", &format!("  {}", wrapped(&text, 2)));
    }
    page
}

/// Whether a terminal shows heads in bold.
#[derive(Clone, Copy)]
struct Bold(bool);

impl Bold {
    fn of(self, text: &str) -> String {
        if self.0 { format!("\u{1b}[1m{text}\u{1b}[0m") } else { text.to_owned() }
    }
}

pub(super) fn run(arguments: &ExplainArgs) -> io::Result<ExitStatus> {
    let bold = Bold(io::stdout().is_terminal());
    if arguments.codes.is_empty() {
        write!(io::stdout(), "{}", list(bold))?;
        return Ok(ExitStatus::Written);
    }
    let mut status = ExitStatus::Written;
    let mut pages = Vec::new();
    for asked in &arguments.codes {
        let code = plain(asked);
        if let Some(page) = Page::all().find(|page| page.code() == code) {
            pages.push(page.print(bold));
        } else {
            write!(io::stderr(), "{}", unknown(asked, &code))?;
            status = ExitStatus::Failed;
        }
    }
    write!(io::stdout(), "{}", pages.join("\n"))?;
    Ok(status)
}

/// A code as it is printed in a diagnostic: `r12` and `fout[R012]` are `R012`.
fn plain(asked: &str) -> String {
    let code = asked.split(['[', ']']).nth(1).unwrap_or(asked);
    let code: String = code.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_uppercase();
    let digits = code.get(1..).filter(|rest| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit()));
    match digits.and_then(|digits| digits.parse::<u16>().ok()) {
        Some(number) => format!("{}{number:03}", &code[..1]),
        None => code,
    }
}

/// That a code is not known, with the one that was probably meant.
fn unknown(asked: &str, code: &str) -> String {
    let near = Page::all()
        .map(|page| (strsim::damerau_levenshtein(page.code(), code), page))
        .filter(|(distance, _)| *distance <= 2)
        .min_by_key(|(distance, _)| *distance);
    let near = near.map_or_else(String::new, |(_, page)| format!("hulp: bedoelde u `{}`?\n", page.code()));
    format!("fout: de code `{asked}` bestaat niet\n{near}hulp: `voortgang uitleg` toont alle codes\n")
}

/// All codes, each with its title.
fn list(bold: Bold) -> String {
    let mut text = String::new();
    for (head, letter) in [
        ("Lezen van de bestanden", 'L'),
        ("Regels over de inhoud (R080 en verder: over de portefeuille)", 'R'),
        ("Metingen afleiden", 'A'),
        ("Opmaak van de bladzijden", 'V'),
        ("Het programma zelf", 'T'),
    ] {
        text.push_str(&format!("{}\n", bold.of(head)));
        for page in Page::all().filter(|page| page.code().starts_with(letter)) {
            text.push_str(&format!("  {}  {}\n", page.code(), wrapped(page.title(), 8)));
        }
        text.push('\n');
    }
    let legend = "Een fout staat het rapport in de weg. Een waarschuwing en een tip niet; sommige worden een fout als het verslag een stap verder is, en dat staat er dan bij.";
    text.push_str(&format!("{}\n{}\n", wrapped(legend, 0), "`voortgang uitleg R003` legt één code uit."));
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_known_however_it_is_typed() {
        for asked in ["R012", "r012", "R12", "r12", "fout[R012]", "R012:", " R012 "] {
            assert_eq!(plain(asked), "R012", "{asked}");
        }
        assert_eq!(plain("é"), "");
        assert_eq!(plain("R99999999"), "R99999999");
    }

    #[test]
    fn every_code_has_a_page_of_its_own() {
        let mut codes: Vec<&str> = Page::all().map(|page| page.code()).collect();
        let all = codes.len();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), all);
        for page in Page::all() {
            let text = page.print(Bold(false));
            assert!(text.starts_with(page.code()), "{text}");
            assert!(text.lines().all(|line| line.chars().count() <= 80 || line.starts_with("    ")), "{text}");
        }
    }

    #[test]
    fn an_example_of_a_rule_is_yaml() {
        let examples = RULES.iter().map(|rule| (rule.code, rule.example));
        let all = examples.chain(PORTFOLIO_RULES.iter().map(|rule| (rule.code, rule.example)));
        for (code, example) in all {
            assert!(serde_yaml::from_str::<serde_yaml::Value>(example).is_ok() && !example.is_empty(), "{code}");
        }
    }
}
