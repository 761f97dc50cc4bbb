//! Every kind of mistake that deriving can find, with its explanation for `voortgang uitleg`.

use crate::read::Explanation;

/// There is no recipe, or not the one that was asked for.
pub(crate) const NO_RECIPE: &str = "A001";
/// A recipe that does not fit the dossier.
pub(super) const RECIPE: &str = "A002";
/// The file of a recipe cannot be read.
pub(crate) const SHEET: &str = "A003";
/// A row or cell of that file.
pub(super) const CELL: &str = "A004";
/// An outcome that differs from a row that is there.
pub(super) const CHANGED: &str = "A005";
/// A row that cannot be written by the program.
pub(crate) const NOT_WRITTEN: &str = "A006";

/// All codes of deriving, in order.
pub const CODES: &[Explanation] = &[
    Explanation {
        code: NO_RECIPE,
        title: "er is geen recept om een meting af te leiden",
        text: "`voortgang afleiden` leest recepten: bestanden `intern/afleidingen/<naam>.yaml`. Een recept noemt de indicator, het csv-bestand in `intern`, de manier van rekenen en wat er verder in de rij komt: `veldwerk`, `peildatum` of `periode`, `bekend-op` en `bron`. Alleen de uitkomst komt in het openbare dossier. Een recept voor een register bestaat bijvoorbeeld uit deze regels: `indicator: geactiveerd`, `periode: {van: 2020-01-01, tot: 2020-12-31}`, `bekend-op: 2021-02-12`, `bron: registratie van de gemeente`, `bestand: register-2020.csv`, `scheidingsteken: puntkomma`, `gebiedskolom: wijk`, `gebieden: [zuidwest, moerwijk]`, `willekeurige-tekst: …` (twintig letters en cijfers door elkaar) en `aantallen: {persoon: nummer}`.",
    },
    Explanation {
        code: RECIPE,
        title: "een recept past niet bij het dossier",
        text: "Een recept noemt een indicator en gebieden die in het dossier staan, precies één tijd en precies één manier van rekenen: `schaalscore` of `schaalscore-totalen` (voor een schaalscore), `gewogen-gemiddelde`, of `aantallen` (voor een aantal mensen). Verbeter wat de melding noemt.",
    },
    Explanation {
        code: SHEET,
        title: "het bestand van een recept is niet te lezen",
        text: "Het recept noemt bij `bestand` een csv-bestand met zijn naam binnen de map `intern`, bijvoorbeeld `respondenten-2019.csv`. Het bestand is opgeslagen als UTF-8 (of zoals `codering` in het recept zegt), begint met een regel met de namen van de kolommen, en gebruikt het `scheidingsteken` van het recept. Een bestand buiten `intern` wordt niet gelezen.",
    },
    Explanation {
        code: CELL,
        title: "een rij of vakje van het bestand klopt niet",
        text: "Het programma raadt niets. Staat er in een vakje iets anders dan het recept noemt, dan stopt het rekenen en noemt de melding de rij (zoals in uw rekenprogramma: de kopregel is rij 1) en de kolom. Verbeter het bestand, of het recept. Namen van gebieden die niet bij de deal horen, noemt u in het recept bij `overslaan`.",
    },
    Explanation {
        code: CHANGED,
        title: "de uitkomst is anders dan een rij die er al staat",
        text: "Een rij in `reeks` wordt nooit overschreven. Een andere uitkomst wordt een correctie: een nieuwe rij met `herziet` en `reden`. Schrijf daarvoor in het recept een `reden` en een latere `bekend-op`. Eén uitzondering: mag een aantal dat er al staat niet openbaar zijn, dan haalt u die rij zelf weg.",
    },
    Explanation {
        code: NOT_WRITTEN,
        title: "het programma kan de rij niet zelf in het bestand zetten",
        text: "Het programma zet een nieuwe rij onderaan de lijst `reeks` van de indicator, en laat alles wat er stond zoals het is. Dat kan alleen als `reeks` een lijst is met een streepje voor elke rij, of nog niet bestaat. Staat `reeks` tussen vierkante haken, zet de rijen dan eerst onder elkaar, elk met een streepje ervoor.",
    },
];
