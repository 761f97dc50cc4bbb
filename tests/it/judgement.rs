//! The oordeel, from a few lines of YAML to the words in print: a hand-worked example of each.
//!
//! The examples stand in the smallest dossier. Its area is `oostwijk`, its comparison area
//! `voorbeeldstad`. A measurement of an autumn runs to 31 October; a target from najaar 2019 to
//! najaar 2023 ends on 1 November 2023, 1.462 days after the nulmeting of 31 October 2019. On 31
//! October 2021, 731 days have passed: exactly half, so that an agreed +0,5 has p = 0,25.

use rust_decimal::Decimal;
use voortgang::figures::{Hindrance, IndicatorFigures, Judgement};
use voortgang::format;
use voortgang::model::Verdict;
use voortgang::pipeline::{self, Checked, Choice};
use voortgang::world::{Folder, Templates};

use crate::case::fixture;
use crate::pdf::{OF_2020, OF_2022, squeezed};

const REPORT: &str = include_str!("../../fixtures/valid/minimaal/verslagen/2021.yaml");

const HEAD: &str = "naam: Proef\nkorte-naam: Proef\nsoort: effect\npopulatie: bewoners\ndefinitie: Wat is gemeten.\n\
                    meetgebied: oostwijk\nuitvoerder: het onderzoeksbureau\n";

/// Art. 3, first result: a score that rises by half a point.
const SCORE: &str = "maat: schaalscore\nrichting: stijgt\ntelling: momentopname\n\
                     streefwaarde: {verschil: 0.5 punt, van: najaar 2019, tot: najaar 2023}\n";

/// Art. 3, fifth result: a share that falls, without a number.
const FALLS: &str = "maat: percentage\nrichting: daalt\ntelling: momentopname\ndecimalen: 1\n\
                     streefwaarde: {alleen-richting: ja, van: najaar 2019, tot: najaar 2023}\n";

/// Art. 3, third result: 500 people from the start on.
const COUNT: &str = "maat: aantal\neenheid: mensen\nrichting: stijgt\ntelling: cumulatief\n\
                     streefwaarde: {cumulatief: 500, van: 2019-11-01, tot: 2023}\n";

/// Art. 1: the gap to the average of the city becomes smaller.
const GAP: &str = "maat: percentage\nrichting: stijgt\ntelling: momentopname\n\
                   streefwaarde: {over: achterstand, verschil: -3 procentpunt, van: najaar 2019, tot: najaar 2023}\n";

/// A survey held in September and October, known in the January after.
fn autumn(year: i32, area: &str, rest: &str) -> String {
    let known = year + 1;
    format!(
        "  - {{veldwerk: {{van: {year}-09-01, tot: {year}-10-31}}, bekend-op: {known}-01-15, gebied: {area}, bron: Onderzoek, {rest}}}\n"
    )
}

/// A survey in the area of the deal.
fn ours(year: i32, rest: &str) -> String {
    autumn(year, "oostwijk", rest)
}

/// A count from the start up to the end of a year.
fn counted(year: i32, rest: &str) -> String {
    let known = year + 1;
    format!(
        "  - {{periode: {{van: 2019-11-01, tot: {year}-12-31}}, bekend-op: {known}-02-14, gebied: oostwijk, bron: Register, {rest}}}\n"
    )
}

/// A report over a year.
fn report(year: i32) -> String {
    // The later year first: otherwise what became 2022 would become 2023.
    REPORT.replace("2022-", &format!("{}-", year + 1)).replace("2021-", &format!("{year}-"))
}

/// The smallest dossier with this indicator and reports over these years.
fn dossier(kind: &str, rows: &[String], more: &str, years: &[i32]) -> Folder {
    let mut folder = Folder::open(&fixture("minimaal")).unwrap();
    let text = format!("{HEAD}{kind}reeks:\n{}{more}", rows.concat());
    folder.insert("indicatoren/ontmoeten.yaml", text);
    folder.files.remove("verslagen/2021.yaml");
    for year in years {
        folder.insert(format!("verslagen/{year}.yaml"), report(*year));
    }
    folder
}

fn checked(folder: &Folder) -> Checked {
    pipeline::check(folder).unwrap_or_else(|rejected| panic!("{:#?}", rejected.diagnostics))
}

/// What a report over a year knows of the only indicator.
fn seen(folder: &Folder, year: i32) -> IndicatorFigures {
    checked(folder).known[year.to_string().as_str()].figures.indicators[0].clone()
}

fn figures(kind: &str, rows: &[String], more: &str, year: i32) -> IndicatorFigures {
    seen(&dossier(kind, rows, more, &[year]), year)
}

fn judged(kind: &str, rows: &[String], year: i32) -> Judgement {
    figures(kind, rows, "", year).judgement.unwrap()
}

fn verdict(kind: &str, rows: &[String], year: i32) -> Verdict {
    judged(kind, rows, year).verdict
}

fn hindrances(kind: &str, rows: &[String], more: &str, year: i32) -> Vec<Hindrance> {
    let judgement = figures(kind, rows, more, year).judgement.unwrap();
    assert_eq!(judgement.verdict, Verdict::CannotBeJudged);
    judgement.hindrances
}

/// A number of the figures, rounded for the comparison with a sum on paper.
fn four(value: Decimal) -> String {
    format::number(value, 4)
}

/// The text that the layout engine gets for a report over a year.
fn printed(folder: &Folder, year: i32) -> String {
    let choice = Choice::Report(year.to_string());
    pipeline::compose(folder, &checked(folder), &choice, &Templates::built_in())
        .unwrap_or_else(|rejected| panic!("{:#?}", rejected.diagnostics))
        .source
        .replace('\u{a0}', " ")
}

#[track_caller]
fn prints(folder: &Folder, year: i32, parts: &[&str]) {
    let source = printed(folder, year);
    for part in parts {
        assert!(source.contains(part), "{part}");
    }
}

/// d = 5,7 − 4,9 = 0,8; m = √(0,1² + 0,1²) = 0,1414; d − m = 0,6586 ≥ t = 0,5 at the eindmeting.
#[test]
fn behaald() {
    let base = ours(2019, "meting: nulmeting, waarde: 4.9, marge: 0.1");
    let rows =
        |value: &str| vec![base.clone(), ours(2023, &format!("meting: eindmeting, waarde: {value}, marge: 0.1"))];
    let found = figures(SCORE, &rows("5.7"), "", 2023);
    assert_eq!(found.judgement.unwrap().verdict, Verdict::Reached);
    assert_eq!(four(found.change.unwrap().margin), "0,1414");
    // 0,6 − 0,1414 = 0,4586 < 0,5: perhaps reached, perhaps not; p = 0,5 × 1461 / 1462 = 0,4997 ≤ 0,6.
    assert_eq!(verdict(SCORE, &rows("5.5"), 2023), Verdict::OnCourse);
    // A measurement in the season that was agreed is the eindmeting, called so or not.
    let unnamed = vec![base, ours(2023, "waarde: 5.7, marge: 0.1")];
    assert_eq!(verdict(SCORE, &unnamed, 2023), Verdict::Reached);
}

/// 640 ≥ 500 before the end of 2023; at the end the same count is `behaald`.
#[test]
fn tussentijds_behaald() {
    let early = judged(COUNT, &[counted(2021, "waarde: 640")], 2021);
    assert_eq!(early.verdict, Verdict::ReachedEarly);
    assert!(early.reason.contains("op of boven het afgesproken aantal"));
    // 1.310 ≥ 2 × 500.
    let amply = judged(COUNT, &[counted(2021, "waarde: 1310")], 2021);
    assert!(amply.reason.contains("minstens het dubbele"));
    assert_eq!(verdict(COUNT, &[counted(2023, "waarde: 640")], 2023), Verdict::Reached);
}

/// d = 5,2 − 4,9 = 0,3 ≥ p = 0,25, and d − m = 0,3 − 0,1414 > 0.
#[test]
fn op_koers() {
    let rows = [ours(2019, "meting: nulmeting, waarde: 4.9, marge: 0.1"), ours(2021, "waarde: 5.2, marge: 0.1")];
    let found = figures(SCORE, &rows, "", 2021);
    assert_eq!(found.judgement.unwrap().verdict, Verdict::OnCourse);
    assert!(found.change.unwrap().is_significant);
    assert_eq!(found.goal.unwrap().value.to_string(), "5.4"); // 4,9 + 0,5
}

/// d = 0,2 < p = 0,25, but d + m = 0,3414 ≥ 0,25.
#[test]
fn vraagt_aandacht() {
    let base = |margin: &str| ours(2019, &format!("meting: nulmeting, waarde: 4.9, marge: {margin}"));
    let rows = [base("0.1"), ours(2021, "waarde: 5.1, marge: 0.1")];
    let judgement = judged(SCORE, &rows, 2021);
    assert_eq!(judgement.verdict, Verdict::NeedsAttention);
    assert!(!judgement.reason.contains("niet significant"));
    // m = √(0,2² + 0,2²) = 0,2828 > d = 0,2.
    let within = judged(SCORE, &[base("0.2"), ours(2021, "waarde: 5.1, marge: 0.2")], 2021);
    assert_eq!(within.verdict, Verdict::NeedsAttention);
    assert!(within.reason.ends_with("De verandering is niet significant: zij valt binnen de marge."));
}

/// d + m = 0 + 0,1414 < p = 0,25. And of a register: 214 < p = 500 × 791 / 1521 = 260,03.
#[test]
fn achter() {
    let rows = [ours(2019, "meting: nulmeting, waarde: 4.9, marge: 0.1"), ours(2021, "waarde: 4.9, marge: 0.1")];
    assert_eq!(verdict(SCORE, &rows, 2021), Verdict::Behind);
    let count = judged(COUNT, &[counted(2021, "waarde: 214")], 2021);
    assert_eq!(count.verdict, Verdict::Behind);
    assert!(!count.reason.contains("marge"), "a register has none");
}

/// A survey that gives a day in place of its fieldwork is no register: without margin and n nothing
/// may be said. With `waarneming: register` the fall of 1 is a fact: 20 < 21.
#[test]
fn only_a_register_has_no_margin() {
    let rows = [
        "meting: nulmeting, peildatum: 2019-10-31, bekend-op: 2020-01-15, waarde: 21",
        "peildatum: 2021-10-31, bekend-op: 2022-01-15, waarde: 20",
    ]
    .map(|row| format!("  - {{{row}, gebied: oostwijk, bron: Onderzoek}}\n"));
    let unknown = [Hindrance::MarginUnknown(vec!["2019-10-31".parse().unwrap(), "2021-10-31".parse().unwrap()])];
    assert_eq!(hindrances(FALLS, &rows, "", 2021), unknown);
    let register = format!("waarneming: register\n{FALLS}");
    assert_eq!(verdict(&register, &rows, 2021), Verdict::OnCourse);
    // A score is asked, whatever the indicator says.
    let score = register.replace("percentage", "schaalscore");
    let tens =
        rows.map(|row| row.replace("21,", "6,").replace("waarde: 21", "waarde: 6").replace("waarde: 20", "waarde: 5"));
    assert_eq!(hindrances(&score, &tens, "", 2021), unknown);
}

/// d = 5,7 − 4,9 = 0,8 ≥ t = 0,5 on 31 October 2021 is no `behaald`, even if the row is called
/// eindmeting: p = 0,25, so op koers. The eindmeting may end a month before najaar 2023 begins.
#[test]
fn an_early_eindmeting_is_none() {
    let base = ours(2019, "meting: nulmeting, waarde: 4.9, marge: 0.1");
    let early = ours(2021, "meting: eindmeting, waarde: 5.7, marge: 0.1");
    assert_eq!(verdict(SCORE, &[base.clone(), early], 2021), Verdict::OnCourse);
    let on = |day: &str| {
        ours(2023, "meting: eindmeting, waarde: 5.7, marge: 0.1")
            .replace("2023-09-01, tot: 2023-10-31", &format!("2023-06-01, tot: {day}"))
    };
    assert_eq!(verdict(SCORE, &[base.clone(), on("2023-08-01")], 2023), Verdict::Reached);
    assert_eq!(verdict(SCORE, &[base, on("2023-07-31")], 2023), Verdict::OnCourse);
}

/// The same 0,8 on a provisional eindmeting: reached, but not yet for certain.
#[test]
fn nothing_is_behaald_on_a_provisional_value() {
    let rows = |quality: &str| {
        [
            ours(2019, "meting: nulmeting, waarde: 4.9, marge: 0.1"),
            ours(2023, &format!("meting: eindmeting, waarde: 5.7, marge: 0.1, kwaliteit: {quality}")),
        ]
    };
    assert_eq!(verdict(SCORE, &rows("betrouwbaar"), 2023), Verdict::Reached);
    for quality in ["voorlopig", "nader-voorlopig"] {
        let judgement = judged(SCORE, &rows(quality), 2023);
        assert_eq!(judgement.verdict, Verdict::OnCourse);
        assert!(judgement.reason.starts_with("De laatste waarde is voorlopig."));
    }
    let count = judged(COUNT, &[counted(2021, "waarde: 640, kwaliteit: voorlopig")], 2021);
    assert_eq!(count.verdict, Verdict::ReachedEarly);
    assert!(count.reason.ends_with("De laatste waarde is voorlopig."));
}

/// 640 of the 500, and yet nothing may be said.
#[test]
fn a_count_must_hold_what_was_agreed() {
    let day = |text: &str| text.parse().unwrap();
    let of = |rows: &[String], more: &str| hindrances(COUNT, rows, more, 2021);
    let low = counted(2021, "waarde: 640, kwaliteit: lage-respons");
    assert_eq!(of(&[low], ""), [Hindrance::LatestLowResponse(day("2021-12-31"), None)]);
    let cut = |day: &str| format!("breuken:\n  - {{datum: {day}, bekend-op: 2022-01-15, reden: ook van buiten}}\n");
    let whole = counted(2021, "waarde: 640");
    let across = [Hindrance::CountAcrossBreak(day("2021-06-01"), "ook van buiten".into())];
    assert_eq!(of(std::slice::from_ref(&whole), &cut("2021-06-01")), across);
    // A factor cannot take a count apart.
    let factor = cut("2021-06-01").replace('}', ", omrekenfactor: 0.9, bron: CBS}");
    assert_eq!(of(std::slice::from_ref(&whole), &factor), across);
    // From the first day on there is one method.
    let from_the_start = figures(COUNT, std::slice::from_ref(&whole), &cut("2019-11-01"), 2021).judgement.unwrap();
    assert_eq!(from_the_start.verdict, Verdict::ReachedEarly);
    let from = |start: &str| whole.replace("2019-11-01", start);
    assert_eq!(
        of(&[from("2018-01-01")], ""),
        [Hindrance::CountStartsEarly(day("2018-01-01"), "1\u{a0}november\u{a0}2019".into())]
    );
    // A month early is the care of whoever counts; 32 days are not.
    assert_eq!(verdict(COUNT, &[from("2019-10-01")], 2021), Verdict::ReachedEarly);
    assert_eq!(verdict(COUNT, &[from("2019-09-30")], 2021), Verdict::CannotBeJudged);
    // Each value counts its own year.
    let yearly = [counted(2020, "waarde: 380"), from("2021-01-01")];
    assert_eq!(of(&yearly, ""), [Hindrance::CountStartsDiffer(vec![day("2019-11-01"), day("2021-01-01")])]);
}

/// A correction that lifts a caveat says so in print, even if the value stays.
#[test]
fn a_correction_that_lifts_a_caveat_is_named() {
    let rows = [
        ours(2019, "meting: nulmeting, waarde: 4.9, marge: 0.1"),
        ours(2021, "waarde: 5.2, marge: 0.1, kwaliteit: lage-respons"),
        ours(
            2021,
            "waarde: 5.2, marge: 0.1, kwaliteit: betrouwbaar, herziet: 2022-01-15, reden: alsnog genoeg antwoorden",
        )
        .replace("bekend-op: 2022-01-15", "bekend-op: 2022-03-01"),
    ];
    let folder = dossier(SCORE, &rows, "", &[2021]);
    prints(&folder, 2021, &["wat bij 5,2 staat, is herzien", "Eerder stond hierbij: lage respons."]);
}

#[test]
fn each_reason_that_nothing_may_be_said() {
    let day = |text: &str| text.parse().unwrap();
    let base = || ours(2019, "meting: nulmeting, waarde: 4.9, marge: 0.1");
    let last = || ours(2021, "waarde: 5.2, marge: 0.1");
    let of = |rows: &[String], more: &str| hindrances(SCORE, rows, more, 2021);
    assert_eq!(of(&[last()], ""), [Hindrance::NoBaseline]);
    let not = ours(2019, "meting: nulmeting, niet-gemeten: {reden: het onderzoek begon in 2020}");
    assert_eq!(of(&[not, last()], ""), [Hindrance::BaselineNotMeasured("het onderzoek begon in 2020".into())]);
    assert_eq!(of(&[base()], ""), [Hindrance::NothingSinceBaseline]);
    let low = |year, role: &str| ours(year, &format!("{role}waarde: 4.9, marge: 0.1, kwaliteit: lage-respons"));
    assert_eq!(
        of(&[low(2019, "meting: nulmeting, "), last()], ""),
        [Hindrance::BaselineLowResponse(day("2019-10-31"), None)]
    );
    assert_eq!(of(&[base(), low(2021, "")], ""), [Hindrance::LatestLowResponse(day("2021-10-31"), None)]);
    let cut =
        |more: &str| format!("breuken:\n  - {{datum: 2021-08-01, bekend-op: 2022-01-15, reden: nieuwe opzet{more}}}\n");
    let broken = [Hindrance::MethodBreak(day("2021-08-01"), "nieuwe opzet".into())];
    assert_eq!(of(&[base(), last()], &cut("")), broken);
    // A factor that nobody published is no factor.
    assert_eq!(of(&[base(), last()], &cut(", omrekenfactor: 0.9")), broken);
    let other = |year, role: &str, words: &str| {
        ours(year, &format!("{role}waarde: 4.9, marge: 0.1, andere-definitie: {words}"))
    };
    assert_eq!(
        of(&[other(2019, "meting: nulmeting, ", "alleen jongeren"), other(2021, "", "alleen jongeren")], ""),
        [Hindrance::OtherDefinition("alleen jongeren".into())]
    );
    assert_eq!(
        of(&[base(), other(2021, "", "alleen jongeren")], ""),
        [Hindrance::DefinitionsDiffer("alleen jongeren".into())]
    );
    assert_eq!(
        of(&[base(), ours(2021, "waarde: 5.2, n: 800")], ""),
        [Hindrance::MarginUnknown(vec![day("2021-10-31")])],
        "n tells no margin of a score"
    );
    let yearly = COUNT.replace("cumulatief: 500", "waarde: 500").replace("telling: cumulatief", "telling: per-periode");
    let period = |role: &str, from: &str, to: &str| {
        format!(
            "  - {{{role}periode: {{van: {from}, tot: {to}}}, bekend-op: 2022-01-15, gebied: oostwijk, bron: Register, waarde: 400}}\n"
        )
    };
    let half = [period("meting: nulmeting, ", "2019-01-01", "2019-12-31"), period("", "2021-01-01", "2021-06-30")];
    assert_eq!(hindrances(&yearly, &half, "", 2021), [Hindrance::PeriodsDiffer]);
}

/// Where there is no comparison there is no change either: not in the figures, and not in print.
#[test]
fn no_delta_across_a_methodebreuk() {
    let rows = [ours(2019, "meting: nulmeting, waarde: 4.9, marge: 0.1"), ours(2021, "waarde: 5.2, marge: 0.1")];
    let cut = "breuken:\n  - {datum: 2021-08-01, bekend-op: 2022-01-15, reden: nieuwe opzet}\n";
    let folder = dossier(SCORE, &rows, cut, &[2021]);
    let found = seen(&folder, 2021);
    assert!(found.change.is_none() && found.gap_change.is_none() && found.goal.is_none());
    let source = printed(&folder, 2021);
    assert!(!source.contains("Verandering sinds") && !source.contains("+0,3"));
    assert!(source.contains("niet te beoordelen") && source.contains("niet vast te stellen"));
    assert!(!source.contains("hulplijn, niet in het convenant afgesproken, loopt"), "the chart has no line across it");
}

/// The Veiligheidsmonitor of 2019, 2021 and 2023: over 2022 the oordeel of 2021 stands, with its date.
#[test]
fn a_year_without_measurement_repeats_the_last_oordeel() {
    let rows = [ours(2019, "meting: nulmeting, waarde: 4.9, marge: 0.1"), ours(2021, "waarde: 5.2, marge: 0.1")];
    let calendar = "kalender: [2019, 2021, 2023]\n";
    let folder = dossier(SCORE, &rows, calendar, &[2021, 2022]);
    let (then, now) = (seen(&folder, 2021).judgement.unwrap(), seen(&folder, 2022).judgement.unwrap());
    assert!(!then.is_repeated && now.is_repeated);
    assert_eq!(Judgement { is_repeated: false, ..now }, then);
    prints(
        &folder,
        2022,
        &[
            "In 2022 was geen meting gepland. Dit oordeel is dat van de meting tot en met 31 oktober 2021.",
            "gepland in 2023",
        ],
    );
    // In 2023 a measurement is due; as long as it is not known, the last one is named as what it is.
    let folder = dossier(SCORE, &rows, calendar, &[2023]);
    assert!(!seen(&folder, 2023).judgement.unwrap().is_repeated);
    prints(&folder, 2023, &["Gebaseerd op de laatst bekende meting, tot en met 31 oktober 2021."]);
    let none = ours(2023, "niet-gemeten: {reden: het onderzoek is een jaar uitgesteld, verwacht: najaar 2024}");
    let folder = dossier(SCORE, &[&rows[..], &[none]].concat(), calendar, &[2023]);
    prints(&folder, 2023, &["Van 31 oktober 2023 is er geen waarde: het onderzoek is een jaar uitgesteld."]);
}

/// An author's own oordeel stands until there is a new measurement.
#[test]
fn an_oordeel_of_the_author_is_repeated_too() {
    let rows = [ours(2019, "meting: nulmeting, waarde: 4.9, marge: 0.1"), ours(2021, "waarde: 5.2, marge: 0.1")];
    let own = "oordelen:\n  ontmoeten: {oordeel: vraagt-aandacht, reden: het buurthuis was lang dicht}\n";
    let mut folder = dossier(SCORE, &rows, "kalender: [2019, 2021, 2023]\n", &[2021, 2022]);
    folder.insert("verslagen/2021.yaml", report(2021) + own);
    for (year, whose) in [(2021, "van de opstellers. Uit"), (2022, "van de opstellers van verslag 2021. Uit")] {
        let judgement = seen(&folder, year).judgement.unwrap();
        assert_eq!(
            (judgement.verdict, judgement.reason.as_str()),
            (Verdict::NeedsAttention, "het buurthuis was lang dicht.")
        );
        assert_eq!(judgement.overruled.unwrap().0, Verdict::OnCourse);
        prints(&folder, year, &[whose, "volgt: op koers."]);
    }
}

/// Margins of 1 each: m = √(1² + 1²) = 1,4142. A fall of 2 is more, one of 1 is not, a rise of 2 is worse.
#[test]
fn a_direction_only_asks_for_significance() {
    let base = ours(2019, "meting: nulmeting, waarde: 22, marge: 1");
    let now = |value: &str| [base.clone(), ours(2021, &format!("waarde: {value}, marge: 1"))];
    assert_eq!(verdict(FALLS, &now("20"), 2021), Verdict::OnCourse);
    let within = judged(FALLS, &now("21"), 2021);
    assert_eq!(within.verdict, Verdict::NeedsAttention);
    assert_eq!(within.reason, "De verandering is niet significant: zij valt binnen de marge.");
    assert_eq!(verdict(FALLS, &now("24"), 2021), Verdict::Behind);
    prints(
        &dossier(FALLS, &now("21"), "", &[2021]),
        2021,
        &["−1,0 procentpunt (marge 1,4 procentpunt; niet significant)"],
    );
}

/// Art. 1. Own 41 → 40 and city 47 → 42: both fall, and the gap falls from 6 to 2.
/// d = 4; m = √(4 × 0,5²) = 1; d − m = 3 ≥ t = 3 at the eindmeting: behaald.
#[test]
fn a_gap_shrinks_even_if_both_fall() {
    let city = |year, rest: &str| autumn(year, "voorbeeldstad", rest);
    let rows = |end: &str| {
        vec![
            ours(2019, "meting: nulmeting, waarde: 41, marge: 0.5"),
            city(2019, "waarde: 47, marge: 0.5"),
            ours(2023, "meting: eindmeting, waarde: 40, marge: 0.5"),
            city(2023, &format!("waarde: {end}, marge: 0.5")),
        ]
    };
    let folder = dossier(GAP, &rows("42"), "", &[2023]);
    let found = seen(&folder, 2023);
    let change = found.gap_change.unwrap();
    assert_eq!((four(change.value.value), four(change.margin)), ("−4,0000".into(), "1,0000".into()));
    assert_eq!(found.gap_goal.unwrap().value.to_string(), "3"); // 6 − 3
    assert!(found.goal.is_none(), "a gap is no level to draw");
    assert_eq!(found.change.unwrap().value.value.to_string(), "-1");
    let judgement = found.judgement.unwrap();
    assert_eq!(judgement.verdict, Verdict::Reached);
    assert!(judgement.reason.starts_with("De streefwaarde gaat over de achterstand op Voorbeeldstad."));
    prints(
        &folder,
        2023,
        &[
            "achterstand 3 procentpunt kleiner",
            "4 procentpunt kleiner dan bij de nulmeting (marge 1,0 procentpunt; significant)",
            "Achterstand om te bereiken",
            // The table of article 1, for the factor that this indicator measures.
            "\"4 procentpunt kleiner (marge 1,0 procentpunt; significant)\"",
        ],
    );
    // d = 6 − 5 = 1: d + m = 2 < p = 3 × 1461 / 1462 = 2,998.
    assert_eq!(verdict(GAP, &rows("45"), 2023), Verdict::Behind);
    // The agreed gap as a level, and as a direction: 6 − 2 = 4, significantly smaller.
    let at_most = GAP.replace("verschil: -3 procentpunt", "waarde: 3");
    assert_eq!(verdict(&at_most, &rows("42"), 2023), Verdict::Reached);
    let smaller = GAP.replace("verschil: -3 procentpunt", "alleen-richting: ja");
    assert_eq!(verdict(&smaller, &rows("42"), 2023), Verdict::OnCourse);
    assert_eq!(verdict(&smaller, &rows("46"), 2023), Verdict::NeedsAttention); // d = 0
    assert_eq!(verdict(&smaller, &rows("49"), 2023), Verdict::Behind); // d = 6 − 9 = −3
}

#[test]
fn a_gap_needs_both_areas_at_both_times() {
    let day = |text: &str| text.parse().unwrap();
    let own = [ours(2019, "meting: nulmeting, waarde: 41, marge: 0.5"), ours(2021, "waarde: 40, marge: 0.5")];
    let city = |year, rest: &str| autumn(year, "voorbeeldstad", rest);
    let missing = |day| Hindrance::OtherAreaNotMeasured("Voorbeeldstad".into(), day);
    let with = |rows: &[String]| hindrances(GAP, &[&own[..], rows].concat(), "", 2021);
    let then = city(2019, "waarde: 47, marge: 0.5");
    assert_eq!(with(std::slice::from_ref(&then)), [missing(day("2021-10-31"))]);
    assert_eq!(with(&[city(2021, "waarde: 42, marge: 0.5")]), [missing(day("2019-10-31"))]);
    let low = city(2021, "waarde: 42, marge: 0.5, kwaliteit: lage-respons");
    let place = Some("Voorbeeldstad".to_owned());
    assert_eq!(with(&[then.clone(), low]), [Hindrance::LatestLowResponse(day("2021-10-31"), place)]);
    let other = city(2021, "waarde: 42, marge: 0.5, andere-definitie: alleen jongeren");
    assert_eq!(with(&[then, other]), [Hindrance::DefinitionsDiffer("alleen jongeren".into())]);
}

/// m₀ = 1,96 × √(31 × 69 / 300) = 5,2336; m₁ = 1,96 × √(28 × 72 / 850) = 3,0185; m = √(m₀² + m₁²) = 6,0417.
/// The fall of 3 is less than that.
#[test]
fn a_margin_follows_from_n_and_p() {
    let rows = [ours(2019, "meting: nulmeting, waarde: 31, n: 300"), ours(2021, "waarde: 28, n: 850")];
    let folder = dossier(FALLS, &rows, "", &[2021]);
    let change = seen(&folder, 2021).change.unwrap();
    assert_eq!(four(change.margin), "6,0417");
    assert!(!change.is_significant);
    prints(
        &folder,
        2021,
        &[
            "\"5,2\"",
            "marge berekend uit n",
            "niet significant",
            "marge 5,2 procentpunt, berekend",
            "de bron geeft geen marge",
        ],
    );
}

/// The nulmeting in the new method: 5,0 × 0,9 = 4,5, margin 0,2 × 0,9 = 0,18. d = 4,9 − 4,5 = 0,4;
/// m = √(0,18² + 0,1²) = 0,2059; the level to reach is 4,5 + 0,5 = 5,0.
#[test]
fn a_sourced_factor_bridges_a_methodebreuk() {
    let rows = [ours(2019, "meting: nulmeting, waarde: 5.0, marge: 0.2"), ours(2021, "waarde: 4.9, marge: 0.1")];
    let cut = "  - {datum: 2021-08-01, bekend-op: 2022-01-15, reden: nieuwe opzet, omrekenfactor: 0.9, bron: CBS}\n";
    let folder = dossier(SCORE, &rows, &format!("breuken:\n{cut}"), &[2021]);
    // The table shows what was measured, the chart what may be compared.
    prints(
        &folder,
        2021,
        &[
            "\"5,0\"",
            "was de waarde 4,5 (okt 2019; marge 0,2; omgerekend naar de nieuwe meetmethode) en 4,9 (okt 2021; marge 0,1).",
            "De nulmeting is omgerekend naar de nieuwe meetmethode, met de factor 0,9; de onzekerheid van die factor zelf zit niet in de marge.",
            "Nulmeting omgerekend",
            "loopt van 4,5 (31 oktober 2019) naar 5,0 (1 november 2023)",
        ],
    );
    let found = seen(&folder, 2021);
    let change = found.change.unwrap();
    assert_eq!((four(change.value.value), four(change.margin)), ("0,4000".into(), "0,2059".into()));
    assert_eq!(four(found.goal.unwrap().value), "5,0000");
    assert_eq!(found.judgement.unwrap().verdict, Verdict::OnCourse); // 0,4 ≥ 0,25 and 0,4 − 0,2059 > 0
    // The CBS corrected its factors: the one known last counts, once. 5,0 × 0,8 = 4,0; d = 0,9.
    let erratum = cut.replace("0.9", "0.8").replace("2022-01-15", "2022-03-01").replace("CBS", "CBS (erratum)");
    let folder = dossier(SCORE, &rows, &format!("breuken:\n{cut}{erratum}"), &[2021]);
    assert_eq!(four(seen(&folder, 2021).change.unwrap().value.value), "0,9000");
    prints(&folder, 2021, &["Omrekenfactor 0,8, eerder 0,9 (CBS (erratum))."]);
}

/// From the new nulmeting of 31 October 2021: d = 5,5 − 5,1 = 0,4; m = 0,1414; p = 0,5 × 730 / 731 = 0,4993.
/// d < p, but d + m = 0,5414 ≥ p: vraagt aandacht.
#[test]
fn a_new_nulmeting_counts_from_the_day_it_was_known() {
    let rows = [
        ours(2019, "meting: nulmeting, waarde: 4.9, marge: 0.2, kwaliteit: lage-respons"),
        ours(2021, "waarde: 5.1, marge: 0.1"),
        ours(2023, "meting: eindmeting, waarde: 5.5, marge: 0.1"),
    ];
    let new = "nieuwe-nulmetingen:\n  - {t-m: 2021-10-31, bekend-op: 2023-02-10, reden: de eerste had te weinig respons, bron: overleg van 10 februari 2023}\n";
    let folder = dossier(SCORE, &rows, new, &[2021, 2023]);
    let then = seen(&folder, 2021);
    assert!(then.rebaselining.is_none());
    assert_eq!(then.judgement.unwrap().verdict, Verdict::CannotBeJudged);
    let now = seen(&folder, 2023);
    assert_eq!(four(now.change.as_ref().unwrap().value.value), "0,4000");
    assert_eq!(four(now.goal.as_ref().unwrap().value), "5,6000"); // 5,1 + 0,5
    let judgement = now.judgement.unwrap();
    assert_eq!(judgement.verdict, Verdict::NeedsAttention);
    assert_eq!(judgement.rebaselined_on, Some("2021-10-31".parse().unwrap()));
    prints(
        &folder,
        2023,
        &[
            "\"Eerste nulmeting\", \"4,9 (lage respons)",
            "\"Nieuwe nulmeting\", \"5,1",
            "Verandering sinds de nieuwe nulmeting",
            "Het oordeel telt vanaf een nieuwe nulmeting, die tot en met 31 oktober 2021.",
            "Sinds 10 februari 2023 geldt de meting tot en met 31 oktober 2021 (5,1) als nulmeting.",
            "De eerste nulmeting is die tot en met 31 oktober 2019 (4,9). Reden: de eerste had te weinig respons.",
            "vraagt aandacht (vanaf nieuwe nulmeting)",
        ],
    );
    assert!(!printed(&folder, 2021).contains("nieuwe nulmeting"));
}

#[test]
fn what_an_eindmeting_after_the_deal_says() {
    let late = SCORE.replace("najaar 2023", "najaar 2024");
    let rows = [
        ours(2019, "meting: nulmeting, waarde: 4.9, marge: 0.1"),
        ours(2024, "meting: eindmeting, waarde: 5.7, marge: 0.1"),
    ];
    let folder = dossier(&late, &rows, "", &[2024]);
    assert_eq!(seen(&folder, 2024).judgement.unwrap().verdict, Verdict::Reached);
    prints(
        &folder,
        2024,
        &[
            "(tot en met najaar 2024) loopt door na het einde van de deal op 31 december 2023.",
            "\"na het einde van de deal\"",
        ],
    );
}

/// What the reference dossier knows of an indicator.
fn of_den_haag(id: &str, year: i32) -> IndicatorFigures {
    let all = checked(&Folder::open(&fixture("den-haag-zuidwest")).unwrap());
    let known = &all.known[year.to_string().as_str()];
    known.figures.indicators.iter().find(|one| one.id.as_str() == id).unwrap().clone()
}

/// domain-facts.md section 8, case 1.
#[test]
fn case_1_low_response_in_2019_and_another_method_in_2021() {
    let low = |one: &Hindrance| matches!(one, Hindrance::BaselineLowResponse(..));
    let broken = |one: &Hindrance| matches!(one, Hindrance::MethodBreak(..));
    for id in ["sociale-cohesie", "onveiligheid"] {
        let found = of_den_haag(id, 2022);
        let judgement = found.judgement.unwrap();
        assert_eq!(judgement.verdict, Verdict::CannotBeJudged);
        assert!(judgement.is_repeated);
        assert!(judgement.hindrances.iter().any(low) && judgement.hindrances.iter().any(broken));
        assert!(found.change.is_none() && found.gap_change.is_none() && found.goal.is_none());
    }
    let text = OF_2022.text();
    let holds = |part: &str| text.contains(&squeezed(part));
    // The levels stand there, as levels: 5,1 and 5,8, and what is between them on that one day.
    assert!(holds("5,1 – – 5,8") || holds("5,1 onbekend – 5,8"), "the row of 2021");
    assert!(holds("Achterstand: 0,7 punt op Den Haag, 31 oktober 2021"));
    for never in ["+0,2 punt", "Verandering sinds de nulmeting: +", "Verandering sinds de nulmeting: −3"] {
        assert!(!holds(never), "{never}");
    }
    assert!(holds("(tot en met najaar 2023) loopt door na het einde van de deal op 31 juli 2023."));
    // Over 2020 nothing was measured since the nulmeting, and that is said beside its low response.
    let before = of_den_haag("sociale-cohesie", 2020).judgement.unwrap();
    assert!(before.is_repeated && before.hindrances.contains(&Hindrance::NothingSinceBaseline));
    assert!(OF_2020.text().contains(&squeezed("In 2020 was geen meting gepland.")));
}

/// domain-facts.md section 8, case 2.
#[test]
fn case_2_from_22_to_20_percent_is_two_percentage_points() {
    let found = of_den_haag("problematische-schulden", 2022);
    let change = found.change.unwrap();
    assert_eq!((change.value.value.to_string().as_str(), change.has_other_definition), ("-2", true));
    let judgement = found.judgement.unwrap();
    assert_eq!(judgement.verdict, Verdict::CannotBeJudged);
    assert!(matches!(judgement.hindrances[..], [Hindrance::OtherDefinition(_)]));
    let text = OF_2022.text();
    for part in [
        "−2 procentpunt, volgens een andere definitie dan afgesproken",
        "22% (andere definitie), 1 januari 2019",
        "20% (jan 2021, andere definitie)",
    ] {
        assert!(text.contains(&squeezed(part)), "{part}");
    }
    assert!(!text.contains("−9,1") && !text.contains("−2%"), "a change of a percentage is no percentage");
}

/// domain-facts.md section 8, cases 3 and 4.
#[test]
fn cases_3_and_4_far_above_the_target() {
    let reached = of_den_haag("geactiveerd", 2022);
    assert_eq!(reached.change.unwrap().value.value, Decimal::from(2000));
    assert_eq!(reached.goal.unwrap().value, Decimal::from(500));
    let judgement = reached.judgement.unwrap();
    assert_eq!(judgement.verdict, Verdict::ReachedEarly);
    assert!(judgement.reason.contains("ruim boven het afgesproken aantal"));
    assert_eq!(of_den_haag("bedrijfsruimte", 2022).judgement.unwrap().verdict, Verdict::ReachedEarly);
    let text = OF_2022.text();
    // Art. 4 speaks of one bedrijfsverzamelgebouw and 5.000 m², art. 3 of one in each wijk: both stand there.
    for part in ["6.500 m²", "5.000 m²", "één bedrijfsverzamelgebouw", "Een bedrijfsverzamelgebouw in elke wijk"] {
        assert!(text.contains(&squeezed(part)), "{part}");
    }
}

/// domain-facts.md section 8, case 6: the period carries the sign, and a blank is no nought.
#[test]
fn case_6_a_provisional_value_keeps_its_sign() {
    let register = |day: &str, known: &str, rest: &str| {
        format!("  - {{peildatum: {day}, bekend-op: {known}, gebied: oostwijk, bron: CBS, {rest}}}\n")
    };
    let revised = "herziet: 2021-03-01, reden: definitief cijfer";
    let rows = [
        register("2019-12-31", "2020-03-01", "meting: nulmeting, waarde: 1.5"),
        register("2020-12-31", "2021-03-01", "waarde: 1.2, kwaliteit: voorlopig"),
        register("2021-12-31", "2022-03-01", "waarde: 1.1, kwaliteit: nader-voorlopig"),
    ];
    let folder = dossier(FALLS, &rows, "", &[2021]);
    prints(&folder, 2021, &["\"1,2%*\"", "\"1,1%**\"", "voorlopig cijfer", "voorlopig)", "1,1%** (dec 2021)"]);
    let mut all = rows.to_vec();
    all.push(register("2020-12-31", "2022-03-01", &format!("waarde: 1.3, {revised}")));
    all.push(register("2021-06-30", "2022-03-01", "niet-gemeten: {reden: de gemeente bestaat niet meer}"));
    let folder = dossier(FALLS, &all, "", &[2021]);
    let source = printed(&folder, 2021);
    assert!(source.contains("1,2% is herzien naar 1,3%") && source.contains("de gemeente bestaat niet meer"));
    assert!(!source.contains("\"0,0%\""));
}
