//! `herkomst.csv`: every printed figure leads back to what was typed, and sums are right.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::pdf::{BASELINE, EVALUATION, INTERIM, OF_2020, OF_2021, OF_2022, Report, SMALL, squeezed};

/// A row of `herkomst.csv`.
struct Row {
    place: String,
    label: String,
    printed: String,
    exact: String,
    unit: String,
    formula: String,
    sources: Vec<(String, usize)>,
}

fn rows(report: &Report) -> Vec<Row> {
    let bytes = report.attachments["herkomst.csv"].bytes.as_slice();
    let mut table = csv::ReaderBuilder::new().delimiter(b';').from_reader(bytes);
    let row = |(number, record): (usize, csv::Result<csv::StringRecord>)| {
        let record = record.unwrap();
        assert_eq!(record[0], (number + 1).to_string());
        let source = |place: &str| {
            let (file, line) = place.rsplit_once(':').unwrap();
            (file.to_owned(), line.parse().unwrap())
        };
        Row {
            place: record[1].to_owned(),
            label: record[2].to_owned(),
            printed: record[3].to_owned(),
            exact: record[4].to_owned(),
            unit: record[5].to_owned(),
            formula: record[6].to_owned(),
            sources: record[7].split(' ').map(source).collect(),
        }
    };
    table.records().enumerate().map(row).collect()
}

fn attached<'a>(report: &'a Report, path: &str) -> &'a str {
    str::from_utf8(&report.attachments[&path.replace('/', "__")].bytes).unwrap()
}

/// Every number that a line can be read to hold: Dutch (`512.340,55`, `7,5 mln`) and plain (`7.5`).
fn numbers(line: &str) -> Vec<Decimal> {
    let words: Vec<&str> = line
        .split(|sign: char| !sign.is_ascii_alphanumeric() && !"., -".contains(sign))
        .flat_map(|part| part.split(' '))
        .collect();
    let mut found = Vec::new();
    for (index, word) in words.iter().enumerate() {
        let word = word.trim_end_matches([',', '.']);
        let dutch = word.replace('.', "").replace(',', ".").parse::<Decimal>();
        let plain = word.parse::<Decimal>();
        for number in [dutch, plain].into_iter().flatten() {
            found.push(number);
            if words.get(index + 1) == Some(&"mln") {
                found.push(number * Decimal::from(1_000_000));
            }
        }
    }
    found
}

#[test]
fn every_figure_leads_to_a_line_of_an_attached_file() {
    for report in [&*OF_2020, &*OF_2021, &*OF_2022, &*SMALL, &*BASELINE, &*INTERIM, &*EVALUATION] {
        let (mut stated, text) = (0, report.text());
        for Row { place, label, printed, exact, formula, sources, .. } in rows(report) {
            let what = format!("{place}, {label}: {printed} ({exact})");
            assert!(text.contains(&squeezed(&printed)), "{what} is not printed");
            for (file, line) in &sources {
                assert!(*line >= 1 && attached(report, file).lines().count() >= *line, "{what}: {file}:{line}");
            }
            if formula.is_empty() {
                let value: Decimal = exact.parse().unwrap();
                let typed = |(file, line): &(String, usize)| {
                    numbers(attached(report, file).lines().nth(line - 1).unwrap()).contains(&value)
                };
                assert!(sources.iter().any(typed), "{what}: {sources:?}");
                stated += 1;
            }
        }
        assert!(stated >= 10, "{stated}");
    }
}

/// The number at the start of a print, without its sign of a difference.
fn printed_number(printed: &str) -> Option<Decimal> {
    let number: String = printed
        .trim_start_matches(['+', '−', '€', ' '])
        .chars()
        .take_while(|sign| sign.is_ascii_digit() || ".,".contains(*sign))
        .collect();
    number.trim_end_matches(['.', ',']).replace('.', "").replace(',', ".").parse().ok()
}

/// The exact value is in the unit that is named, and on the scale that is printed: 67% is 67 procent and not 0,67.
#[test]
fn every_exact_value_is_in_its_unit_on_the_scale_of_print() {
    for report in [&*OF_2020, &*OF_2021, &*OF_2022, &*SMALL, &*BASELINE, &*INTERIM, &*EVALUATION] {
        for Row { place, label, printed, exact, unit, .. } in rows(report) {
            let what = format!("{place}, {label}: {printed} ({exact} {unit})");
            assert!(!unit.is_empty(), "{what}");
            let number = printed_number(&printed);
            assert_eq!(unit == "procent", number.is_some() && percentage(&printed), "{what}");
            let Some(number) = number else { continue };
            let exact = exact.parse::<Decimal>().unwrap().abs();
            let is_near = |exact: Decimal| (exact - number).abs() <= Decimal::new(5, 1);
            assert!(is_near(exact) || unit == "euro" && is_near(exact / Decimal::ONE_THOUSAND), "{what}");
        }
    }
}

/// Whether a print is a percentage: its sign stands right behind the number.
fn percentage(printed: &str) -> bool {
    printed.trim_start_matches(|sign: char| sign.is_ascii_digit() || ".,".contains(sign)).starts_with('%')
}

/// The value of `key` in a row of YAML that was put on one line.
fn value<'a>(row: &'a str, key: &str) -> Option<&'a str> {
    let start = row.find(&format!(" {key}: "))? + key.len() + 3;
    let rest = &row[start..];
    Some(rest.split([' ', '}']).next().unwrap().trim_end_matches(',').trim_matches('"'))
}

fn amount(typed: &str) -> Decimal {
    let dutch = typed.contains(',');
    if dutch { typed.replace('.', "").replace(',', ".") } else { typed.to_owned() }.parse().unwrap()
}

/// The items of the list `regels`, each on one line.
fn items(file: &str) -> Vec<String> {
    let mut items: Vec<String> = Vec::new();
    for line in file.lines().skip_while(|line| *line != "regels:").skip(1).take_while(|line| *line != "ontvangsten:") {
        match line.strip_prefix("  - ") {
            Some(first) => items.push(format!(" {}", first.trim_start_matches('{'))),
            None if line.trim_start().starts_with('#') => {}
            None => items.last_mut().unwrap().push_str(&format!(" {}", line.trim())),
        }
    }
    items
}

/// What was spent in each year on each project or post, with its pillar, by the latest row.
fn spent(report: &Report) -> BTreeMap<(String, String), Decimal> {
    let mut latest: BTreeMap<(String, String), (String, Decimal)> = BTreeMap::new();
    for (name, file) in report.attachments.iter().filter(|(name, _)| name.starts_with("bestedingen__")) {
        for row in items(str::from_utf8(&file.bytes).unwrap()) {
            let subject = match value(&row, "project") {
                Some(project) => project.to_owned(),
                None => format!("{} {}", value(&row, "post").unwrap(), value(&row, "pijler").unwrap_or("-")),
            };
            let known = format!("{} {}", value(&row, "t-m").unwrap(), value(&row, "bekend-op").unwrap());
            let realised = amount(value(&row, "gerealiseerd").unwrap());
            let held = latest.entry((subject, name.clone())).or_insert_with(|| (known.clone(), realised));
            if known > held.0 {
                *held = (known, realised);
            }
        }
    }
    latest.into_iter().map(|(key, (_, realised))| (key, realised)).collect()
}

/// The fraction of a project or post that counts for a pillar.
fn fraction(report: &Report, subject: &str, pillar: &str) -> Decimal {
    if let Some((_, of)) = subject.split_once(' ') {
        return Decimal::from(u8::from(of == pillar));
    }
    let file = attached(report, &format!("projecten/{subject}.yaml")).replace(['{', '}'], " ").replace('\n', " ");
    let allocation = &file[file.find(" toerekening:").unwrap() + 13..];
    let end = allocation
        .match_indices(": ")
        .map(|(at, _)| at)
        .find(|at| !allocation[at + 2..].trim_start().split(' ').next().unwrap().contains('%'));
    let share =
        value(&allocation[..end.unwrap_or(allocation.len())], pillar).map_or("0", |share| share.trim_end_matches('%'));
    share.parse::<Decimal>().unwrap() / Decimal::ONE_HUNDRED
}

#[test]
fn what_was_spent_is_the_sum_of_what_was_typed() {
    for report in [&*OF_2022, &*SMALL, &*INTERIM, &*EVALUATION] {
        let spent = spent(report);
        let rows = rows(report);
        let stated = |label: &str| {
            let row = rows.iter().find(|row| {
                row.place.starts_with("Begroting en besteding over de hele looptijd")
                    && row.label == format!("{label} · Gerealiseerd")
            });
            row.unwrap_or_else(|| panic!("{label}"))
        };
        let mut whole = Decimal::ZERO;
        for pillar in &report.dossier.pillars {
            let sum: Decimal = spent
                .iter()
                .map(|((subject, _), realised)| realised * fraction(report, subject, pillar.id.as_str()))
                .sum();
            let row = stated(&format!("{}. {}", pillar.number.0, pillar.name));
            assert_eq!(row.exact.parse::<Decimal>().unwrap(), sum, "{}", pillar.name);
            assert!(sum > Decimal::ZERO);
            whole += sum;
        }
        let without: Decimal =
            spent.iter().filter(|((subject, _), _)| subject.ends_with(" -")).map(|(_, realised)| realised).sum();
        assert_eq!(stated("Posten zonder pijler").exact.parse::<Decimal>().unwrap(), without);
        let total: Decimal = spent.values().sum();
        assert_eq!(whole + without, total);
        assert_eq!(stated("Totaal").exact.parse::<Decimal>().unwrap(), total);
        let thousands = (total / Decimal::ONE_THOUSAND)
            .round_dp_with_strategy(0, rust_decimal::RoundingStrategy::MidpointAwayFromZero);
        assert_eq!(stated("Totaal").printed.replace('.', ""), thousands.to_string());
    }
}
