//! What the covenant asks for is in the report, with its article.

use voortgang::model::{IndicatorKind, Text};

use crate::pdf::{BASELINE, EVALUATION, INTERIM, OF_2022, Report, SMALL, squeezed};

/// The words of a Markdown text, as [`squeezed`].
fn words(markdown: &str) -> Vec<String> {
    let plain = markdown.replace('*', "");
    let mut parts = vec![String::new()];
    for line in plain.lines().map(str::trim) {
        if line.is_empty() || line.starts_with("- ") {
            parts.push(String::new());
        }
        let line = squeezed(line.trim_start_matches("- "));
        parts.last_mut().unwrap().push_str(&line);
    }
    parts.into_iter().filter(|part| !part.is_empty()).collect()
}

#[track_caller]
fn holds(text: &str, part: &str) {
    assert!(text.contains(&squeezed(part)), "{part}");
}

#[test]
fn every_result_and_element_of_articles_3_and_4_is_there() {
    let text = OF_2022.text();
    let pillars = &OF_2022.dossier.pillars;
    for pillar in pillars {
        for result in &pillar.results {
            holds(&text, &format!("{} (artikel {}; ", result.name, result.article));
            for part in words(result.text.as_str()) {
                holds(&text, &part);
            }
        }
        for element in &pillar.approach {
            holds(&text, &format!("{} (artikel {})", element.name, element.article));
            for part in words(element.text.as_str()) {
                holds(&text, &part);
            }
        }
    }
    // As many as the covenant has.
    assert_eq!(pillars.iter().map(|pillar| pillar.results.len()).collect::<Vec<_>>(), [2, 4, 5]);
    assert_eq!(pillars.iter().map(|pillar| pillar.approach.len()).collect::<Vec<_>>(), [3, 3, 6]);
    let articles: Vec<&str> =
        pillars.iter().flat_map(|pillar| &pillar.approach).map(|element| element.article.as_str()).collect();
    assert_eq!(
        articles,
        ["4.1a", "4.1b", "4.1c", "4.2a", "4.2b", "4.2c", "4.3a", "4.3b", "4.3c", "4.3d", "4.3e", "4.3f"]
    );
}

#[test]
fn every_indicator_of_article_3_is_there() {
    let text = OF_2022.text();
    let agreed: Vec<_> = OF_2022.dossier.indicators.iter().filter(|one| one.number.is_some()).collect();
    assert_eq!(agreed.len(), 5);
    for indicator in agreed {
        assert_ne!(indicator.kind, IndicatorKind::KeyFigure);
        holds(&text, indicator.name.as_str());
        holds(&text, &format!("Afspraak (artikel {}).", indicator.article.as_ref().unwrap()));
    }
    for target in ["0,5", "10 procentpunt", "500", "neemt af"] {
        holds(&text, target);
    }
}

#[test]
fn every_amount_of_article_5_is_there() {
    let text = OF_2022.text();
    for part in [
        "LNV reserveert € 7,5 miljoen inclusief eventueel verschuldigde BTW vanuit de Regio Envelop",
        "De Regio spant zich in een bijdrage van € 7,5 miljoen te leveren.",
        "LNV reserveert (artikel 5.2a) decentralisatie-uitkering, inclusief eventuele btw 7.500",
        "gemeente Den Haag spant zich in voor (artikel 5.2b) vorm niet vermeld, btw niet vermeld 7.500",
        "Totaal 15.000",
        "LNV, 2019 3.600 3.600",
    ] {
        holds(&text, part);
    }
}

/// The annex of requirements, line by line: each requirement with its article and its page.
pub(crate) fn requirements(report: &Report) -> Vec<(String, usize)> {
    let all = report.pages.join("\n");
    let from = all.rfind(": waar staat welke afspraak").unwrap();
    let to = from + all[from..].find(": bestanden in dit").unwrap();
    let lines: Vec<&str> = all[from..to].lines().map(str::trim).collect();
    let page = |pair: &[&str]| {
        let page = pair[1].strip_prefix("pagina ")?.parse().ok()?;
        Some((pair[0].to_owned(), page))
    };
    lines.windows(2).filter_map(page).collect()
}

#[test]
fn every_requirement_has_its_article_and_page() {
    for report in [&*OF_2022, &*SMALL] {
        let listed = requirements(report);
        let mut articles: Vec<&str> = listed.iter().map(|(article, _)| article.as_str()).collect();
        let mut expected: Vec<&str> = report.dossier.deal.provisions.values().map(Text::as_str).collect();
        articles.sort_unstable();
        expected.sort_unstable();
        assert_eq!(articles, expected);
        assert!(listed.iter().all(|(_, page)| (2..=report.pages.len()).contains(page)));
    }
}

/// Art. 7.4 is about the yearly report alone; 7.7 asks of the eindevaluatie what 7.2 has; 7.8 asks
/// for the nulmeting and for the evaluation of the partnership.
#[test]
fn each_kind_lists_the_requirements_it_meets() {
    for (report, expected) in [
        (&*BASELINE, "1 10 11 14 2 7.3 7.8 8.1"),
        (&*INTERIM, "14 4 5.4 7.2a 7.2b 7.2c 7.3"),
        (&*EVALUATION, "1 10 11 14 2 3 4 5.1 5.2 5.4 5.6 5.7 6 6.6 7.10 7.2a 7.2b 7.2c 7.3 7.7 7.8 7.8 7.9 8.1"),
    ] {
        let listed = requirements(report);
        let mut articles: Vec<&str> = listed.iter().map(|(article, _)| article.as_str()).collect();
        articles.sort_unstable();
        assert_eq!(articles.join(" "), expected);
        assert!(listed.iter().all(|(_, page)| (2..=report.pages.len()).contains(page)));
        assert!(!report.text().contains("nietopgenomen"));
    }
}

#[test]
fn a_requirement_stands_on_the_page_that_is_named() {
    for (report, article, title) in [
        (&OF_2022, "7.4a", "Programmatische aanpak per pijler"),
        (&OF_2022, "7.4b", "Doelbereik"),
        (&OF_2022, "7.4c", "Financiële realisatie"),
        (&OF_2022, "8.1", "Kernboodschap"),
        (&BASELINE, "7.8", "Nulmeting per indicator"),
        (&INTERIM, "7.2a", "Voortgang per pijler"),
        (&EVALUATION, "7.2a", "Uitvoering per pijler"),
        (&EVALUATION, "7.2b", "Doelbereik"),
        (&EVALUATION, "7.7", "Colofon"),
        (&SMALL, "9.2a", "Programmatische aanpak per pijler"),
        (&SMALL, "9.2b", "Doelbereik"),
        (&SMALL, "9.2c", "Financiële realisatie"),
        (&SMALL, "12", "Kernboodschap"),
    ] {
        let (_, page) = requirements(report).into_iter().find(|(listed, _)| listed == article).unwrap();
        let lines = report.pages[page - 1].lines().any(|line| line.trim() == title);
        assert!(lines, "{article} on page {page}");
    }
}

#[test]
fn another_deal_has_its_own_articles() {
    let text = SMALL.text();
    for own in
        ["artikel 9.2 ", "artikel 9.2a", "artikel 9.2b", "artikel 9.2c", "artikel 7.1a", "artikel 5.1", "artikel 4.1;"]
    {
        holds(&text, own);
    }
    for other in ["7.4a", "7.4b", "7.4c", "5.2a", "Zuidwest", "Den Haag"] {
        assert!(!text.contains(&squeezed(other)), "{other}");
    }
}
