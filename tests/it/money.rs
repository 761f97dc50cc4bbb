//! Money adds up, in the figures exactly and in print after rounding, or the report says so.

use rust_decimal::Decimal;
use voortgang::figures::money::rows_by_purpose;
use voortgang::figures::{Figure, Line, YearFigures};
use voortgang::model::Amount;
use voortgang::pipeline::check;
use voortgang::world::Folder;

use crate::case::{Case, fixture};
use crate::pdf::{OF_2022, Report, squeezed};

const SMALL: &str = "klein-met-andere-artikelen";

fn sum(lines: &[&Line], pick: fn(&Line) -> &Figure<Amount>) -> Amount {
    lines.iter().map(|line| pick(line).value).sum()
}

#[test]
fn projects_and_posts_are_the_pillars_and_the_pillars_are_the_total() {
    for name in ["den-haag-zuidwest", SMALL, "minimaal"] {
        let checked = check(&Folder::open(&fixture(name)).unwrap()).unwrap();
        for (id, known) in &checked.known {
            let money = &known.figures.money;
            let apart: Vec<&Line> = money.projects.values().chain(money.posts.iter().map(|post| &post.line)).collect();
            let together: Vec<&Line> = money.pillars.iter().chain([&money.without_pillar]).collect();
            for pick in [
                (|line: &Line| &line.budget) as fn(&Line) -> &Figure<Amount>,
                |line| &line.realised,
                |line| &line.committed,
                |line| &line.forecast,
            ] {
                let total = pick(&money.total).value;
                assert_eq!(sum(&apart, pick), total, "{name} {id}");
                assert_eq!(sum(&together, pick), total, "{name} {id}");
            }
            // The rows of the dossier as a whole, as far as this report rests on them.
            let rows = rows_by_purpose(&checked.dossier, &checked.dossier.reports[id]);
            for year in &money.years {
                let of_year = |line: &Line| line.years.get(year).map_or(Amount::ZERO, |of| of.realised.value);
                let typed: Amount = rows.values().filter_map(|years| years.get(year)).map(|row| row.realised).sum();
                assert_eq!(typed, of_year(&money.total), "{name} {id} {year}");
                assert_eq!(typed, together.iter().map(|line| of_year(line)).sum(), "{name} {id} {year}");
            }
        }
    }
}

/// Case 5 of the domain: Rijk 7,5 = 3,6 + 3,9 (2020 and 2021), and 15 million agreed in all.
#[test]
fn the_contribution_of_the_rijk_is_its_terms_and_the_total_is_fifteen_million() {
    let money = &check(&Folder::open(&fixture("den-haag-zuidwest")).unwrap()).unwrap().known["2022"].figures.money;
    let millions = |text: &str| format!("{text} mln").parse::<Amount>().unwrap();
    let [rijk, regio] = money.contributions.as_slice() else { panic!("{:?}", money.contributions) };
    let terms: Vec<(i32, Amount)> = rijk.terms.iter().map(|(year, amount)| (*year, amount.value)).collect();
    assert_eq!(terms, [(2019, millions("3,6")), (2020, millions("1,95")), (2021, millions("1,95"))]);
    // 3,6 + 1,95 + 1,95 = 7,5, so that nothing is left to be fixed.
    assert_eq!(terms.iter().map(|(_, amount)| *amount).sum::<Amount>(), rijk.agreed.value);
    assert!(rijk.open_terms.is_empty());
    // 7,5 + 7,5 = 15; received 3,6 + 1,95 + 1,95 and 1,2 + 2,1 + 2,3, together 13,1.
    assert_eq!((regio.agreed.value, money.available.value), (millions("7,5"), millions("15")));
    assert_eq!((rijk.received.value, regio.received.value), (millions("7,5"), millions("5,6")));
    assert_eq!(money.received.value, millions("13,1"));
    let text = OF_2022.text();
    for row in ["LNV, 2019 3.600 3.600", "LNV, 2020 1.950 1.950", "LNV, 2021 1.950 1.950", "Totaal 15.000 13.100"] {
        assert!(text.contains(&squeezed(row)), "{row}");
    }
}

/// Case 11 of the domain: the sign and the letter of a difference say the same.
#[test]
fn a_shortfall_has_a_true_minus_and_an_n() {
    let case = Case::new().dossier(SMALL).replace(
        "bestedingen/2024.yaml",
        "begroot: {primitief: 600000}",
        "begroot: {primitief: 500000}",
    );
    let text = Report::of(&case.folder(), "2024").text();
    // Dorpen: 500.000 + 125.000 + 10% of 350.000 = 660.000 budgeted after amendment;
    // 512.340,55 + 121.875,40 + 10% of 268.410,75 = 661.057,025 spent: 1.057,025 too much.
    // Vakwerk: 90% of 350.000 = 315.000; 90% of 268.410,75 = 241.569,675: 73.430,325 left.
    for row in ["Levende dorpen 645 660 661 \u{2212}1 N", "Vakwerk dichtbij 315 315 242 73 V"] {
        assert!(text.contains(&squeezed(row)), "{row}");
    }
    assert!(text.contains(&squeezed("N: nadeel, er is meer besteed dan begroot; het verschil is dan negatief.")));
}

/// Case 12 of the domain: a project that counts for two pillars as 60 and 40 percent.
#[test]
fn a_project_in_two_pillars_adds_up_or_the_report_says_why_not_in_print() {
    let case = Case::new().dossier(SMALL).replace(
        "projecten/vakschool.yaml",
        "dorpen: 10%\n  vakwerk: 90%",
        "dorpen: 60%\n  vakwerk: 40%",
    );
    let checked = check(&case.folder()).unwrap();
    let money = &checked.known["2024"].figures.money;
    let realised = |line: &Line| line.years.get(&2024).map(|of: &YearFigures| of.realised.value.euros()).unwrap();
    let euros = |text: &str| text.parse::<Decimal>().unwrap();
    // 512.340,55 + 121.875,40 + 0,6 × 268.410,75 and 0,4 × 268.410,75: exact, to a part of a cent.
    assert_eq!(realised(&money.pillars[0]), euros("795262.40"));
    assert_eq!(realised(&money.pillars[1]), euros("107364.30"));
    assert_eq!(realised(&money.without_pillar), euros("47250"));
    // 795.262,40 + 107.364,30 + 47.250 = 949.876,70.
    assert_eq!(realised(&money.total), euros("949876.70"));
    // In print 795 + 107 + 47 = 949, but the total is 950.
    let text = Report::of(&case.folder(), "2024").text();
    for row in [
        "Levende dorpen 920 935 795",
        "Vakwerk dichtbij 140 140 107",
        "Posten zonder pijler 50 50 47",
        "Totaal 1.110 1.125 950",
    ] {
        assert!(text.contains(&squeezed(row)), "{row}");
    }
    assert!(text.contains(&squeezed("Door afronding kan een totaal afwijken van de som van de delen.")));
}
