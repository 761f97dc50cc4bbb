//! The Dutch words for what stands where: groups, keys, and examples of each notation.

/// What a type of the model is called in a sentence: `in een meting`.
pub(crate) const NOUNS: &[(&str, &str)] = &[
    ("Accession", "een toetreding"),
    ("Ambition", "de ambitie"),
    ("Amendment", "een wijziging van het convenant"),
    ("ApproachElement", "een aanpakelement"),
    ("Area", "het gebied"),
    ("Budgeted", "een begroot bedrag"),
    ("Comparison", "het vergelijkingsgebied"),
    ("Contribution", "een bijdrage"),
    ("Cooperation", "de samenwerking"),
    ("Correction", "een correctie"),
    ("Deal", "het convenant"),
    ("Deviation", "een afwijking"),
    ("Distribution", "de verdeling"),
    ("ElementProgress", "de voortgang van een aanpakelement"),
    ("Factor", "een factor van de ambitie"),
    ("Funding", "een dekking"),
    ("Governance", "de governance"),
    ("Image", "een beeld"),
    ("Indicator", "een indicator"),
    ("JudgementOverride", "een oordeel"),
    ("Lesson", "een les"),
    ("LinkedTask", "een meekoppelkans"),
    ("Measurement", "een meting"),
    ("Meeting", "een bijeenkomst"),
    ("Caveat", "een kanttekening"),
    ("MethodBreak", "een methodebreuk"),
    ("NotMeasured", "een niet-gemeten waarde"),
    ("Obstacle", "een knelpunt"),
    ("Party", "een partij"),
    ("Period", "een periode"),
    ("Pillar", "een pijler"),
    ("PillarProgress", "de voortgang van een pijler"),
    ("PillarResult", "een pijlerresultaat"),
    ("Project", "een project"),
    ("ProjectChange", "een wijziging van een project"),
    ("ProjectProgress", "de voortgang van een project"),
    ("Receipt", "een ontvangst"),
    ("Recipient", "een ontvanger van het verslag"),
    ("References", "de kenmerken"),
    ("Report", "een verslag"),
    ("ResultState", "de stand van een pijlerresultaat"),
    ("Review", "een herziening van de verdeling"),
    ("Risk", "een risico"),
    ("SpendingFile", "een bestand met bestedingen"),
    ("SpendingRow", "een bestedingsregel"),
    ("Start", "de inwerkingtreding"),
    ("Status", "de status van een verslag"),
    ("Target", "een streefwaarde"),
    ("Term", "een termijn"),
    ("Theme", "een thema"),
    ("TrafficLight", "een stoplicht"),
    ("Wijk", "een wijk"),
];

/// What a type is called, by its name in the schema.
pub(crate) fn noun(name: &str) -> &'static str {
    NOUNS.iter().find(|(known, _)| *known == name).map_or("deze groep", |(_, noun)| noun)
}

/// What a notation is, and how a value in it looks, by its name in the schema.
const NOTATIONS: &[(&str, &str, &str)] = &[
    ("bedrag", "een bedrag in euro's", "74250,13"),
    ("datum", "een datum: jaar, maand, dag", "2021-12-31"),
    ("geheel-getal", "een geheel getal", "3"),
    ("id", "een korte naam met kleine letters, cijfers en koppeltekens", "een-naam"),
    ("jaar", "een jaartal", "2021"),
    ("markdown", "tekst", "…"),
    ("meetwaarde", "een getal", "4,9"),
    ("moment", "een datum of een moment", "najaar 2019"),
    ("percentage", "een percentage", "60%"),
    ("tekst", "een korte tekst", "…"),
    ("verschil", "een verschil met eenheid", "0,5 punt"),
];

/// A notation in words, with an example.
pub(crate) fn notation(format: &str) -> (&'static str, &'static str) {
    NOTATIONS.iter().find(|(known, ..)| *known == format).map_or(("een waarde", "…"), |(_, words, example)| (words, example))
}

/// What a key is for, where its name alone does not say so.
const MEANINGS: &[(&str, &str)] = &[
    ("aanduiding", "de afkorting van de partij, zoals in het convenant"),
    ("aanpak", "het onderdeel van de aanpak waar het bij hoort"),
    ("aard", "wat voor toezegging of resultaat het is"),
    ("alt", "wat er op het beeld te zien is, voor wie het niet kan zien"),
    ("artikel", "het artikel van het convenant waarin dit staat"),
    ("beheersmaatregel", "wat u doet om het risico klein te houden"),
    ("bekend-op", "de dag waarop dit bekend werd; een ouder verslag laat het weg"),
    ("bepalingen", "in welk artikel van uw convenant elke afspraak staat"),
    ("bestand", "de plek van het beeld, bijvoorbeeld `beelden/buurthuis.jpg`"),
    ("bijschrift", "de regel onder het beeld"),
    ("bijsturing", "wat u eraan doet"),
    ("bron", "waar dit vandaan komt"),
    ("concept", "de dag waarop het concept klaar was"),
    ("definitie", "hoe de waarde tot stand komt"),
    ("deelnemers", "wie aan het overleg deelnemen"),
    ("doel", "het doel, in de woorden van het convenant"),
    ("factoren", "de factoren die de ambitie noemt"),
    ("gebied", "het gebied of de wijk waar dit over gaat"),
    ("gegevensstand", "de dag tot en met welke gegevens meetellen"),
    ("gerealiseerd", "wat in dit jaar is uitgegeven"),
    ("gevolg", "wat dit betekent voor het doel"),
    ("inwerkingtreding", "de dag waarop de deal inging"),
    ("kans", "hoe waarschijnlijk het is"),
    ("kernboodschap", "de tekst die alle partijen naar buiten gebruiken"),
    ("korte-naam", "een korte naam voor grafieken en smalle tabellen"),
    ("maat", "wat voor getallen het zijn"),
    ("maker", "wie het beeld heeft gemaakt"),
    ("meetgebied", "het gebied waar de streefwaarde over gaat"),
    ("nummer", "het nummer in het convenant"),
    ("ontvangers", "het ministerie dat het verslag ontvangt, met de dag waarop dat begon"),
    ("opgave", "het probleem, in de woorden van het convenant"),
    ("peildatum", "de dag waarvan de stand wordt beschreven"),
    ("periode", "de dagen waarover het gaat (`van` en `tot`)"),
    ("populatie", "over wie of wat de waarde gaat"),
    ("primitief", "de begroting zoals eerst vastgesteld"),
    ("reden", "waarom dit zo is"),
    ("richting", "of hoger of juist lager beter is"),
    ("rijksbeleid", "het beleid van het Rijk waar het thema bij aansluit"),
    ("samenvatting", "het jaar in het kort"),
    ("schaal", "of het voor elke wijk geldt of voor de deal als geheel"),
    ("soort", "om welke soort het gaat"),
    ("stand", "hoe ver het resultaat is"),
    ("t-m", "de laatste dag waarover de regel gaat"),
    ("telling", "hoe de waarden van verschillende jaren zich verhouden"),
    ("toerekening", "welk deel van het project voor welke pijler telt"),
    ("toestemming", "wie toestemming gaf om het beeld te gebruiken"),
    ("tranche", "de hoeveelste ronde van de Regio Deals"),
    ("uitvoerder", "wie het uitvoert of meet"),
    ("versie", "de versie, zoals op de omslag"),
    ("zijde", "voor wie de partij optreedt"),
];

/// What a key is for; `None` when its name says so.
pub(crate) fn meaning(key: &str) -> Option<&'static str> {
    MEANINGS.iter().find(|(known, _)| *known == key).map(|(_, meaning)| *meaning)
}

/// `` `a`, `b` of `c` ``.
pub(crate) fn either(words: &[&str]) -> String {
    joined(words, "of")
}

/// `` `a`, `b` en `c` ``.
pub(crate) fn both(words: &[&str]) -> String {
    joined(words, "en")
}

fn joined(words: &[&str], last_word: &str) -> String {
    match words {
        [] => String::new(),
        [one] => format!("`{one}`"),
        [first @ .., last] => {
            let first: Vec<String> = first.iter().map(|word| format!("`{word}`")).collect();
            format!("{} {last_word} `{last}`", first.join(", "))
        }
    }
}

/// The known word that was probably meant; `None` when none is near.
pub(crate) fn nearest<'a>(word: &str, known: &[&'a str]) -> Option<&'a str> {
    let plain = |text: &str| text.to_lowercase().replace(['_', ' '], "-");
    let word = plain(word);
    let distance = |other: &str| strsim::damerau_levenshtein(&word, &plain(other));
    let best = known.iter().min_by_key(|other| distance(other))?;
    let far = distance(best);
    let longest = word.chars().count().max(best.chars().count());
    let shortest = word.chars().count().min(best.chars().count());
    let begins = shortest >= 4 && (best.starts_with(&word) || word.starts_with(*best));
    (far <= 1 && longest > 2 || far * 3 <= longest || begins).then_some(*best)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_near_word_is_found_and_a_far_one_is_not() {
        assert_eq!(nearest("nulmetting", &["nulmeting", "eindmeting"]), Some("nulmeting"));
        assert_eq!(nearest("Bekend_op", &["bekend-op", "bron"]), Some("bekend-op"));
        assert_eq!(nearest("bekendop", &["bekend-op", "bron"]), Some("bekend-op"));
        assert_eq!(nearest("kleur", &["bekend-op", "bron"]), None);
        assert_eq!(nearest("toelichting", &["toelichting-financien"]), Some("toelichting-financien"));
        assert_eq!(nearest("x", &["n"]), None);
    }
}
