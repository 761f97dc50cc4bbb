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
    ("Sheet", "een blad"),
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
    NOTATIONS
        .iter()
        .find(|(known, ..)| *known == format)
        .map_or(("een waarde", "…"), |(_, words, example)| (words, example))
}

/// What a key is for: in one type of the model, or anywhere.
const MEANINGS: &[(&str, &str, &str)] = &[
    ("", "aanduiding", "de afkorting van de partij, zoals in het convenant"),
    ("Distribution", "aandelen", "het afgesproken deel per pijler; zonder deze delen komt er geen referentielijn"),
    ("", "aandelen-bron", "wie de delen heeft vastgelegd, en waar"),
    ("", "aangeboden", "de dag waarop het verslag naar de raad en het ministerie ging"),
    ("Project", "aanpak", "het onderdeel van de aanpak dat het project uitvoert"),
    ("Pillar", "aanpak", "de onderdelen van de aanpak van de pijler"),
    ("", "aantoonbaar", "of het convenant vraagt dat het resultaat aantoonbaar is"),
    ("Contribution", "aard", "hoe hard de toezegging is"),
    ("PillarResult", "aard", "wat voor resultaat is afgesproken"),
    ("", "actie", "wat eraan is gedaan of gevraagd"),
    ("", "afkortingen", "de afkortingen in het verslag, met hun betekenis"),
    ("", "afspraak", "de woorden van het convenant over de streefwaarde"),
    ("", "aftrekken", "per sleutel de kolom die van het getal af gaat, zoals credit van debet"),
    ("", "afwijkingen", "waar het werk anders ging dan gepland"),
    ("", "alleen-richting", "of alleen de richting is afgesproken, zonder getal"),
    ("", "alt", "wat er op het beeld te zien is, voor wie het niet kan zien"),
    ("", "ambitie", "wat de deal wil bereiken"),
    ("", "andere-definitie", "de definitie van de bron, als die anders is dan afgesproken"),
    ("", "artikel", "het artikel van het convenant waarin dit staat"),
    ("Amendment", "artikel", "het artikel dat is gewijzigd"),
    ("", "bedrag", "hoeveel het is"),
    ("", "beelden", "foto's en tekeningen"),
    ("", "begroot", "de begroting van dit jaar"),
    ("", "begroting", "de begroting over de hele looptijd van het project"),
    ("", "beheersmaatregel", "wat u doet om het risico klein te houden"),
    ("", "bekend-op", "de dag waarop dit bekend werd; een ouder verslag laat het weg"),
    ("Sheet", "bekend-op", "de dag waarop alle rijen van het blad bekend werden; een ouder verslag laat het blad weg"),
    ("", "bepalingen", "in welk artikel van uw convenant elke afspraak staat"),
    ("", "bespreekpunten", "waar het overleg over zou moeten spreken"),
    ("", "besproken", "de dag waarop het overleg het verslag besprak"),
    ("", "bestand", "de plek van het beeld, bijvoorbeeld `beelden/buurthuis.jpg`"),
    ("Sheet", "bestand", "het bestand met het blad, bijvoorbeeld `gegevens/uitgaven-2021.csv`"),
    ("", "bijdrage", "wat de nieuwe partij bijdraagt"),
    ("", "bijdragen", "wat elke partij bijdraagt"),
    ("", "bijeenkomsten", "de bijeenkomsten die zijn gehouden"),
    ("", "bijschrift", "de regel onder het beeld"),
    ("", "bijsturing", "wat u eraan doet"),
    ("", "blad", "welk blad van het Excel-bestand"),
    ("", "breuken", "wijzigingen van de meetmethode, waarna waarden niet meer te vergelijken zijn"),
    ("", "bron", "waar dit vandaan komt"),
    ("Correction", "bron", "de woorden die in de bron staan"),
    ("", "btw", "of het bedrag inclusief btw is"),
    ("", "cbs-code", "de code van de wijk bij het CBS"),
    ("", "codering", "hoe de letters van een CSV zijn opgeslagen; zonder deze sleutel UTF-8"),
    ("", "concept", "de dag waarop het concept klaar was"),
    ("", "correcties", "duidelijke schrijffouten in de bron, gelezen zoals bedoeld"),
    ("", "cumulatief", "het aantal dat vanaf het begin moet zijn bereikt"),
    ("", "datum", "de dag"),
    ("MethodBreak", "datum", "de dag vanaf welke de nieuwe methode geldt"),
    ("Start", "datum", "de eerste dag van de deal"),
    ("Amendment", "datum", "de dag waarop alle partijen het eens waren"),
    ("Accession", "datum", "de dag waarop de partij toetrad"),
    ("", "datumnotatie", "de volgorde van dag, maand en jaar in het blad"),
    ("", "decimaalteken", "wat in het blad voor de decimalen staat"),
    ("", "decimalen", "het aantal cijfers achter de komma in het verslag"),
    ("", "deelnemers", "wie aan het overleg deelnemen"),
    ("", "definitie", "hoe de waarde tot stand komt"),
    ("", "dekking", "waar het geld vandaan komt, in delen van het uitgegeven bedrag"),
    ("", "doel", "het doel, in de woorden van het convenant"),
    ("", "doorstroom-naar", "projecten waar deelnemers daarna naartoe kunnen"),
    ("", "doorwerking", "het effect op ander beleid"),
    ("", "duiding", "per indicator: wat de waarde zegt en wat de deal eraan bijdroeg"),
    ("", "duizendtalteken", "wat in het blad tussen de duizendtallen staat"),
    ("", "eenheid", "de eenheid in woorden, voor aantallen"),
    ("", "einde", "de laatste dag"),
    ("", "factoren", "de factoren die de ambitie noemt"),
    ("", "fase", "de fase van het project op de peildatum"),
    ("", "fictief", "of dit voor een voorbeeld is verzonnen"),
    ("", "gebied", "het gebied of de wijk waar dit over gaat"),
    ("Deal", "gebied", "het gebied van de deal, met zijn wijken"),
    ("", "geen-maatstaf", "waarom er geen maat is afgesproken"),
    ("", "geen-voortgang-omdat", "waarom er geen voortgang is"),
    ("", "gegevensstand", "de dag tot en met welke gegevens meetellen"),
    ("", "geld", "het stoplicht voor geld"),
    ("", "gelezen-als", "wat er is gelezen in plaats van de schrijffout"),
    ("", "gerealiseerd", "wat in dit jaar is uitgegeven"),
    ("", "gevolg", "wat dit betekent voor het doel"),
    ("Risk", "gevolg", "hoe zwaar het gevolg is"),
    ("", "governance", "hoe de partijen samenwerken"),
    ("", "haalbaarheid", "of een voorgenomen project haalbaar is"),
    ("", "herzieningen", "de jaarlijkse blik op de verdeling, ook als er niets verandert"),
    ("", "herziet", "de `bekend-op` van de regel die deze regel verbetert"),
    ("", "id", "de korte naam waarmee andere bestanden hiernaar verwijzen"),
    ("", "inwerkingtreding", "de dag waarop de deal inging"),
    ("", "inwoners", "het aantal inwoners, in de woorden van de bron"),
    ("", "jaar", "het jaar waar het over gaat"),
    ("", "kalender", "de jaren waarin wordt gemeten; zonder deze lijst elk jaar"),
    ("", "kans", "hoe waarschijnlijk het is"),
    ("", "kanttekeningen", "wat een lezer over de gegevens moet weten"),
    ("", "kengetal", "de indicator of het kengetal dat de factor meet"),
    ("", "kenmerken", "nummers waaronder anderen de deal kennen"),
    ("", "kern", "het jaar van de pijler in twee of drie zinnen"),
    ("", "kernboodschap", "de tekst die alle partijen naar buiten gebruiken"),
    ("", "knelpunt", "wat er in de weg staat"),
    ("", "knelpunten", "knelpunten in wetten en regels"),
    ("", "kolommen", "per sleutel de kolom waar de waarde in staat"),
    ("", "kopregels", "de rijen met de namen van de kolommen, geteld vanaf 1; zonder deze sleutel de eerste"),
    ("", "korte-naam", "een korte naam voor grafieken en smalle tabellen"),
    ("", "kwaliteit", "het stoplicht voor kwaliteit"),
    ("Measurement", "kwaliteit", "wat er over de kwaliteit van de waarde bekend is"),
    ("", "lerende-evaluatie", "de lerende evaluatie"),
    ("", "les", "de les in één regel"),
    ("", "lessen", "wat is geleerd"),
    ("", "maal", "per sleutel waarmee het getal wordt vermenigvuldigd"),
    ("", "maat", "wat voor getallen het zijn"),
    ("", "maker", "wie het beeld heeft gemaakt"),
    ("", "marge", "de helft van de breedte van het 95%-interval, in de eenheid van de waarde"),
    ("", "meekoppelkansen", "opgaven naast de pijlers die waar mogelijk meegaan"),
    ("", "meetgebied", "het gebied waar de streefwaarde over gaat"),
    ("", "meting", "de plaats in de afspraak; zonder deze sleutel een tussenmeting"),
    ("", "monitoringstraject", "hoe de ministeries de samenwerking volgen"),
    ("", "n", "het aantal deelnemers aan het onderzoek"),
    ("", "na-wijziging", "de begroting na wijziging"),
    ("", "naam", "de naam"),
    ("", "nader-te-bepalen", "wat nog moet worden bepaald, in de woorden van het convenant"),
    ("", "niet-gemeten", "waarom er geen waarde is"),
    ("Sheet", "niet-gemeten", "wat een teken in plaats van een waarde betekent"),
    ("", "nummer", "het nummer in het convenant"),
    ("", "omrekenfactor", "het getal waarmee oudere waarden te vergelijken zijn"),
    ("", "onbekend", "waarom de dag niet bekend is"),
    ("", "onderbouwing", "waaruit de stand blijkt"),
    ("", "onderwerp", "waar het over gaat"),
    ("", "ontdubbeld", "of een persoon over alle indicatoren één keer telt"),
    ("", "ontvangers", "het ministerie dat het verslag ontvangt, met de dag waarop dat begon"),
    ("", "ontvangsten", "geld dat van de partijen is ontvangen"),
    ("", "ook-genoemd", "wat een ander artikel over hetzelfde zegt"),
    ("", "oordeel", "het oordeel van de schrijver"),
    ("", "oordelen", "per indicator: een oordeel van de schrijver in plaats van het berekende"),
    ("", "oorzaak", "waardoor het komt"),
    ("", "opgave", "het probleem, in de woorden van het convenant"),
    ("", "optellen", "de sleutels waarvan de getallen worden opgeteld als de rest van de rij gelijk is"),
    ("", "overleg", "waar het overleg voor is"),
    ("", "overslaan", "hoe rijen beginnen die geen gegevens zijn, zoals `Totaal`"),
    ("", "partij", "om welke partij het gaat"),
    ("", "partijen", "wie het convenant hebben ondertekend"),
    ("", "partnerraad", "de raad van externe partners"),
    ("", "partners", "het deel van anderen"),
    ("", "peildatum", "de dag waarvan de stand wordt beschreven"),
    ("", "periode", "de dagen waarover het gaat (`van` en `tot`)"),
    ("", "pijler", "de pijler waar het bij hoort"),
    ("", "pijlerresultaten", "de resultaten van de pijler, zoals het convenant die noemt"),
    ("Project", "pijlerresultaten", "de pijlerresultaten waaraan het project bijdraagt"),
    ("Report", "pijlerresultaten", "per resultaat en wijk (of `deal`): hoe ver het is"),
    ("", "pijlers", "per pijler: voortgang, afwijkingen en vooruitblik"),
    ("", "populatie", "over wie of wat de waarde gaat"),
    ("", "portefeuillehouder", "het lid van het college dat verantwoordelijk is"),
    ("", "post", "de post, als het geen project is"),
    ("", "primitief", "de begroting zoals eerst vastgesteld"),
    ("", "prognose", "de verwachte uitgaven over de hele looptijd, op dit moment"),
    ("", "project", "het project, als het geen post is"),
    ("", "projecten", "per project: fase, stoplicht en wat er gebeurde"),
    ("", "projecten-bladen", "bladen (CSV of Excel) met op elke rij een project"),
    ("", "reden", "waarom dit zo is"),
    ("", "reeks", "de metingen, met hun correcties"),
    ("", "reeks-bladen", "bladen (CSV of Excel) waarvan elke rij een meting is"),
    ("", "regels", "de uitgaven per project en per post"),
    ("", "regels-bladen", "bladen (CSV of Excel) waarvan elke rij een bestedingsregel is"),
    ("", "regio", "het deel van de regio"),
    ("", "reken-vanaf", "de dag vanaf welke de looptijd telt als de eerste dag niet bekend is"),
    ("", "richting", "of hoger of juist lager beter is"),
    ("", "rijen", "per kolom de waarden van de rijen die meetellen"),
    ("", "rijk", "het deel van het Rijk"),
    ("", "rijksbeleid", "het beleid van het Rijk waar het thema bij aansluit"),
    ("", "ris", "het nummer in het informatiesysteem van de raad"),
    ("", "risico", "wat er mis kan gaan"),
    ("", "risicos", "wat er mis kan gaan, met wat u eraan doet"),
    ("", "samenvatting", "het jaar in het kort"),
    ("", "samenwerking", "hoe Rijk en Regio samenwerkten"),
    ("", "schaal", "of het voor elke wijk geldt of voor de deal als geheel"),
    ("", "scheidingsteken", "wat in een CSV tussen de cellen staat"),
    ("", "secretariaat", "wie het secretariaat voert"),
    ("", "soort", "om welke soort het gaat"),
    ("", "stand", "hoe ver het resultaat is"),
    ("", "start", "de eerste dag"),
    ("", "status", "welke stappen het verslag heeft gezet"),
    ("", "stoplicht", "de stoplichten; een voorgenomen project heeft er geen"),
    ("", "streefwaarde", "wat is afgesproken te bereiken; een kengetal heeft er geen"),
    ("", "t-m", "de laatste dag waarover de regel gaat"),
    ("", "tekst", "de tekst, in eigen woorden of die van het convenant"),
    ("", "telling", "hoe de waarden van verschillende jaren zich verhouden"),
    ("", "termijnen", "wanneer het geld beschikbaar komt"),
    ("", "thema", "het thema waar het bij hoort"),
    ("", "themas", "de thema's waar het bij hoort"),
    ("Deal", "themas", "de thema's waarmee de deal bij het beleid van het Rijk aansluit"),
    ("Report", "themas", "per thema: wat er gebeurde"),
    ("", "tijd", "het stoplicht voor tijd"),
    ("", "toelichting", "wat een lezer moet weten"),
    ("", "toelichting-fictief", "de tekst op de tweede bladzijde als er iets is verzonnen"),
    ("", "toelichting-financien", "wat een lezer van het hoofdstuk over geld moet weten"),
    ("", "toerekening", "welk deel van het project voor welke pijler telt"),
    ("", "toestemming", "wie toestemming gaf om het beeld te gebruiken"),
    ("", "toetredingen", "partijen die later zijn toegetreden"),
    ("", "tooi-id", "het nummer van de gemeente in het register TOOI"),
    ("", "tot", "de laatste dag"),
    ("Target", "tot", "het einde van de termijn, in de woorden van het convenant"),
    ("", "tranche", "de hoeveelste ronde van de Regio Deals"),
    ("", "uitkomst", "wat eruit kwam"),
    ("", "uitvoerder", "wie het uitvoert of meet"),
    ("", "van", "de eerste dag"),
    ("Target", "van", "het begin van de termijn, in de woorden van het convenant"),
    ("", "vanaf", "de eerste dag"),
    ("", "vast", "per sleutel de waarde die in alle rijen gelijk is"),
    ("", "vastgesteld", "de dag waarop het college het verslag vaststelde"),
    ("", "veldwerk", "de dagen waarop mensen zijn ondervraagd (`van` en `tot`)"),
    ("", "verdeling", "hoe het geld over de pijlers verdeeld moet worden"),
    ("", "vergelijking", "het grotere gebied waarmee wordt vergeleken"),
    ("", "verplicht", "wat op de laatste dag is toegezegd maar nog niet uitgegeven"),
    ("", "verschil", "de afgesproken verandering sinds de nulmeting, met eenheid"),
    ("", "versie", "de versie, zoals op de omslag"),
    ("", "vertegenwoordiger", "wie voor de partij tekende"),
    ("", "vervang", "per sleutel wat er gelezen wordt voor elke waarde in de kolom"),
    ("", "verwacht", "wanneer een waarde wordt verwacht"),
    ("", "vindplaats", "waar het staat"),
    ("", "voortgang", "per onderdeel van de aanpak: wat er gebeurde, of waarom niets"),
    ("", "vooruitblik", "wat er hierna komt"),
    ("", "voorzitter", "welke kant voorzat"),
    ("", "voorzitterschap", "wie het overleg voorzit"),
    ("", "vorm", "in welke vorm het geld komt"),
    ("", "waarde", "de gemeten waarde, in de eenheid van de indicator"),
    ("Target", "waarde", "de waarde die moet worden bereikt"),
    ("", "wijken", "de wijken waar het over gaat"),
    ("", "wijzigingen", "latere wijzigingen, de oudste eerst"),
    ("", "zaaknummer", "het zaaknummer van de gemeente"),
    ("", "zijde", "voor wie de partij optreedt"),
];

/// What a key of a type is for; `None` for a key that an author chooses.
pub(crate) fn meaning(name: &str, key: &str) -> Option<&'static str> {
    let find = |name: &str| MEANINGS.iter().find(|(scope, known, _)| *scope == name && *known == key);
    find(name).or_else(|| find("")).map(|(.., meaning)| *meaning)
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
