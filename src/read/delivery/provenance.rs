//! `herkomst.csv`: the trail of the printed figures. `compose` writes it, this reads it.

use super::Delivery;
use crate::read::sheet;
use crate::world::FileKind;

/// A printed figure and where it comes from, as a report says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The table or passage in which it is printed.
    pub place: String,
    /// What the figure is about.
    pub label: String,
    /// As printed.
    pub printed: String,
    /// The exact value, with a decimal point.
    pub exact: String,
    /// The unit of the exact value; empty in a report of before it was written down.
    pub unit: String,
    /// How it came about; empty when it stands in the dossier as it is.
    pub formula: String,
    /// The places in the dossier it rests on, each once.
    pub sources: Vec<Place>,
}

/// A place in a file: one line, or the rows of a sheet that are added up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The file, and the tab of a workbook behind `#`; blanks in names are `_`.
    pub file: String,
    /// The lines, as `14` or `5-7+12`.
    pub lines: String,
}

impl Place {
    fn of(word: &str) -> Option<Self> {
        let (file, lines) = word.rsplit_once(':')?;
        Some(Self { file: file.to_owned(), lines: lines.to_owned() })
    }

    /// The path of the file, among those that were attached.
    #[must_use]
    pub fn path<'a>(&self, delivery: &'a Delivery) -> Option<&'a str> {
        let file = self.file.split_once('#').map_or(self.file.as_str(), |(file, _)| file);
        let mut paths = delivery.folder.files().map(|(path, _)| path);
        paths.find(|path| *path == file || path.replace(' ', "_") == file)
    }

    /// The lines, one by one, from 1.
    #[must_use]
    pub fn numbers(&self) -> Vec<usize> {
        let range = |part: &str| {
            let (from, to) = part.split_once('-').unwrap_or((part, part));
            Some(from.parse::<usize>().ok()?..=to.parse::<usize>().ok()?)
        };
        self.lines.split('+').filter_map(range).flatten().take(MOST_LINES).collect()
    }

    /// Those of the lines of a file that are meant.
    #[must_use]
    pub fn texts(&self, lines: &[String]) -> Vec<String> {
        self.numbers().into_iter().filter_map(|number| lines.get(number.checked_sub(1)?).cloned()).collect()
    }
}

/// The lines of a file that was attached, without the blanks around them; a workbook has none.
#[must_use]
pub fn lines(delivery: &Delivery, path: &str) -> Vec<String> {
    let is_text = matches!(FileKind::of(path), Some(kind) if kind != FileKind::Image) && !path.ends_with(".xlsx");
    let bytes = delivery.folder.files.get(path).filter(|_| is_text);
    let text = bytes.map(|bytes| sheet::plain_text(bytes)).unwrap_or_default();
    text.lines().map(|line| line.trim().to_owned()).collect()
}

/// How many lines of one place are looked up.
const MOST_LINES: usize = 10_000;

/// Reads the trail of a report. Rows that make no sense are left out: the trail is not what proves a report.
#[must_use]
pub fn origins(provenance: &[u8]) -> Vec<Origin> {
    let mut table = csv::ReaderBuilder::new().delimiter(b';').flexible(true).from_reader(provenance);
    let has_units = table.headers().is_ok_and(|head| head.iter().any(|column| column == "eenheid"));
    let row = |record: csv::StringRecord| {
        let mut cells = record.iter().skip(1).map(str::to_owned);
        let mut next = || cells.next();
        let (place, label, printed, exact) = (next()?, next()?, next()?, next()?);
        let unit = if has_units { next()? } else { String::new() };
        let formula = next()?;
        let mut sources: Vec<Place> = Vec::new();
        for source in next()?.split(' ').filter_map(Place::of) {
            if !sources.contains(&source) {
                sources.push(source);
            }
        }
        Some(Origin { place, label, printed, exact, unit, formula, sources })
    };
    table.records().filter_map(Result::ok).filter_map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_trail_is_read_back() {
        let trail = "nummer;plaats;cijfer;gedrukt;exacte waarde;eenheid;formule;bestand:regel\n\
                     1;\"De \"\"pijlers\"\"\";Totaal · 2021;€ 2;1.6;euro;som;a.yaml:3 gegevens/mijn_blad.csv:5-7+12 a.yaml:3\n\
                     2;kapot\n";
        let read = origins(trail.as_bytes());
        assert_eq!(read.len(), 1);
        assert_eq!((read[0].place.as_str(), read[0].label.as_str()), ("De \"pijlers\"", "Totaal · 2021"));
        assert_eq!((read[0].exact.as_str(), read[0].unit.as_str(), read[0].formula.as_str()), ("1.6", "euro", "som"));
        assert_eq!(read[0].sources.len(), 2);
        assert_eq!(read[0].sources[1].numbers(), [5, 6, 7, 12]);
        let without_units = trail.replace(";eenheid", "").replace(";euro", "");
        let read = origins(without_units.as_bytes());
        assert_eq!((read[0].exact.as_str(), read[0].unit.as_str(), read[0].formula.as_str()), ("1.6", "", "som"));
        assert!(origins(b"").is_empty());
    }
}
