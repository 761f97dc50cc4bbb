//! Properties of the finished PDF.

use std::collections::BTreeMap;
use std::fs;
use std::sync::LazyLock;

use lopdf::{Dictionary, Document, Object, decode_text_string};
use serde_json::Value;
use voortgang::model::Dossier;
use voortgang::pipeline::{self, Choice};
use voortgang::world::{Folder, Templates, sha256};

use crate::case::{Case, fixture};

pub(crate) static OF_2020: LazyLock<Report> = LazyLock::new(|| Report::of_fixture("den-haag-zuidwest", "2020"));
pub(crate) static OF_2021: LazyLock<Report> = LazyLock::new(|| Report::of_fixture("den-haag-zuidwest", "2021"));
pub(crate) static OF_2022: LazyLock<Report> = LazyLock::new(|| Report::of_fixture("den-haag-zuidwest", "2022"));
pub(crate) static SMALL: LazyLock<Report> = LazyLock::new(|| Report::of_fixture("klein-met-andere-artikelen", "2024"));

pub(crate) static BASELINE: LazyLock<Report> = LazyLock::new(|| Report::of_fixture("den-haag-zuidwest", "nulmeting"));
pub(crate) static INTERIM: LazyLock<Report> =
    LazyLock::new(|| Report::of_fixture("den-haag-zuidwest", "tussenbericht-2022"));
pub(crate) static EVALUATION: LazyLock<Report> =
    LazyLock::new(|| Report::of_fixture("den-haag-zuidwest", "eindevaluatie"));

/// The yearly reports.
fn yearly() -> [&'static Report; 4] {
    [&OF_2020, &OF_2021, &OF_2022, &SMALL]
}

/// Reports of every kind.
fn all() -> [&'static Report; 7] {
    [&OF_2020, &OF_2021, &OF_2022, &SMALL, &BASELINE, &INTERIM, &EVALUATION]
}

/// A report as others read it.
pub(crate) struct Report {
    pub(crate) bytes: Vec<u8>,
    pub(crate) dossier: Dossier,
    /// The text of each page, with its head and foot.
    pub(crate) pages: Vec<String>,
    pub(crate) attachments: BTreeMap<String, Attachment>,
    pdf: Document,
}

pub(crate) struct Attachment {
    pub(crate) bytes: Vec<u8>,
    specification: Dictionary,
    mime: String,
}

impl Report {
    fn of_fixture(dossier: &str, report: &str) -> Self {
        Self::of(&Folder::open(&fixture(dossier)).unwrap(), report)
    }

    /// Builds one report of a dossier, in memory.
    pub(crate) fn of(folder: &Folder, report: &str) -> Self {
        let checked = pipeline::check(folder).unwrap_or_else(|rejected| panic!("{:#?}", rejected.diagnostics));
        let built =
            pipeline::annual_report(folder, &checked, &Choice::Report(report.to_owned()), &Templates::built_in());
        let bytes = built.unwrap_or_else(|rejected| panic!("{:#?}", rejected.diagnostics)).pdf.bytes;
        let pdf = Document::load_mem(&bytes).unwrap();
        let pages = pdf.get_pages().keys().map(|page| pdf.extract_text(&[*page]).unwrap()).collect();
        Self { attachments: attachments(&pdf), dossier: checked.dossier, pages, pdf, bytes }
    }

    /// The text of all pages without their heads and feet, as [`squeezed`].
    pub(crate) fn text(&self) -> String {
        // Head and foot stand at the edges of a page; where lines fall between them differs.
        let head = self.title().split(" Regio Deal ").next().unwrap().to_owned();
        let is_edge = |line: &str| {
            line.starts_with("VOORBEELD")
                || line.starts_with("CONCEPT")
                || line.starts_with("Peildatum ")
                || line.starts_with("pagina ")
                || (line.starts_with(&head) && line.contains(", "))
        };
        let body = |(number, page): (usize, &String)| {
            let lines: Vec<&str> = page.lines().collect();
            assert!(number == 0 || lines.last().is_some_and(|line| line.starts_with("pagina ")), "{lines:?}");
            let edge = 4.min(lines.len());
            let inside = |(at, line): (usize, &&str)| {
                let near_edge = at < edge || at + edge >= lines.len();
                (number == 0 || !(near_edge && is_edge(line))).then(|| (*line).to_owned())
            };
            lines.iter().enumerate().filter_map(inside).collect::<Vec<_>>().join("\n")
        };
        squeezed(&self.pages.iter().enumerate().map(body).collect::<Vec<_>>().join("\n"))
    }

    fn catalog(&self) -> &Dictionary {
        self.pdf.catalog().unwrap()
    }

    pub(crate) fn title(&self) -> String {
        let info = self.pdf.trailer.get_deref(b"Info", &self.pdf).unwrap().as_dict().unwrap();
        decode_text_string(info.get(b"Title").unwrap()).unwrap()
    }

    /// The elements of the structure tree: role and dictionary.
    fn elements(&self) -> Vec<(&str, &Dictionary)> {
        let mut found = Vec::new();
        let mut open = vec![self.catalog().get(b"StructTreeRoot").unwrap()];
        while let Some(object) = open.pop() {
            match self.pdf.dereference(object).unwrap().1 {
                Object::Array(items) => open.extend(items),
                Object::Dictionary(element) => {
                    if let Ok(role) = element.get(b"S").and_then(Object::as_name) {
                        found.push((str::from_utf8(role).unwrap(), element));
                    }
                    open.extend(element.get(b"K"));
                }
                _ => {}
            }
        }
        found
    }

    /// The titles of the bookmarks, each with its depth.
    pub(crate) fn bookmarks(&self) -> Vec<(usize, String)> {
        let mut found = Vec::new();
        let outlines = self.catalog().get_deref(b"Outlines", &self.pdf).unwrap().as_dict().unwrap();
        self.bookmarks_under(outlines, 1, &mut found);
        found
    }

    fn bookmarks_under(&self, parent: &Dictionary, depth: usize, found: &mut Vec<(usize, String)>) {
        let mut next = parent.get_deref(b"First", &self.pdf);
        while let Ok(bookmark) = next.and_then(Object::as_dict) {
            found.push((depth, decode_text_string(bookmark.get(b"Title").unwrap()).unwrap()));
            self.bookmarks_under(bookmark, depth + 1, found);
            next = bookmark.get_deref(b"Next", &self.pdf);
        }
    }
}

/// Text without white space and without hyphens, of which the end of a line may add one,
/// so that it does not matter where lines break.
pub(crate) fn squeezed(text: &str) -> String {
    let squeezed = text.chars().filter(|sign| !sign.is_whitespace() && !matches!(sign, '-' | '\u{ad}'));
    // In print there is one apostrophe, whichever was typed.
    squeezed.map(|sign| if sign == '’' { '\'' } else { sign }).collect()
}

fn attachments(pdf: &Document) -> BTreeMap<String, Attachment> {
    let dict = |within: &Dictionary, key: &[u8]| within.get_deref(key, pdf).unwrap().as_dict().unwrap().clone();
    let list = dict(&dict(pdf.catalog().unwrap(), b"Names"), b"EmbeddedFiles");
    let names = list.get(b"Names").unwrap().as_array().unwrap();
    let attachment = |pair: &[Object]| {
        let specification = pdf.dereference(&pair[1]).unwrap().1.as_dict().unwrap().clone();
        let stream = dict(&specification, b"EF").get_deref(b"F", pdf).unwrap().as_stream().unwrap().clone();
        let bytes = stream.get_plain_content().unwrap();
        let mime = String::from_utf8(stream.dict.get(b"Subtype").unwrap().as_name().unwrap().to_vec()).unwrap();
        (decode_text_string(&pair[0]).unwrap(), Attachment { bytes, specification, mime })
    };
    names.chunks(2).map(attachment).collect()
}

#[test]
fn it_says_what_it_is() {
    let titles = all().map(Report::title);
    assert_eq!(
        titles,
        [
            "Voortgangsrapportage 2020 Regio Deal Den Haag Zuidwest",
            "Voortgangsrapportage 2021 Regio Deal Den Haag Zuidwest",
            "Voortgangsrapportage 2022 Regio Deal Den Haag Zuidwest",
            "Voortgangsrapportage 2024 Regio Deal Voorbeeldland",
            "Rapportage van de nulmeting 2019 Regio Deal Den Haag Zuidwest",
            "Tussenbericht eerste helft van 2022 Regio Deal Den Haag Zuidwest",
            "Eindevaluatie 2020–2023 Regio Deal Den Haag Zuidwest",
        ]
    );
    for report in all() {
        let catalog = report.catalog();
        assert_eq!(catalog.get(b"Lang").unwrap().as_str().unwrap(), b"nl-NL");
        let viewer = catalog.get_deref(b"ViewerPreferences", &report.pdf).unwrap().as_dict().unwrap();
        assert!(viewer.get(b"DisplayDocTitle").unwrap().as_bool().unwrap());
        let metadata = catalog.get_deref(b"Metadata", &report.pdf).unwrap().as_stream().unwrap();
        let xmp = String::from_utf8(metadata.get_plain_content().unwrap()).unwrap();
        for fact in [
            "<pdfaid:part>3</pdfaid:part>",
            "<pdfaid:conformance>A</pdfaid:conformance>",
            "<pdfuaid:part>1</pdfuaid:part>",
            "<rdf:li>nl-NL</rdf:li>",
            &format!(">{}</rdf:li>", report.title()),
        ] {
            assert!(xmp.contains(fact), "{fact}\n{xmp}");
        }
    }
}

/// A report states its status, so it is no older than that: of 2021 the concept was of 15 April, and it was presented on 14
/// June 2022.
#[test]
fn it_is_as_old_as_the_status_that_it_states() {
    let info = OF_2021.pdf.trailer.get_deref(b"Info", &OF_2021.pdf).unwrap().as_dict().unwrap();
    for key in [&b"CreationDate"[..], b"ModDate"] {
        let day = decode_text_string(info.get(key).unwrap()).unwrap();
        assert!(day.starts_with("D:20220614"), "{day}");
    }
    let metadata = OF_2021.catalog().get_deref(b"Metadata", &OF_2021.pdf).unwrap().as_stream().unwrap();
    let xmp = String::from_utf8(metadata.get_plain_content().unwrap()).unwrap();
    assert!(xmp.contains("<xmp:CreateDate>2022-06-14") && !xmp.contains("2022-04-15"), "{xmp}");
}

#[test]
fn bookmarks_lead_to_every_chapter() {
    for report in yearly() {
        let bookmarks = report.bookmarks();
        let chapters: Vec<&str> =
            bookmarks.iter().filter(|(depth, _)| *depth == 1).map(|(_, title)| title.as_str()).collect();
        assert_eq!(
            chapters,
            [
                "Colofon",
                "Inhoud",
                "Bestuurlijke samenvatting",
                "Leeswijzer",
                "Opgave en ambitie",
                "Programmatische aanpak per pijler",
                "Doelbereik",
                "Financiële realisatie",
                "Thema’s en rijksbeleid",
                "Samenwerking tussen Rijk en Regio",
                "Risico’s, lessen en vooruitblik",
                "Bijlagen",
            ]
        );
        for pillar in &report.dossier.pillars {
            assert!(bookmarks.contains(&(2, format!("Pijler {}: {}", pillar.number.0, pillar.name))));
        }
    }
}

#[test]
fn attachments_are_named_described_and_related() {
    for report in all() {
        let associated = report.catalog().get(b"AF").unwrap().as_array().unwrap();
        assert_eq!(associated.len(), report.attachments.len());
        for (name, file) in &report.attachments {
            let specification = &file.specification;
            let text = |key: &[u8]| decode_text_string(specification.get(key).unwrap()).unwrap();
            assert!(!name.contains('/') && text(b"F") == *name && text(b"UF") == *name, "{name}");
            assert!(!text(b"Desc").is_empty(), "{name}");
            let expected: (&str, &[u8]) = match name.rsplit('.').next().unwrap() {
                "yaml" => ("application/yaml", b"Source"),
                "png" => ("image/png", b"Source"),
                "csv" => ("text/csv", b"Data"),
                "json" => ("application/json", b"Supplement"),
                ending => panic!("{ending}"),
            };
            assert_eq!(
                (file.mime.as_str(), specification.get(b"AFRelationship").unwrap().as_name().unwrap()),
                expected,
                "{name}"
            );
            let is_associated =
                |object: &&Object| report.pdf.dereference(object).unwrap().1.as_dict().unwrap() == specification;
            assert_eq!(associated.iter().filter(is_associated).count(), 1, "{name}");
        }
    }
}

/// The files of the manifest by their path, after every claim of the manifest was checked.
fn restored(report: &Report) -> BTreeMap<String, &[u8]> {
    let manifest: Value = serde_json::from_slice(&report.attachments["inhoud.json"].bytes).unwrap();
    let files: BTreeMap<String, &[u8]> = manifest["bestanden"]
        .as_array()
        .unwrap()
        .iter()
        .map(|file| {
            let bytes = report.attachments[file["naam"].as_str().unwrap()].bytes.as_slice();
            assert_eq!(file["bytes"], bytes.len());
            assert_eq!(file["sha256"], sha256(bytes));
            (file["pad"].as_str().unwrap().to_owned(), bytes)
        })
        .collect();
    let print = Folder::from_texts("", files.iter().map(|(path, bytes)| (path.clone(), *bytes))).fingerprint();
    assert_eq!(manifest["vingerafdruk"], print);
    assert!(squeezed(&report.pages[1]).contains(&print));
    files
}

#[test]
fn what_comes_out_builds_the_same_report_elsewhere() {
    for report in all() {
        let files = restored(report);
        let generated = ["herkomst.csv", "inhoud.json"];
        assert_eq!(files.len() + generated.len(), report.attachments.len(), "only these are not of the dossier");
        let case = Case::new().args(["rapport", "elders/uit de pdf", "--uitvoer", "opnieuw.pdf"]);
        for (path, bytes) in files {
            let path = case.path("elders/uit de pdf").join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
        case.run().writes();
        assert!(fs::read(case.path("opnieuw.pdf")).unwrap() == report.bytes, "{}", report.title());
    }
}

#[test]
fn twice_the_same_input_is_twice_the_same_bytes() {
    for (dossier, year, report) in
        [("den-haag-zuidwest", "2022", &OF_2022), ("klein-met-andere-artikelen", "2024", &SMALL)]
    {
        let case = Case::new().dossier(dossier).args(["rapport", dossier, "--jaar", year, "--uitvoer", "x.pdf"]);
        case.run().writes();
        assert!(fs::read(case.path("x.pdf")).unwrap() == report.bytes, "{dossier}");
    }
}

#[test]
fn nothing_private_travels_along() {
    const SECRET: &str = "Geheimzinnigheid";
    let case = Case::new()
        .dossier("klein-met-andere-artikelen")
        .write("intern/geheim.yaml", format!("naam: {SECRET}\n"))
        .write("intern/projecten/geheim.yaml", format!("naam: {SECRET}\n"))
        .write(".verborgen", SECRET)
        .write("projecten/.verborgen.yaml", format!("naam: {SECRET}\n"))
        .write("README.md", SECRET);
    let report = Report::of(&case.folder(), "2024");
    assert!(report.bytes == SMALL.bytes);
    for object in report.pdf.objects.values() {
        if let Object::Stream(stream) = object {
            let bytes = stream.get_plain_content().unwrap_or_else(|_| stream.content.clone());
            assert!(!bytes.windows(SECRET.len()).any(|window| window == SECRET.as_bytes()));
        }
    }
}

#[test]
fn tables_have_headers_for_rows_and_columns() {
    for report in all() {
        let elements = report.elements();
        let tables = elements.iter().filter(|(role, _)| *role == "Table").count();
        let scopes: Vec<&[u8]> = elements
            .iter()
            .filter(|(role, _)| *role == "TH")
            .map(|(_, header)| {
                let attributes = match report.pdf.dereference(header.get(b"A").unwrap()).unwrap().1 {
                    Object::Array(list) => list.iter().map(|one| report.pdf.dereference(one).unwrap().1).collect(),
                    one => vec![one],
                };
                attributes
                    .into_iter()
                    .find_map(|one| one.as_dict().unwrap().get(b"Scope").ok())
                    .unwrap()
                    .as_name()
                    .unwrap()
            })
            .collect();
        let count = |scope: &[u8]| scopes.iter().filter(|found| **found == scope).count();
        assert!(tables > 10);
        assert!(count(b"Column") >= 2 * tables && count(b"Row") >= tables, "{tables} tables");
        assert_eq!(count(b"Column") + count(b"Row"), scopes.len());
    }
}

#[test]
fn every_figure_has_an_alternative_text() {
    for report in all() {
        let elements = report.elements();
        let figures: Vec<_> = elements.iter().filter(|(role, _)| *role == "Figure").collect();
        // A nulmeting has the chart of the gap, a tussenbericht that of the uitputting.
        assert!(!figures.is_empty(), "{}", report.title());
        for (_, figure) in figures {
            let alt = decode_text_string(figure.get(b"Alt").unwrap()).unwrap();
            assert!(alt.chars().count() > 20, "{alt:?}");
        }
    }
}

#[test]
fn an_invented_report_says_so_on_every_page() {
    for report in all() {
        for (number, page) in report.pages.iter().enumerate() {
            assert!(page.contains("VOORBEELD"), "page {} of {}", number + 1, report.title());
        }
    }
}

#[test]
fn the_report_of_2020_knows_nothing_of_later() {
    for (name, file) in &OF_2020.attachments {
        let Ok(text) = str::from_utf8(&file.bytes) else { continue };
        let days = text.split("bekend-op: ").skip(1).map(|rest| &rest[..10]);
        assert!(days.clone().all(|day| day <= "2021-04-15"), "{name}: {:?}", days.max());
        assert!(!text.contains("projecten/boegbeelden") && !text.contains("Boegbeelden van de wijk"), "{name}");
    }
    let text = OF_2020.text();
    for later in ["Boegbeelden van de wijk", "97.502,70", "in het verkeerde jaar geboekt"] {
        assert!(!text.contains(&squeezed(later)), "{later}");
        assert!(OF_2022.text().contains(&squeezed(later)) || later.contains("97.502"), "{later}");
    }
    assert!(!OF_2020.attachments.contains_key("projecten__boegbeelden.yaml"));
    assert!(OF_2022.attachments.contains_key("projecten__boegbeelden.yaml"));
}

#[test]
fn a_correction_shows_from_the_report_that_knew_it() {
    let [old, new] = ["103.915,20", "97.502,70"];
    let text = OF_2020.text();
    assert!(text.contains(old) && !text.contains(new));
    let text = OF_2021.text();
    assert!(text.contains(&squeezed("Geld en Rust (herzien)")) && text.contains(new));
    assert!(text.contains(&squeezed(&format!("gerealiseerd € {old} is herzien naar € {new}"))));
    // The sums of 2021 rest on the new row and no longer on the old; only the list of all rows
    // and that of what was corrected still have both.
    let lines = str::from_utf8(&OF_2021.attachments["bestedingen__2020.yaml"].bytes).unwrap().lines();
    let line = |typed: &str| 1 + lines.clone().position(|line| line.contains(typed)).unwrap();
    let place = |typed: &str| format!("bestedingen/2020.yaml:{}", line(typed));
    let trail = str::from_utf8(&OF_2021.attachments["herkomst.csv"].bytes).unwrap();
    let lists = [";Alle bestedingen van ", ";Herziene cijfers "];
    let sums = || trail.lines().filter(|row| !lists.iter().any(|list| row.contains(list)));
    let rests_on = |place: String| sums().any(|row| row.split([' ', ';', '"']).any(|source| source == place));
    assert!(rests_on(place("gerealiseerd: 97502,70")) && !rests_on(place("gerealiseerd: 103915.20")));
}

#[test]
fn what_is_added_later_leaves_the_report_of_2020_as_it_is() {
    let case = Case::new()
        .dossier("den-haag-zuidwest")
        .replace(
            "bestedingen/2020.yaml",
            "\nontvangsten:\n",
            "\n  - {project: taalhuis-zuidwest, t-m: 2020-12-31, bekend-op: 2023-05-01, gerealiseerd: 1, herziet: 2021-02-15, reden: proef, bron: proef}\nontvangsten:\n",
        )
        .write(
            "bestedingen/2023.yaml",
            "regels:\n  - {project: later, t-m: 2023-07-31, bekend-op: 2023-09-01, gerealiseerd: 12345, bron: proef}\n",
        )
        .write(
            "projecten/later.yaml",
            "naam: Een later project\nbekend-op: 2023-05-01\nstart: 2023-05-01\naanpak: wijkeconomie\ntoerekening: {werken: 100%}\nuitvoerder: iemand\nbegroting: 20000\ntekst: Later bedacht.\n",
        )
        .replace(
            "deal.yaml",
            "\nbepalingen:\n",
            "    - datum: 2023-09-07\n      bekend-op: 2023-09-14\n      voorzitter: Regio\n      onderwerp: Afscheid\n\nbepalingen:\n",
        );
    let report = fs::read_to_string(fixture("den-haag-zuidwest").join("verslagen/2022.yaml")).unwrap();
    let case =
        case.write("verslagen/2023.yaml", report.replace("gegevensstand: 2023-04-14", "gegevensstand: 2023-12-01"));
    let again = Report::of(&case.folder(), "2020");
    assert!(again.bytes == OF_2020.bytes);
    let latest = Report::of(&case.folder(), "2023");
    assert!(latest.text().contains(&squeezed("Een later project")), "what was added is in a report that knows it");
}

#[test]
fn a_table_has_its_caption_within() {
    for report in all() {
        let role_of_parent = |element: &Dictionary| {
            let parent = element.get_deref(b"P", &report.pdf).unwrap().as_dict().unwrap();
            parent.get(b"S").and_then(Object::as_name).map(<[u8]>::to_vec).unwrap_or_default()
        };
        let elements = report.elements();
        let tables = elements.iter().filter(|(role, _)| *role == "Table").count();
        let captions = elements.iter().filter(|(role, one)| *role == "Caption" && role_of_parent(one) == b"Table");
        // Typst itself puts table and caption beside each other where a heading goes to the next page
        // with the table below it: that is a few of them.
        let beside = tables - captions.count();
        assert!(beside <= 3, "{}: {beside} of {tables}", report.title());
    }
}

#[test]
fn the_colofon_and_the_contents_are_among_the_bookmarks() {
    for report in all() {
        let is_bookmark = |one: &&Dictionary| one.has(b"Title") && one.has(b"Parent");
        let bookmarks = report.pdf.objects.values().filter_map(|object| object.as_dict().ok()).filter(is_bookmark);
        let titles: Vec<String> =
            bookmarks.map(|one| decode_text_string(one.get(b"Title").unwrap()).unwrap()).collect();
        for title in ["Colofon", "Inhoud"] {
            assert!(titles.iter().any(|known| known == title), "{title}: {titles:?}");
        }
    }
}
