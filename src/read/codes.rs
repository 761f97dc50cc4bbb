//! Every kind of mistake that reading can find, with its explanation for `voortgang uitleg`.

/// What a code of reading means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Explanation {
    /// The code, as printed in a diagnostic.
    pub code: &'static str,
    /// The mistake in a few words.
    pub title: &'static str,
    /// What it means and how to mend it, in one paragraph.
    pub text: &'static str,
}

macro_rules! codes {
    ($($name:ident = $code:literal, $title:literal, $text:literal;)*) => {
        $(#[doc = $title] pub(crate) const $name: &str = $code;)*

        /// All codes of reading, in order.
        pub const CODES: &[Explanation] = &[$(Explanation { code: $code, title: $title, text: $text }),*];
    };
}

codes! {
    MISSING_FILE = "L001", "een verplicht bestand ontbreekt",
        "Een dossier is een map met ten minste `deal.yaml` (het convenant), een bestand per pijler in `pijlers/` en een bestand per verslag in `verslagen/`. Zonder deze bestanden valt er niets te rapporteren. Maak het genoemde bestand, of controleer of u de goede map hebt gekozen.";
    UNREAD_YAML = "L002", "een bestand met gegevens wordt niet gelezen",
        "Alleen bestanden met de goede naam op de goede plek tellen mee: `deal.yaml`, en `.yaml`-bestanden in `pijlers/`, `projecten/`, `indicatoren/`, `bestedingen/` en `verslagen/`. Een bestand met gegevens dat ergens anders staat, zou ongemerkt in het rapport ontbreken. Daarom is dit een fout. Geef het bestand de naam die de melding noemt, of zet het in `intern/` als het niet voor het rapport is. Ook een koppeling (link) naar een plek buiten de map wordt niet gelezen.";
    UNREAD_OTHER = "L003", "een bestand hoort niet in het dossier",
        "In een dossier staan alleen de gegevens van het rapport, een `README.md` en de map `intern/`. Andere bestanden worden overgeslagen en komen niet in het rapport. Zet ze in `intern/` of buiten de map; dan verdwijnt deze waarschuwing.";
    FILE_NAME = "L004", "een bestandsnaam is niet bruikbaar",
        "De naam van een bestand is meteen de naam waarmee andere bestanden ernaar verwijzen. Daarom mag hij alleen uit kleine letters, cijfers en losse koppeltekens bestaan, bijvoorbeeld `sociale-cohesie.yaml`. Hernoem het bestand, en pas ook de verwijzingen aan.";
    TOO_LARGE = "L005", "een bestand is te groot",
        "Een YAML-bestand en een blad mogen elk tot 10 MB groot zijn en een beeld tot 20 MB. Verdeel een te groot bestand, of verklein het beeld.";
    ENCODING = "L006", "een bestand is niet als UTF-8 opgeslagen",
        "Tekst kan op verschillende manieren worden opgeslagen. Een dossier gebruikt UTF-8, zodat letters als é en ĳ overal gelijk blijven. Open het bestand in uw tekstprogramma, kies 'Opslaan als' en kies bij 'Codering' voor UTF-8.";
    CHARACTER = "L007", "er staat een onzichtbaar of onbruikbaar teken",
        "Bij kopiëren uit een ander programma komen soms tekens mee die u niet ziet: stuurtekens, tekens die de leesrichting omdraaien, of symbolen die alleen in één lettertype bestaan. Zulke tekens zijn niet af te drukken of voor te lezen. Haal het teken op de genoemde plek weg en typ de tekst daar opnieuw.";
    EMPTY_FILE = "L008", "een bestand is leeg",
        "Het bestand heeft een goede naam, maar er staat niets in, of alleen commentaar (regels die met `#` beginnen). Vul het in, of haal het weg.";
    INTERNAL = "L009", "er ging iets mis in het programma zelf",
        "Dit ligt niet aan uw dossier. Meld deze fout bij de beheerder van `voortgang`, en stuur het genoemde bestand mee als dat mag.";
    SYNTAX = "L010", "de opmaak van een bestand klopt niet",
        "Een bestand van het dossier bestaat uit regels `sleutel: waarde`. Wat bij elkaar hoort, springt even ver in, met spaties. De punten van een lijst beginnen met `- `. Op de genoemde plek lukt het niet om de tekst zo te lezen. Alles daarna in dit bestand is nog niet gecontroleerd.";
    TAB = "L011", "er staat een tab aan het begin van een regel",
        "Inspringen gebeurt met spaties. Een tab ziet er bijna hetzelfde uit, maar is niet overal even breed. Vervang de tab door spaties: zoveel als de regels eromheen hebben. De meeste tekstprogramma's kunnen dit voor het hele bestand tegelijk.";
    INDENT = "L012", "een regel springt te ver of niet ver genoeg in",
        "Aan het aantal spaties vooraan is te zien waar een regel bij hoort. Regels van hetzelfde niveau hebben precies evenveel spaties. Een regel met een ander aantal hoort nergens bij. Zet er zoveel spaties voor als de melding noemt.";
    COLON = "L013", "er staat een dubbele punt midden in een tekst",
        "Een dubbele punt met een spatie erachter scheidt een sleutel van zijn waarde. Komt hij in de tekst zelf voor, zet dan de hele tekst tussen aanhalingstekens: `naam: \"Zuidwest: een verhaal\"`. Een lange tekst kunt u ook op de regels eronder zetten, achter `naam: |`.";
    QUOTE = "L014", "een aanhalingsteken klopt niet",
        "Begint een tekst met een aanhalingsteken, dan moet zij met hetzelfde teken eindigen, en daarna mag op die regel niets meer komen. Dat geldt ook voor de apostrof in `'s-Gravenhage`. Zet zo'n tekst helemaal tussen dubbele aanhalingstekens: `\"'s-Gravenhage\"`.";
    SPECIAL_START = "L015", "een tekst begint met een bijzonder teken",
        "Een aantal tekens heeft aan het begin van een waarde een eigen betekenis: `@`, `` ` ``, `%`, `*`, `&`, `!`, `|`, `>`, `[`, `{`, `?`, `,` en een streepje met een spatie. Begint uw tekst met zo'n teken, zet haar dan tussen aanhalingstekens, of zet de tekst op de regel eronder achter een `|`.";
    NO_KEY = "L016", "op een regel staat geen sleutel",
        "Elke regel begint met een sleutel, een dubbele punt en een spatie: `naam: Zuidwest`. Zonder de dubbele punt of de spatie is niet te zien wat de sleutel is en wat de waarde. Loopt een tekst door op de volgende regel, zet dan achter de dubbele punt een `|` en laat alle regels van de tekst inspringen.";
    ANCHOR = "L017", "er staat een merkteken dat een dossier niet gebruikt",
        "YAML kent merktekens om stukken te herhalen (`&naam`, `*naam`, `<<`) of een soort aan te geven (`!soort`). In een dossier kunnen ze niet, omdat een lezer dan niet meer ziet wat er werkelijk staat. Schrijf de gegevens voluit. Begint een tekst met zo'n teken, zet haar dan tussen aanhalingstekens.";
    DUPLICATE_KEY = "L018", "een sleutel staat er twee keer",
        "Een sleutel kan in dezelfde groep maar één keer voorkomen. Anders is niet te zeggen welke waarde geldt. Haal een van de twee weg, of voeg de waarden samen. Vaak is bij kopiëren een regel blijven staan, of mist een streepje voor een nieuw punt van de lijst.";
    BRACKET = "L019", "een haakje wordt niet gesloten of geopend",
        "Een lijst tussen `[` en `]` en een groep tussen `{` en `}` moeten weer worden gesloten. Zet het ontbrekende haakje, of schrijf de lijst onder elkaar met een streepje voor elk punt.";
    UNKNOWN_KEY = "L020", "een sleutel is niet bekend",
        "Elke soort bestand heeft vaste sleutels. Een onbekende sleutel is meestal een tikfout, of een regel die te ver of niet ver genoeg inspringt en daardoor bij iets anders hoort. Zou hij worden overgeslagen, dan ontbrak er ongemerkt iets in het rapport.";
    MISSING_KEY = "L021", "een verplichte sleutel ontbreekt",
        "Zonder deze gegevens is het rapport niet te maken, of klopt het niet. Voeg de sleutel toe, even ver ingesprongen als de andere sleutels van dezelfde groep.";
    WRONG_SHAPE = "L022", "er staat een ander soort waarde dan verwacht",
        "Een waarde is een tekst of getal op de regel zelf, een lijst (regels die met `- ` beginnen) of een groep (ingesprongen regels `sleutel: waarde`). Op deze plek hoort een ander soort dan er staat. De melding noemt wat er hoort.";
    EMPTY_VALUE = "L023", "achter een verplichte sleutel staat niets",
        "De sleutel staat er wel, maar de waarde erachter ontbreekt. Vul de waarde in. Weet u haar niet, kijk dan of er een sleutel is om dat te zeggen, zoals `niet-gemeten` of `onbekend`. Een sleutel die niet verplicht is, mag ook weg.";
    UNKNOWN_WORD = "L024", "een woord is niet een van de mogelijke woorden",
        "Op deze plek kan alleen een van enkele vaste woorden staan, met kleine letters en koppeltekens. De melding noemt ze.";
    NOTATION = "L025", "een getal, datum of naam is niet goed geschreven",
        "Getallen, bedragen, datums en korte namen (id's) hebben een vaste schrijfwijze, zodat er maar één lezing is. Zo kan `1.500` zowel vijftienhonderd als anderhalf zijn. Schrijf de waarde zoals de melding aangeeft.";
    KEY_NOTATION = "L026", "een sleutel van deze groep is niet goed geschreven",
        "In sommige groepen kiest u de sleutels niet vrij: zij verwijzen naar een pijler, project, indicator of wijk, of naar een bepaling van het convenant. Schrijf ze precies zoals daar.";
    CUT_OFF = "L027", "een deel van een regel telt niet mee",
        "Alles achter een spatie en een `#` is commentaar en komt niet in het rapport. Hoort het bij de tekst, zoals in `Buurt #1`, zet dan de hele tekst tussen aanhalingstekens. Is het wel commentaar, zet dan een spatie achter de `#`.";
    SPLIT_NUMBER = "L028", "een getal valt bij zijn komma uit elkaar",
        "Binnen `{` en `}` scheidt een komma de gegevens van elkaar. Een getal met een decimale komma wordt daar in tweeën geknipt: van `66,7%` blijft `66` over. Zet het getal tussen aanhalingstekens (`\"66,7%\"`), schrijf een punt (`66.7%`), of zet de gegevens onder elkaar, elk op een eigen regel; daar heeft de komma geen andere betekenis.";
    SHEET_FILE = "L030", "een blad is er niet of is niet te lezen",
        "Bij `reeks-bladen`, `regels-bladen` of `projecten-bladen` staat een bestand dat niet in de map `gegevens` van het dossier staat, of dat niet als Excel-bestand te lezen is. Controleer de naam. Een Excel-bestand eindigt op `.xlsx`, heeft geen wachtwoord, en bij meer dan één blad zegt `blad` welk blad bedoeld is.";
    SHEET_MAPPING = "L031", "de beschrijving van een blad is niet compleet of spreekt zichzelf tegen",
        "Een blad heeft een beschrijving die zegt in welke kolom elke sleutel staat, hoe de getallen en datums zijn geschreven en wanneer de gegevens bekend werden. Het programma raadt daar niets bij, want een verkeerde gok geeft ongemerkt verkeerde cijfers. Vul aan wat de melding noemt. Een sleutel binnen een groep krijgt een punt: `veldwerk.van`.";
    SHEET_COLUMN = "L032", "een kolom staat niet in het blad",
        "De naam bij `kolommen`, `aftrekken` of `rijen` staat niet in de kopregel van het blad, of komt daar meer dan één keer voor. Neem de naam precies over. Staan de namen niet op de eerste rij, noem de rijen dan bij `kopregels`. Staan zij op meer rijen onder elkaar, zoals in een tabel van StatLine, dan is de hele naam wat er van boven naar beneden staat met ` / ` ertussen; een deel is genoeg als het maar in één kolom voorkomt. Met `kopregels: []` heten de kolommen A, B, C.";
    SHEET_ROW = "L033", "een rij van een blad is geen gegeven, of er is geen rij die meetelt",
        "Titels, totalen en bronregels zijn geen gegevens. Noem bij `overslaan` waar zulke rijen mee beginnen, of kies bij `rijen` welke rijen meetellen. Lege rijen worden altijd overgeslagen. Een waarde die bij `rijen` staat en nergens in het blad voorkomt, is meestal een tikfout.";
    SHEET_EMPTY = "L034", "een cel is leeg",
        "Elke rij heeft deze waarde nodig. Vul de cel in. Is er geen waarde gemeten, zeg dan bij het blad met `niet-gemeten` wat een lege cel of een teken betekent, bijvoorbeeld `niet-gemeten: {x: geheim}`; dan komt die reden in het rapport.";
    SHEET_NUMBER = "L035", "een getal of datum in een blad is niet te lezen",
        "Het getal of de datum past niet bij wat er bij het blad over de notatie staat (`decimaalteken`, `duizendtalteken`, `datumnotatie`). Staat daar niets, dan gelden dezelfde regels als in de andere bestanden, en wordt een getal met twee lezingen, zoals `1.500`, geweigerd.";
    SHEET_WORD = "L036", "een waarde heeft nog geen betekenis",
        "Bij `vervang` staat wat er voor elke waarde in een kolom gelezen wordt, zoals welk project bij een projectcode hoort. Deze waarde staat er niet bij. Zou de rij worden overgeslagen, dan ontbrak er ongemerkt geld of een meting. Voeg de waarde toe, of kies bij `rijen` alleen wat meetelt.";
    SHEET_FORMULA = "L037", "een formule in een blad geeft een fout",
        "In deze cel staat geen waarde maar een foutmelding van het spreadsheet, zoals `#REF!` of `#DEEL/0!`. Verbeter de formule of zet de waarde zelf in de cel, en sla het bestand opnieuw op.";
    SHEET_FORM = "L038", "de opmaak van een CSV klopt niet",
        "Een cel die met een aanhalingsteken begint, eindigt er ook mee, en daarna komt het scheidingsteken of de volgende rij. Een aanhalingsteken binnen zo'n cel staat dubbel. Bewaar het bestand opnieuw als CSV vanuit het spreadsheetprogramma; dan gaat dit vanzelf goed.";
    SHEET_SIZE = "L039", "een blad is te groot",
        "Een blad mag tot 100.000 rijen, 1.000 kolommen en een miljoen cellen hebben, en tot 10.000 rijen voor het dossier geven. Een Excel-bestand mag uitgepakt tot 128 MB groot zijn. Haal weg wat niet nodig is, of tel regels op voor u het blad in het dossier zet.";
    SHEET_SHARED = "L040", "een bestand is op twee dagen bekend geworden",
        "Een ouder verslag mag alleen gegevens bevatten die toen bekend waren, en het bestand gaat mee in de pdf. Daarom hoort bij één bestand één dag (`bekend-op`), en bij een blad van een verslag één verslag. Bewaar voor elke dag een eigen bestand, of geef een CSV een kolom met de dag waarop elke rij bekend werd.";
    SHEET_UNUSED = "L041", "een blad wordt niet gebruikt",
        "In `gegevens` staat een bestand, of in een Excel-bestand een blad, dat nergens wordt genoemd. Een los bestand komt niet in het rapport; van een Excel-bestand gaat het hele bestand mee, ook verborgen bladen. Haal weg wat er niet in hoort.";
    SHEET_TWICE = "L042", "een project staat twee keer in een verslag",
        "Een project heeft in een verslag één plek: een rij in een blad, of een groep onder `projecten`. Haal een van de twee weg.";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_in_order_and_explained() {
        assert!(CODES.is_sorted_by(|one, next| one.code < next.code));
        for known in CODES {
            let number = known.code.strip_prefix('L').and_then(|number| number.parse::<u16>().ok());
            assert!(number.is_some() && known.code.len() == 4, "{}", known.code);
            assert!(!known.title.is_empty() && known.text.ends_with('.'));
        }
    }
}
