//! The command line: what can be asked, in Dutch, and nothing of how it is done.

use std::ffi::OsString;
use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::error::{ContextKind, ErrorKind};
use clap::{ArgGroup, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};

/// Maakt van een dossier over een Regio Deal de jaarlijkse voortgangsrapportage.
#[derive(Debug, Parser)]
#[command(
    name = "voortgang",
    version,
    disable_help_flag = true,
    disable_version_flag = true,
    disable_help_subcommand = true,
    subcommand_required = true,
    subcommand_value_name = "OPDRACHT",
    subcommand_help_heading = "Opdrachten",
    help_template = HELP
)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,

    /// Toon deze hulp
    #[arg(short = 'h', long = "help", visible_alias = "hulp", action = clap::ArgAction::Help, global = true, display_order = 100, help_heading = "Opties")]
    help: Option<bool>,

    /// Toon de versie
    #[arg(short = 'V', long = "versie", visible_alias = "version", action = clap::ArgAction::Version, display_order = 101, help_heading = "Opties")]
    version: Option<bool>,
}

const HELP: &str = "{about}\n\nGebruik: {usage}\n\n{all-args}";

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Maak het rapport als pdf
    #[command(override_usage = "voortgang rapport [OPTIES] <DOSSIER>...", help_template = HELP, group = ArgGroup::new("welk").args(["year", "report"]))]
    Rapport(ReportArgs),
    /// Controleer het dossier: alle fouten tegelijk, en wat het verslag nog mist
    #[command(override_usage = "voortgang controleer [OPTIES] <DOSSIER>...", help_template = HELP, group = ArgGroup::new("welk").args(["year", "report"]))]
    Controleer(CheckArgs),
    /// Leg uit wat een code in een melding betekent
    #[command(override_usage = "voortgang uitleg [CODE]...", help_template = HELP)]
    Uitleg(ExplainArgs),
    /// Zet bestanden klaar waarmee een tekstprogramma de sleutels aanvult en uitlegt
    #[command(override_usage = "voortgang schema <DOSSIER>", help_template = HELP)]
    Schema(SchemaArgs),
    /// Maak een nieuw dossier om in te vullen
    #[command(override_usage = "voortgang nieuw [OPTIES] <MAP>", help_template = HELP)]
    Nieuw(NewArgs),
    /// Maak het verslag van het volgende jaar, zo ver mogelijk ingevuld
    #[command(override_usage = "voortgang nieuw-jaar [OPTIES] <DOSSIER>", help_template = HELP)]
    NieuwJaar(NextYearArgs),
    /// Maak openbare metingen uit de bestanden in `intern`
    #[command(override_usage = "voortgang afleiden [OPTIES] <DOSSIER> [RECEPT]...", help_template = HELP)]
    Afleiden(DeriveArgs),
    /// Haal het dossier uit een rapport
    #[command(override_usage = "voortgang uitpakken <RAPPORT.pdf> <MAP>", help_template = HELP)]
    Uitpakken(ExtractArgs),
    /// Maak rapporten opnieuw uit de gegevens die erin zitten, en vergelijk
    #[command(override_usage = "voortgang bewijs <RAPPORT.pdf>...", help_template = HELP)]
    Bewijs(ProveArgs),
    /// Maak het landelijke overzicht van rapporten en dossiers
    #[command(override_usage = "voortgang overzicht [OPTIES] --jaar <JAAR> <PAD>...", help_template = HELP)]
    Overzicht(OverviewArgs),
    /// Maak het pakket voor de raad: bijlage, verslag, archief, webpagina, open data en metagegevens
    #[command(override_usage = "voortgang griffie [OPTIES] <DOSSIER>", help_template = HELP, group = ArgGroup::new("welk").args(["year", "report"]))]
    Griffie(CouncilArgs),
    /// Zet een registratienummer in een rapport
    #[command(override_usage = "voortgang stempel [OPTIES] --kenmerk <KENMERK> <RAPPORT.pdf>", help_template = HELP)]
    Stempel(StampArgs),
    /// Zeg waar een cijfer vandaan komt: deal, bestand en regel
    #[command(override_usage = "voortgang herkomst [OPTIES] <BESTAND> <VRAAG>...", help_template = HELP)]
    Herkomst(OriginArgs),
    /// Does jobs for another process of this program.
    #[command(name = crate::workers::WORKER, hide = true)]
    Worker {
        /// How much memory it may use, in bytes.
        memory: Option<u64>,
    },
}

/// What `uitpakken` can be asked.
#[derive(Debug, clap::Args)]
pub struct ExtractArgs {
    /// Een rapport van `voortgang rapport`, of een overzicht van `voortgang overzicht`
    #[arg(value_name = "RAPPORT.pdf", display_order = 1, help_heading = "Wat u opgeeft")]
    pub pdf: PathBuf,

    /// De map waarin het dossier komt; zij is er nog niet, of zij is leeg
    #[arg(value_name = "MAP", display_order = 2, help_heading = "Wat u opgeeft")]
    pub folder: PathBuf,
}

/// What `bewijs` can be asked.
#[derive(Debug, clap::Args)]
pub struct ProveArgs {
    /// Een rapport van `voortgang rapport` of een overzicht van `voortgang overzicht`, of een map daarmee; meer dan één mag
    #[arg(value_name = "RAPPORT.pdf", required = true, help_heading = "Wat u opgeeft")]
    pub pdfs: Vec<PathBuf>,
}

/// What `overzicht` can be asked.
#[derive(Debug, clap::Args)]
pub struct OverviewArgs {
    /// Rapporten (pdf), dossiers, en mappen met beide; ook die van het jaar ervoor, om mee te vergelijken
    #[arg(value_name = "PAD", required = true, help_heading = "Wat u opgeeft")]
    pub paths: Vec<PathBuf>,

    /// Het jaar waarover het overzicht gaat
    #[arg(long = "jaar", value_name = "JAAR", required = true, value_parser = clap::value_parser!(i32).range(1900..=2090), help_heading = "Opties")]
    pub year: i32,

    /// De lijst van alle deals, met wat het Rijk betaalde en met de eigen teksten
    #[arg(long = "portefeuille", value_name = "BESTAND", help_heading = "Opties")]
    pub portfolio: Option<PathBuf>,

    /// Tel ook rapporten mee die nog een concept zijn
    #[arg(long = "met-concepten", help_heading = "Opties")]
    pub with_concepts: bool,

    /// Maak de rapporten niet opnieuw om ze te controleren: sneller, en het overzicht zegt het erbij
    #[arg(long = "zonder-bewijs", help_heading = "Opties")]
    pub without_proof: bool,

    /// Eindig met een fout (1) als iets niet te verwerken was
    #[arg(long = "streng", help_heading = "Opties")]
    pub strict: bool,

    /// Waar de bestanden komen: een map, of een bestand dat op .pdf eindigt [standaard: output]
    #[arg(long = "uitvoer", value_name = "PAD", help_heading = "Opties")]
    pub output: Option<PathBuf>,
}

/// What `griffie` can be asked.
#[derive(Debug, clap::Args)]
pub struct CouncilArgs {
    /// De map met het dossier
    #[arg(value_name = "DOSSIER", help_heading = "Wat u opgeeft")]
    pub dossier: PathBuf,

    /// Het jaar waarover de rapportage gaat; zonder deze optie het laatste verslag
    #[arg(long = "jaar", value_name = "JAAR", help_heading = "Opties")]
    pub year: Option<i32>,

    /// Het verslag met deze naam uit de map verslagen
    #[arg(long = "verslag", value_name = "NAAM", help_heading = "Opties")]
    pub report: Option<String>,

    /// Het registratienummer van het verslag, als dat er al is
    #[arg(long = "kenmerk", value_name = "KENMERK", help_heading = "Opties")]
    pub number: Option<String>,

    /// Het registratienummer van de raadsbijlage: dat is een eigen stuk
    #[arg(long = "kenmerk-bijlage", value_name = "KENMERK", help_heading = "Opties")]
    pub annex_number: Option<String>,

    /// De map waarin het pakket komt [standaard: output]
    #[arg(long = "uitvoer", value_name = "MAP", help_heading = "Opties")]
    pub output: Option<PathBuf>,
}

/// What `stempel` can be asked.
#[derive(Debug, clap::Args)]
pub struct StampArgs {
    /// Een rapport dat met `voortgang rapport` of `voortgang griffie` is gemaakt
    #[arg(value_name = "RAPPORT.pdf", help_heading = "Wat u opgeeft")]
    pub pdf: PathBuf,

    /// Het registratienummer, bijvoorbeeld RIS123456
    #[arg(long = "kenmerk", value_name = "KENMERK", required = true, help_heading = "Opties")]
    pub number: String,

    /// Maak ook de archiefkopie: PDF/A-2a, zonder bestanden erin
    #[arg(long = "archief", help_heading = "Opties")]
    pub archive: bool,

    /// Waar de pdf komt: een map, of een bestand dat op .pdf eindigt [standaard: output]
    #[arg(long = "uitvoer", value_name = "PAD", help_heading = "Opties")]
    pub output: Option<PathBuf>,
}

/// What `herkomst` can be asked.
#[derive(Debug, clap::Args)]
pub struct OriginArgs {
    /// Een overzicht (pdf of json) of een rapport (pdf)
    #[arg(value_name = "BESTAND", display_order = 1, help_heading = "Wat u opgeeft")]
    pub file: PathBuf,

    /// Het cijfer in woorden, bijvoorbeeld: besteed tranche 2
    #[arg(value_name = "VRAAG", display_order = 2, required = true, help_heading = "Wat u opgeeft")]
    pub question: Vec<String>,

    /// De vorm van het antwoord: tekst (voor mensen) of json (voor programma's) [standaard: tekst]
    #[arg(
        long = "formaat",
        value_name = "VORM",
        default_value = "tekst",
        hide_default_value = true,
        hide_possible_values = true,
        help_heading = "Opties"
    )]
    pub format: Format,
}

/// What `afleiden` can be asked.
#[derive(Debug, clap::Args)]
pub struct DeriveArgs {
    /// De map met het dossier
    #[arg(value_name = "DOSSIER", help_heading = "Wat u opgeeft")]
    pub dossier: PathBuf,

    /// De recepten in `intern/afleidingen`, zonder `.yaml`; zonder namen alle
    #[arg(value_name = "RECEPT", help_heading = "Wat u opgeeft")]
    pub recipes: Vec<String>,

    /// Zet de rijen in `indicatoren`; zonder deze optie worden ze alleen getoond
    #[arg(long = "schrijf", help_heading = "Opties")]
    pub write: bool,
}

/// What `rapport` can be asked.
#[derive(Debug, clap::Args)]
pub struct ReportArgs {
    /// De map met het dossier; meer dan één mag
    #[arg(value_name = "DOSSIER", required = true, help_heading = "Wat u opgeeft")]
    pub dossiers: Vec<PathBuf>,

    /// Het jaar waarover de rapportage gaat; zonder deze optie het laatste verslag
    #[arg(long = "jaar", value_name = "JAAR", help_heading = "Opties")]
    pub year: Option<i32>,

    /// Het verslag met deze naam uit de map verslagen
    #[arg(long = "verslag", value_name = "NAAM", help_heading = "Opties")]
    pub report: Option<String>,

    /// Waar de pdf komt: een map, of een bestand dat op .pdf eindigt [standaard: output]
    #[arg(long = "uitvoer", value_name = "PAD", help_heading = "Opties")]
    pub output: Option<PathBuf>,

    /// Een map met eigen sjablonen; wat daar ontbreekt, blijft ingebouwd
    #[arg(long = "sjablonen", value_name = "MAP", help_heading = "Opties")]
    pub templates: Option<PathBuf>,

    /// Hoeveel rapporten tegelijk [standaard: zoveel als er processorkernen zijn]
    #[arg(long = "processen", value_name = "AANTAL", help_heading = "Opties")]
    pub processes: Option<NonZeroUsize>,
}

/// What `controleer` can be asked.
#[derive(Debug, clap::Args)]
pub struct CheckArgs {
    /// De map met het dossier, of een portefeuille.yaml; meer dan één mag
    #[arg(value_name = "DOSSIER", required = true, help_heading = "Wat u opgeeft")]
    pub dossiers: Vec<PathBuf>,

    /// Het jaar van de rapportage waarvan u de volledigheid wilt zien; zonder deze optie het laatste verslag
    #[arg(long = "jaar", value_name = "JAAR", help_heading = "Opties")]
    pub year: Option<i32>,

    /// Het verslag met deze naam uit de map verslagen
    #[arg(long = "verslag", value_name = "NAAM", help_heading = "Opties")]
    pub report: Option<String>,

    /// De vorm van de meldingen: tekst (voor mensen) of json (voor programma's) [standaard: tekst]
    #[arg(
        long = "formaat",
        value_name = "VORM",
        default_value = "tekst",
        hide_default_value = true,
        hide_possible_values = true,
        help_heading = "Opties"
    )]
    pub format: Format,
}

/// What `uitleg` can be asked.
#[derive(Debug, clap::Args)]
pub struct ExplainArgs {
    /// De code uit de melding, bijvoorbeeld L025 of R003; zonder code ziet u alle codes
    #[arg(value_name = "CODE", help_heading = "Wat u opgeeft")]
    pub codes: Vec<String>,
}

/// What `schema` can be asked.
#[derive(Debug, clap::Args)]
pub struct SchemaArgs {
    /// De map met het dossier, of met een portefeuille.yaml
    #[arg(value_name = "DOSSIER", required = true, help_heading = "Wat u opgeeft")]
    pub dossier: PathBuf,
}

/// What `nieuw` can be asked.
#[derive(Debug, clap::Args)]
pub struct NewArgs {
    /// De map waarin het dossier komt; zij is er nog niet, of zij is leeg
    #[arg(value_name = "MAP", help_heading = "Wat u opgeeft")]
    pub folder: PathBuf,

    /// De naam van de Regio Deal
    #[arg(long = "naam", value_name = "NAAM", help_heading = "Opties")]
    pub name: Option<String>,

    /// Het jaar waarover het eerste verslag gaat [standaard: vorig jaar]
    #[arg(long = "jaar", value_name = "JAAR", value_parser = clap::value_parser!(i32).range(1900..=2090), help_heading = "Opties")]
    pub year: Option<i32>,
}

/// What `nieuw-jaar` can be asked.
#[derive(Debug, clap::Args)]
pub struct NextYearArgs {
    /// De map met het dossier
    #[arg(value_name = "DOSSIER", help_heading = "Wat u opgeeft")]
    pub dossier: PathBuf,

    /// Het jaar waarover het verslag gaat [standaard: het jaar na het laatste verslag]
    #[arg(long = "jaar", value_name = "JAAR", value_parser = clap::value_parser!(i32).range(1900..=2090), help_heading = "Opties")]
    pub year: Option<i32>,
}

/// The form of diagnostics and answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people.
    #[value(name = "tekst")]
    Text,
    /// For machines.
    #[value(name = "json")]
    Json,
}

/// Why the command line was not understood, or the help that was asked for.
#[derive(Debug)]
pub enum Usage {
    /// The text that was asked for.
    Help(String),
    /// What is wrong, in Dutch.
    Wrong(String),
}

impl Cli {
    /// Reads the arguments.
    ///
    /// # Errors
    /// When they are not understood, or when help or the version was asked for.
    pub fn read(arguments: impl IntoIterator<Item = OsString>) -> Result<Self, Usage> {
        let arguments: Vec<OsString> = arguments.into_iter().collect();
        let command = Self::command();
        let known: Vec<&str> =
            command.get_subcommands().filter(|one| !one.is_hide_set()).map(clap::Command::get_name).collect();
        let asked = arguments.iter().skip(1).find_map(|word| known.iter().find(|name| word == **name)).copied();
        let asked = asked.map_or_else(|| "voortgang".to_owned(), |name| format!("voortgang {name}"));
        let matches = command.clone().try_get_matches_from(arguments).map_err(|error| explain(&error, &asked))?;
        Self::from_arg_matches(&matches).map_err(|error| explain(&error, &asked))
    }
}

/// A message of clap in Dutch, with what to do: the help of the command that was asked for says more.
fn explain(error: &clap::Error, asked: &str) -> Usage {
    let context = |kind| error.get(kind).map(ToString::to_string).unwrap_or_default();
    let argument = context(ContextKind::InvalidArg);
    let value = context(ContextKind::InvalidValue);
    let message = match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => return Usage::Help(error.render().to_string()),
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand | ErrorKind::MissingSubcommand => {
            "er is geen opdracht gegeven".to_owned()
        }
        ErrorKind::InvalidSubcommand => {
            format!("de opdracht `{}` bestaat niet", context(ContextKind::InvalidSubcommand))
        }
        ErrorKind::UnknownArgument => format!("de optie `{argument}` bestaat niet"),
        ErrorKind::MissingRequiredArgument => format!("er ontbreekt iets: {argument}"),
        ErrorKind::ArgumentConflict => format!("`{argument}` gaat niet samen met `{}`", context(ContextKind::PriorArg)),
        ErrorKind::InvalidValue if value.is_empty() => format!("achter `{argument}` ontbreekt de waarde"),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => format!("`{value}` past niet bij `{argument}`"),
        ErrorKind::TooManyValues | ErrorKind::WrongNumberOfValues | ErrorKind::TooFewValues => {
            format!("het aantal waarden bij `{argument}` klopt niet")
        }
        _ => "de opdracht is niet begrepen".to_owned(),
    };
    let near = [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue]
        .into_iter()
        .find_map(|kind| error.get(kind))
        .map_or_else(String::new, |near| format!("\nhulp: bedoelde u `{near}`?"));
    Usage::Wrong(format!("fout: {message}{near}\nhulp: `{asked} --help` toont wat er kan\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(arguments: &[&str]) -> String {
        match Cli::read(arguments.iter().map(OsString::from)) {
            Err(Usage::Wrong(text)) => text,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn clap_finds_no_fault_in_the_definition() {
        Cli::command().debug_assert();
    }

    #[test]
    fn mistakes_are_explained_in_dutch() {
        assert_eq!(
            wrong(&["voortgang", "raport", "map"]),
            "fout: de opdracht `raport` bestaat niet\nhulp: bedoelde u `rapport`?\nhulp: `voortgang --help` toont wat er kan\n"
        );
        assert!(wrong(&["voortgang", "rapport"]).starts_with("fout: er ontbreekt iets: <DOSSIER>"));
        assert!(wrong(&["voortgang", "rapport", "map", "--jaar", "xx"]).contains("`xx` past niet bij `--jaar"));
        assert!(
            wrong(&["voortgang", "rapport", "map", "--jaar", "2021", "--verslag", "x"]).contains("gaat niet samen met")
        );
    }
}
