//! The accessibility dossier: what was proven by machine, and what a person must still look at.
//!
//! What it says of the machine is true of every package, as a document that fails a check is not made; the
//! register is `src/typeset/PDF_UA.md`. The day of a person's look is left open, to be filled in by hand.

use super::{File, FileNames};
use crate::compose::Described;

pub(super) fn file(names: &FileNames, figures: &[Described]) -> File {
    File {
        name: "toegankelijkheid.md".to_owned(),
        bytes: text(names, figures).into_bytes(),
        about: "Toegankelijkheid: wat de computer heeft bewezen, en wat een mens nog moet bekijken".to_owned(),
    }
}

fn text(names: &FileNames, figures: &[Described]) -> String {
    let mut text = format!(
        "# Toegankelijkheid: {}\n\n{INTRODUCTION}\n\n## De documenten\n\n| Bestand | Zegt te voldoen aan |\n| --- | --- |\n",
        names.title
    );
    for (name, claim) in [
        (&names.annex, "PDF/UA-1 en PDF/A-2a"),
        (&names.delivery, "PDF/UA-1 en PDF/A-3a"),
        (&names.archive, "PDF/UA-1 en PDF/A-2a"),
        (&names.html, "HTML 5; gemaakt voor WCAG 2.1 niveau AA"),
    ] {
        text.push_str(&format!("| `{name}` | {claim} |\n"));
    }
    text.push_str(MACHINE);
    text.push_str(PERSON);
    text.push_str(&format!("\n## De beschrijvingen bij de {} figuren\n\n{DESCRIPTIONS}\n", figures.len()));
    for (number, figure) in (1..).zip(figures) {
        text.push_str(&format!(
            "\n### Beschrijving {number}\n\nOnderschrift: {}\n\nBeschrijving: {}\n\n- [ ] klopt, bekeken op … door …\n",
            figure.caption.trim(),
            figure.alt.trim()
        ));
    }
    text.replace('\u{a0}', " ")
}

const INTRODUCTION: &str = "\
Dit bestand zegt wat de computer heeft bewezen en wat een mens nog moet bekijken. Gebruik het voor uw \
toegankelijkheidsverklaring. Het is zelf geen verklaring: een document is pas toegankelijk als ook een mens heeft gekeken.";

const MACHINE: &str = "
## Wat de computer heeft bewezen

Een document dat hier niet aan voldoet, wordt niet gemaakt.

| Wat | Hoe het is bewezen |
| --- | --- |
| De pdf heeft labels, een titel en leesbare tekens | De uitvoer van Typst 0.15.1 met PDF/UA-1 weigert een document dat dit niet heeft |
| Koppen beginnen bij niveau 1 en slaan geen niveau over | Idem |
| Elke figuur heeft een beschrijving | Idem. Bij een beeld is de beschrijving een verplicht veld in het dossier |
| De taal van de pdf is nl-NL | Het sjabloon zegt het, en een test van het programma leest het terug |
| Elke tabel heeft koppen voor haar kolommen, en voor haar rijen waar die er zijn | Alle tabellen worden op één plaats in het programma gemaakt, met koppen |
| Bij elke grafiek staan de getallen ook in een tabel | Het programma zet ze er zelf bij |
| De leesvolgorde is de volgorde van de tekst | De pdf wordt van boven naar beneden opgebouwd; alleen het vak voor het kenmerk op de omslag heeft een vaste plaats |
| Er valt geen tekst buiten de bladzijde, over andere tekst, achter een rand of onder een vlak of foto | Een controle van elke bladzijde na het opmaken |
| Kleur zegt nooit iets alleen | Elk stoplicht en elk oordeel heeft een teken en een woord |
| De kleuren verschillen genoeg: 4,5:1 voor tekst (3:1 als zij groot is), 3:1 voor lijnen en vlakken | Van tekst in de pdf, ook in grafieken: een controle van elke bladzijde na het opmaken. Van de rest: een test van de kleuren van het programma |
| Lettertypen zitten in de pdf; geen scripts, formulieren, geluid of beweging | De uitvoer kent ze niet, of voegt ze altijd toe |

## Wat hier niet is bewezen

- Of er nergens een kop alleen onderaan een bladzijde staat, of een figuur los van haar titel. De computer zoekt ernaar en \
meldt het bij het maken van het rapport, maar maakt het document dan wel. Zo ook met tekst over een beeld, en met letters \
kleiner dan 5 punten.
- Of letters die deel zijn van een foto te lezen zijn, en letters op een foto of een kleurverloop. Daar meet de computer geen contrast.
- Of de pdf-bestanden ook voor een tweede programma aan PDF/UA-1 en PDF/A voldoen. De makers van het programma toetsen de \
voorbeelden met veraPDF. Dit pakket zelf is niet met veraPDF getoetst. U kunt dat zelf doen: veraPDF is gratis.
- Hoe de webversie zich houdt in uw eigen website. Zet het bestand er zoals het is, of toets opnieuw.
- Open data en metagegevens zijn bestanden voor een computer. Zij hebben geen eigen opmaak.
";

const PERSON: &str = "
## Wat een mens nog moet bekijken

Zet een kruis en vul in wanneer en door wie.

- [ ] De beschrijvingen bij de figuren (hieronder) zeggen wat de figuur laat zien. Bekeken op … door …
- [ ] De tekst van een link zegt waar de link heen gaat, ook zonder de zin eromheen. Bekeken op … door …
- [ ] De samenvatting en de raadsbijlage zijn te begrijpen zonder voorkennis (taalniveau B1). Bekeken op … door …
- [ ] Woorden in een andere taal zijn te begrijpen; het programma markeert ze niet. Bekeken op … door …
- [ ] Een schermlezer leest de raadsbijlage voor in de goede volgorde. Bekeken op … door …
- [ ] De webversie is te gebruiken met alleen het toetsenbord en bij 400% vergroting. Bekeken op … door …
";

const DESCRIPTIONS: &str = "\
Dit hoort wie de figuren niet ziet. Eerst de grafieken, dan de beelden; de nummers zijn die van deze lijst. De beschrijving van een grafiek maakt het programma zelf, uit dezelfde getallen. De \
beschrijving van een beeld schreef een mens.";
