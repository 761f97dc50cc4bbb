//! The HTML twin: it says what the PDF says, and it is a page that everyone can use.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use lopdf::Document;
use roxmltree::{Node, ParsingOptions};
use voortgang::chart::Typeface;
use voortgang::check::Need;
use voortgang::compose::{self, Authentic, Composed, Materials, View};
use voortgang::model::Stage;
use voortgang::pipeline;
use voortgang::typeset;
use voortgang::world::{Folder, REGULAR, SEMIBOLD, Templates};

use crate::case::{Case, fixture};
use crate::changes::{CONCEPT, DISCUSSED};
use crate::pdf::squeezed;

/// A report in both its forms, and what the templates made of it.
struct Twins {
    name: String,
    html: String,
    composed: Composed,
}

impl Twins {
    fn of(folder: &Folder, report: &str, templates: &Templates) -> Self {
        let checked = pipeline::check(folder).unwrap_or_else(|rejected| panic!("{:#?}", rejected.diagnostics));
        let known = &checked.known[report];
        let before = known.before().unwrap();
        let concept = known.concept().unwrap();
        let view = View::of(known, before.as_ref()).unwrap().with_concept(concept.as_ref());
        let typeface = Typeface::new(REGULAR, SEMIBOLD).unwrap();
        let materials = Materials { needs: &needs(), ..Materials::of(known, templates, &typeface) };
        let authentic = Authentic { file_name: "verslag.pdf".to_owned(), sha256: "0123456789abcdef".to_owned() };
        let html = compose::html(view, materials, &authentic).unwrap_or_else(|diagnostics| panic!("{diagnostics:#?}"));
        let composed = compose::annual_report(view, materials).unwrap();
        Self { name: format!("{} {report}", checked.dossier.deal.id), html, composed }
    }

    /// The page as a tree: it is well-formed XML.
    fn page(&self) -> roxmltree::Document<'_> {
        let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
        roxmltree::Document::parse_with_options(&self.html, options)
            .unwrap_or_else(|error| panic!("{}: {error}", self.name))
    }
}

/// What the next steps could ask of a concept.
fn needs() -> Vec<Need> {
    let need = |stage, message: &str| Need {
        stage,
        file: "verslagen/2025.yaml".to_owned(),
        code: "R053",
        message: message.to_owned(),
    };
    vec![need(Stage::Discussed, "hier ontbreekt een woord"), need(Stage::Adopted, "`duiding` ontbreekt & meer")]
}

/// Reports of every kind, large and small, and one with everything still to be filled in.
static ALL: LazyLock<Vec<Twins>> = LazyLock::new(|| {
    let templates = endless();
    let known = [
        ("den-haag-zuidwest", "2020"),
        ("den-haag-zuidwest", "2021"),
        ("den-haag-zuidwest", "2022"),
        ("den-haag-zuidwest", "nulmeting"),
        ("den-haag-zuidwest", "tussenbericht-2022"),
        ("den-haag-zuidwest", "eindevaluatie"),
        ("klein-met-andere-artikelen", "2024"),
        ("minimaal", "2021"),
        ("afgeleid", "2021"),
    ];
    let open =
        |(dossier, report): (&str, &str)| Twins::of(&Folder::open(&fixture(dossier)).unwrap(), report, &templates);
    let mut all: Vec<Twins> = known.into_iter().map(open).collect();
    let changed = Case::new().dossier("minimaal").replace("verslagen/2021.yaml", CONCEPT, DISCUSSED);
    all.push(Twins::of(&changed.folder(), "2021", &templates));
    let blank = Case::new().args(["nieuw", "nieuw", "--jaar", "2025"]);
    blank.run().writes();
    all.push(Twins::of(&blank.made("nieuw").folder(), "2025", &templates));
    all
});

/// The templates with a theme of very wide pages that never end and have no head and foot: no table is broken and no word is
/// cut, so that the text of the PDF stands in the order in which it is read.
fn endless() -> Templates {
    let built_in = Templates::built_in();
    let (_, theme) = built_in.files().find(|(path, _)| *path == "theme/theme.typ").unwrap();
    let mut theme = str::from_utf8(theme).unwrap().to_owned();
    for (from, to) in [
        ("paper: \"a4\"", "width: 1600mm, height: auto"),
        ("if counter(page).get().first() > 1 { running-head(short-title, notice) } else [", "["),
        ("footer: context if counter(page).get().first() > 1 { running-foot(foot) }", "footer: none"),
        ("hyphenate: true", "hyphenate: false"),
    ] {
        assert!(theme.contains(from), "{from}");
        theme = theme.replace(from, to);
    }
    Templates::with_own(&BTreeMap::from([("theme/theme.typ".to_owned(), theme.into_bytes())]))
}

fn is(node: Node<'_, '_>, name: &str) -> bool {
    node.has_tag_name(name) || node.has_tag_name(("http://www.w3.org/2000/svg", name))
}

fn find<'a, 'input>(page: &'a roxmltree::Document<'input>, name: &'static str) -> Vec<Node<'a, 'input>> {
    page.descendants().filter(|node| is(*node, name)).collect()
}

/// The words of a part of the page as a reader sees them: with the marks of a list and the words in a drawing, without signs.
fn words(node: Node<'_, '_>) -> String {
    let mut text = String::new();
    collect(node, &mut text);
    text
}

fn collect(node: Node<'_, '_>, text: &mut String) {
    if node.is_text() {
        text.push_str(node.text().unwrap());
    }
    let is_name_of_drawing = node.parent().is_some_and(|up| is(up, "svg")) && !is(node, "text");
    if is_name_of_drawing || node.attribute("aria-hidden") == Some("true") {
        return;
    }
    if is(node, "li") {
        let list = node.parent().unwrap();
        let before = node.prev_siblings().skip(1).filter(|other| is(*other, "li")).count();
        if is(list, "ul") {
            text.push('•');
        } else if list.attribute("class").is_none_or(|class| !class.contains("numbered")) {
            let first: usize = list.attribute("start").map_or(1, |start| start.parse().unwrap());
            text.push_str(&format!("{}.", first + before));
        }
    }
    // On the cover of the PDF, the box for a number is empty.
    if is(node, "strong") && node.text() == Some("nog niet toegekend") {
        return;
    }
    // Where a requirement is met is a page in the PDF and a link here.
    let is_place = is(node, "a") && node.parent().is_some_and(|cell| is(cell, "td"));
    if is_place {
        text.push_str("pagina");
        return;
    }
    node.children().for_each(|child| collect(child, text));
}

/// With single plain spaces, as in `herkomst.csv`.
fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Without white space, signs, and the dots between facts on a line.
fn bare(text: &str) -> String {
    squeezed(text).chars().filter(|sign| !"●▲■✓→○□✗?·".contains(*sign)).collect()
}

/// What the PDF says of itself, and what the page says in its place.
const INSTEAD: [(&str, &str); 8] = [
    (
        concat!("Gemaakt met: voortgang ", env!("CARGO_PKG_VERSION")),
        concat!(
            "Gemaakt met: voortgang ",
            env!("CARGO_PKG_VERSION"),
            "Authentiek stuk: verslag.pdf Controlegetal van dat bestand (SHA-256): 0123456789abcdef"
        ),
    ),
    ("Dit pdf-bestand is het authentieke stuk.", "Het genoemde pdf-bestand is het authentieke stuk."),
    ("Die kopie verwijst naar dit stuk.", "Die kopie verwijst naar dat stuk."),
    ("staat verkort onder aan elke pagina.", "staat verkort onder aan deze pagina."),
    ("per afspraak op welke pagina u haar terugvindt.", "per afspraak in welk deel u haar terugvindt."),
    ("In het bijgevoegde bestand herkomst.csv staat", "In het bestand herkomst.csv in het pdf-bestand staat"),
    ("Afspraak, artikel en pagina Afspraak Artikel Pagina", "Afspraak, artikel en plaats Afspraak Artikel Plaats"),
    (": bestanden in dit pdf-bestand", ": bestanden in het pdf-bestand"),
];

/// The text of the pages of the PDF, bare, with the page numbers of requirements taken out.
fn pages(composed: &Composed) -> Vec<String> {
    let pdf = typeset::typeset(composed).unwrap_or_else(|diagnostics| panic!("{diagnostics:#?}"));
    let pdf = Document::load_mem(&pdf.bytes).unwrap();
    let text = |page: &u32| {
        let mut text = bare(&pdf.extract_text(&[*page]).unwrap());
        for (there, here) in INSTEAD {
            text = text.replace(&bare(there), &bare(here));
        }
        let mut parts = text.split("pagina");
        let first = parts.next().unwrap().to_owned();
        parts.fold(first, |text, part| text + "pagina" + part.trim_start_matches(|sign: char| sign.is_ascii_digit()))
    };
    pdf.get_pages().keys().map(text).collect()
}

/// Fails with the words around the first difference.
#[track_caller]
fn assert_same(what: &str, pdf: &str, html: &str) {
    if pdf == html {
        return;
    }
    let same = pdf.chars().zip(html.chars()).take_while(|(one, other)| one == other).count();
    let around = |text: &str| text.chars().skip(same.saturating_sub(60)).take(160).collect::<String>();
    panic!("{what}\n pdf: {}\nhtml: {}", around(pdf), around(html));
}

#[test]
fn it_says_what_the_pdf_says() {
    for twins in ALL.iter() {
        let page = twins.page();
        let part = |name| words(find(&page, name)[0]);
        let sections: Vec<Node<'_, '_>> = find(&page, "section");
        let pages = pages(&twins.composed);
        // The cover, the colofon, the contents, and from there the chapters.
        assert_same(&format!("{}: cover", twins.name), &pages[0], &bare(&part("header")));
        assert_same(&format!("{}: colofon", twins.name), &pages[1], &bare(&words(sections[0])));
        let chapters = pages[3..].concat();
        let mut rest = chapters.as_str();
        for section in &sections[1..] {
            let title = words(section.children().find(|node| is(*node, "h2")).unwrap());
            let text = bare(&words(*section));
            let (chapter, after) =
                rest.split_at(rest.char_indices().nth(text.chars().count()).map_or(rest.len(), |(at, _)| at));
            assert_same(&format!("{}: {title}", twins.name), chapter, &text);
            rest = after;
        }
        assert_same(&format!("{}: behind the last chapter", twins.name), rest, "");
        // Without the dots and page numbers of the one, and the marks of the other.
        let titles = |text: &str| text.replace(|sign: char| sign == '.' || sign.is_ascii_digit(), "");
        assert_same(&format!("{}: contents", twins.name), &titles(&pages[2]), &titles(&bare(&part("nav"))));
    }
}

#[test]
fn every_figure_stands_in_its_table() {
    for twins in ALL.iter() {
        let page = twins.page();
        // Caption, head of the row, head of the column, and what stands there.
        let mut cells: BTreeSet<[String; 4]> = BTreeSet::new();
        for table in find(&page, "table") {
            let of = |name| move |node: &Node<'_, '_>| is(*node, name);
            let caption = words(table.descendants().find(of("caption")).unwrap());
            let (_, caption) = caption.split_once(". ").unwrap();
            let rows: Vec<Vec<String>> = table
                .descendants()
                .filter(of("tr"))
                .map(|row| row.children().filter(Node::is_element).map(|cell| plain(&words(cell))).collect())
                .collect();
            for row in &rows[1..] {
                assert_eq!(row.len(), rows[0].len(), "{}: {caption}", twins.name);
                for (column, cell) in rows[0].iter().zip(row) {
                    cells.insert([plain(caption), row[0].clone(), column.clone(), cell.clone()]);
                }
            }
        }
        let facts: BTreeSet<(String, String)> = find(&page, "dt")
            .into_iter()
            .map(|label| [label, label.next_sibling_element().unwrap()].map(|node| plain(&words(node))))
            .map(|[label, said]| (label, said))
            .collect();
        let trail = &twins.composed.attachments.iter().find(|file| file.name == "herkomst.csv").unwrap().bytes;
        let mut count = 0;
        for row in csv::ReaderBuilder::new().delimiter(b';').from_reader(trail.as_slice()).records() {
            let row = row.unwrap();
            let (place, label, printed) = (&row[1], &row[2], &row[3]);
            let is_in_table = label
                .rsplit_once(" · ")
                .is_some_and(|(head, column)| cells.contains(&[place, head, column, printed].map(plain)));
            let is_fact =
                || facts.iter().any(|(of, said)| *of == plain(&format!("{label}:")) && said.contains(&plain(printed)));
            assert!(is_in_table || is_fact(), "{}: {place}, {label}: {printed}", twins.name);
            count += 1;
        }
        assert!(count > 0 || twins.name.contains("2025"), "{}", twins.name);
    }
}

#[test]
fn everything_has_its_name_and_its_place() {
    for twins in ALL.iter() {
        let page = twins.page();
        let name = &twins.name;
        assert!(twins.html.starts_with("<!DOCTYPE html>\n<html lang=\"nl\">"), "{name}");
        let mut ids = BTreeSet::new();
        for id in page.descendants().filter_map(|node| node.attribute("id")) {
            assert!(!id.contains(char::is_whitespace) && ids.insert(id), "{name}: id {id}");
        }
        let mut level = 0;
        for heading in
            page.descendants().filter(|node| matches!(node.tag_name().name(), "h1" | "h2" | "h3" | "h4" | "h5" | "h6"))
        {
            let here: usize = heading.tag_name().name()[1..].parse().unwrap();
            assert!(here <= level + 1 && (here == 1) == (level == 0), "{name}: {}", words(heading));
            assert!(!words(heading).trim().is_empty(), "{name}: a heading without words");
            level = here;
        }
        for landmark in ["header", "nav", "main", "footer", "h1", "title"] {
            assert_eq!(
                find(&page, landmark).iter().filter(|node| !node.ancestors().any(|up| is(up, "svg"))).count(),
                1,
                "{name}: {landmark}"
            );
        }
        for node in page.descendants().filter(Node::is_element) {
            for attribute in ["aria-labelledby", "headers"] {
                for id in node.attribute(attribute).into_iter().flat_map(str::split_whitespace) {
                    assert!(ids.contains(id), "{name}: {attribute} {id}");
                }
            }
            if let Some(address) = node.attribute("href") {
                let inside = address.strip_prefix('#').is_some_and(|id| ids.contains(id));
                let outside = ["https://", "http://", "mailto:"].iter().any(|start| address.starts_with(start));
                assert!(inside || outside, "{name}: {address}");
            }
            let tag = node.tag_name().name();
            match tag {
                "th" => assert!(matches!(node.attribute("scope"), Some("col" | "row")), "{name}: {}", words(node)),
                "table" => {
                    assert!(node.children().any(|child| is(child, "caption")), "{name}: a table without caption");
                }
                "img" => {
                    assert!(node.attribute("alt").is_some_and(|alt| alt.len() > 5), "{name}");
                    assert!(node.attribute("src").unwrap().starts_with("data:image/"), "{name}");
                }
                "svg" => {
                    let has = |tag| {
                        node.children().any(|child| is(child, tag) && child.text().is_some_and(|text| !text.is_empty()))
                    };
                    assert!(node.attribute("role") == Some("img") && has("title") && has("desc"), "{name}");
                    assert!(node.attribute("aria-labelledby").is_some(), "{name}");
                }
                "text" => assert!(node.attribute("textLength").is_some(), "{name}: {:?}", node.text()),
                "script" | "iframe" | "object" | "embed" | "link" | "form" | "base" => panic!("{name}: {tag}"),
                _ => {}
            }
            // What scrolls by itself can be reached with the keyboard and has a name.
            if node.attribute("class").is_some_and(|class| class.split(' ').any(|one| one == "scroll")) {
                assert!(
                    node.attribute("tabindex") == Some("0") && node.attribute("aria-labelledby").is_some(),
                    "{name}"
                );
            }
            assert!(
                !node.attributes().any(|one| one.name().starts_with("on") || one.name() == "style"),
                "{name}: {tag}"
            );
        }
        let style = find(&page, "style")[0].text().unwrap();
        assert!(!style.contains("url(") && !style.contains("@import"), "{name}");
    }
}

#[test]
fn a_value_is_never_markup() {
    let folder = Case::new()
        .dossier("minimaal")
        .replace(
            "deal.yaml",
            "\nnaam: Regio Deal Voorbeeldstad\n",
            "\nnaam: 'Deal <script>alert(\"1\")</script> & <b>co</b>'\n",
        )
        .folder();
    let twins = Twins::of(&folder, "2021", &Templates::built_in());
    let page = twins.page();
    assert!(find(&page, "script").is_empty() && find(&page, "b").is_empty());
    assert!(words(find(&page, "header")[0]).contains("Deal <script>alert(\"1\")</script> & <b>co</b>"));
}

#[test]
fn the_same_input_gives_the_same_page() {
    let folder = Folder::open(&fixture("klein-met-andere-artikelen")).unwrap();
    let html = || Twins::of(&folder, "2024", &Templates::built_in()).html;
    assert!(html() == html());
}

/// A reader sees at once that data were invented or a report is not final.
#[test]
fn what_is_no_report_of_record_says_so() {
    for twins in ALL.iter() {
        let page = twins.page();
        let notice = find(&page, "aside").first().map_or_else(String::new, |notice| words(*notice));
        let cover = words(find(&page, "header")[0]);
        let is_final = ["vastgesteld", "aangeboden"].iter().any(|step| cover.contains(&format!("Status: {step}")));
        assert_eq!(notice.contains("VOORBEELD"), cover.contains("VOORBEELD"), "{}", twins.name);
        assert_eq!(notice.contains("CONCEPT"), !is_final, "{}", twins.name);
        // On paper it stands on each page once: on the first where the page begins with it, on others in the margin.
        let style = find(&page, "style")[0].text().unwrap();
        let in_margin = style.contains(&format!("@page {{ @top-right {{ content: \"{notice}\";"));
        assert_eq!(in_margin, !notice.is_empty(), "{}", twins.name);
        assert_eq!(style.contains("@page :first { @top-right { content: none; } }"), in_margin, "{}", twins.name);
    }
}
