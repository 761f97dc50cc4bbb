//! `bewijs` and `uitpakken`: a report is what its data give, and gives those data back.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, ObjectId, StringFormat, dictionary};
use voortgang::pipeline::{self, Checked, Choice};
use voortgang::proof::{self, Difference, Proof, What};
use voortgang::read::delivery::{Opened, Run, Sender};
use voortgang::world::{Folder, Templates, sha256};

use crate::case::{Case, fixture};
use crate::pdf::{BASELINE, EVALUATION, INTERIM, OF_2020, OF_2021, OF_2022, Report, SMALL};

/// A report to which something is done after it was made.
pub(crate) struct Forgery(Document);

impl Forgery {
    fn of(report: &Report) -> Self {
        Self::of_pdf(&report.bytes)
    }

    pub(crate) fn of_pdf(bytes: &[u8]) -> Self {
        Self(Document::load_mem(bytes).unwrap())
    }

    pub(crate) fn bytes(mut self) -> Vec<u8> {
        let mut bytes = Vec::new();
        self.0.save_to(&mut bytes).unwrap();
        bytes
    }

    fn pages(&self) -> Vec<ObjectId> {
        self.0.get_pages().into_values().collect()
    }

    /// Changes the drawing of a page, from 1.
    fn redraw(mut self, page: usize, change: impl FnOnce(&Document, ObjectId, &mut Vec<Operation>)) -> Self {
        let id = self.pages()[page - 1];
        let mut content = Content::decode(&self.0.get_page_content(id)).unwrap();
        change(&self.0, id, &mut content.operations);
        let bytes = content.encode().unwrap();
        self.0.change_page_content(id, bytes).unwrap();
        self
    }

    /// Writes other words in the place of some words of a page; the first that are like that.
    pub(crate) fn reword(self, page: usize, from: &str, to: &str) -> Self {
        self.reword_after(page, 0, 0, from, to)
    }

    /// Does so after a step of the drawing, and after so many that are like that.
    fn reword_after(self, page: usize, step: usize, mut others: usize, from: &str, to: &str) -> Self {
        self.redraw(page, |pdf, id, operations| {
            let mut font = Vec::new();
            for (at, operation) in operations.iter_mut().enumerate() {
                if operation.operator == "Tf" {
                    operation.operands[0].as_name().unwrap().clone_into(&mut font);
                } else if let "Tj" | "TJ" = operation.operator.as_str() {
                    let fonts = pdf.get_page_fonts(id).unwrap();
                    let encoding = fonts[&font].get_font_encoding(pdf).unwrap();
                    let mut signs = Vec::new();
                    strings(&operation.operands, &mut signs);
                    let text = encoding.bytes_to_string(&signs).unwrap();
                    if !text.contains(from) || at < step {
                        continue;
                    }
                    if others > 0 {
                        others -= 1;
                    } else {
                        let signs = encoding.string_to_bytes(&text.replacen(from, to, 1));
                        *operation = Operation::new("Tj", vec![Object::String(signs, StringFormat::Hexadecimal)]);
                        return;
                    }
                }
            }
            panic!("`{from}` is not on page {page}");
        })
    }

    /// Changes an attachment, by its name.
    pub(crate) fn attached(mut self, name: &str, change: impl FnOnce(&mut Vec<u8>)) -> Self {
        let id = self.specification(name);
        let embedded = self.0.get_dictionary(id).unwrap().get(b"EF").unwrap().as_dict().unwrap();
        let id = embedded.get(b"F").unwrap().as_reference().unwrap();
        let stream = self.0.get_object_mut(id).unwrap().as_stream_mut().unwrap();
        let mut bytes = stream.get_plain_content().unwrap();
        change(&mut bytes);
        stream.set_plain_content(bytes);
        stream.compress().unwrap();
        self
    }

    fn specification(&self, name: &str) -> ObjectId {
        let named = |object: &Dictionary| {
            object.get(b"UF").is_ok_and(|held| lopdf::decode_text_string(held).is_ok_and(|held| held == name))
        };
        let found = self.0.objects.iter().find(|(_, object)| object.as_dict().is_ok_and(named));
        *found.unwrap_or_else(|| panic!("{name} is not attached")).0
    }

    /// Changes a text file that is attached, and the manifest so that it fits again.
    fn data(self, path: &str, from: &str, to: &str) -> Self {
        let (mut whole, mut before) = (Vec::new(), Vec::new());
        let forged = self.attached(&path.replace('/', "__"), |bytes| {
            before.clone_from(bytes);
            let text = String::from_utf8(bytes.clone()).unwrap();
            assert!(text.contains(from), "`{from}` is not in {path}");
            *bytes = text.replacen(from, to, 1).into_bytes();
            whole.clone_from(bytes);
        });
        let mut folder = proof::receive(&OF_2021.bytes).unwrap().delivery.folder;
        assert_eq!(folder.files[path], before);
        let print = folder.fingerprint();
        folder.insert(path, whole.clone());
        forged.attached("inhoud.json", |bytes| {
            let text = String::from_utf8(bytes.clone()).unwrap();
            let text = text.replace(&sha256(&before), &sha256(&whole)).replace(&print, &folder.fingerprint());
            let mut manifest: serde_json::Value = serde_json::from_str(&text).unwrap();
            let files = manifest["bestanden"].as_array_mut().unwrap();
            let file = files.iter_mut().find(|file| file["pad"] == path).unwrap();
            file["bytes"] = whole.len().into();
            *bytes = serde_json::to_vec_pretty(&manifest).unwrap();
        })
    }
}

fn strings(operands: &[Object], signs: &mut Vec<u8>) {
    for operand in operands {
        match operand {
            Object::String(bytes, _) => signs.extend(bytes),
            Object::Array(parts) => strings(parts, signs),
            _ => {}
        }
    }
}

#[track_caller]
fn proven(pdf: &[u8]) -> Proof {
    let received = proof::receive(pdf).unwrap_or_else(|refused| panic!("{}", refused.why(Sender::Anyone).0));
    proof::prove(pdf, &received)
}

/// What `bewijs` says of a PDF, in words.
fn told(pdf: &[u8]) -> String {
    let case = Case::new().args(["bewijs", "rapport uit de post.pdf"]);
    fs::write(case.path("rapport uit de post.pdf"), pdf).unwrap();
    case.run().rejects()
}

#[track_caller]
fn difference(pdf: &[u8]) -> Difference {
    match proven(pdf) {
        Proof::Differs(difference) => difference,
        other => panic!("{other:?}"),
    }
}

/// The page, from 1, on which words are drawn in one go.
fn page_with(report: &Report, words: &str) -> usize {
    let opened = Opened::new(&report.bytes).unwrap();
    let holds = |at: &usize| opened.page(*at).runs.iter().any(|run| run.text.contains(words));
    (0..opened.count()).find(holds).unwrap_or_else(|| panic!("`{words}`")) + 1
}

/// Every report of every valid fixture.
fn every_report() -> Vec<(String, String)> {
    let mut found = Vec::new();
    let folders = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/valid")).unwrap();
    for dossier in folders.map(|entry| entry.unwrap().file_name().into_string().unwrap()) {
        for report in pipeline::check(&Folder::open(&fixture(&dossier)).unwrap()).unwrap().dossier.reports.into_keys() {
            found.push((dossier.clone(), report.to_string()));
        }
    }
    found.sort();
    found
}

/// A report of a fixture that all tests share.
fn made(dossier: &str, id: &str) -> Option<&'static Report> {
    match (dossier, id) {
        ("den-haag-zuidwest", "2020") => Some(&OF_2020),
        ("den-haag-zuidwest", "2021") => Some(&OF_2021),
        ("den-haag-zuidwest", "2022") => Some(&OF_2022),
        ("den-haag-zuidwest", "nulmeting") => Some(&BASELINE),
        ("den-haag-zuidwest", "tussenbericht-2022") => Some(&INTERIM),
        ("den-haag-zuidwest", "eindevaluatie") => Some(&EVALUATION),
        ("klein-met-andere-artikelen", "2024") => Some(&SMALL),
        _ => None,
    }
}

/// The PDF of a report, and nothing more.
fn built(folder: &Folder, checked: &Checked, id: &str) -> Vec<u8> {
    let choice = Choice::Report(id.to_owned());
    let built = pipeline::annual_report(folder, checked, &choice, &Templates::built_in());
    built.unwrap_or_else(|rejected| panic!("{:#?}", rejected.diagnostics)).pdf.bytes
}

#[test]
fn every_report_is_proven_and_gives_its_data_back() {
    let reports = every_report();
    assert!(reports.len() >= 10, "{reports:?}");
    for (dossier, id) in &reports {
        let folder = Folder::open(&fixture(dossier)).unwrap();
        let mut checked = pipeline::check(&folder).unwrap();
        let made = made(dossier, id);
        let bytes = made.map_or_else(|| built(&folder, &checked, id), |report| report.bytes.clone());
        assert_eq!(proven(&bytes), Proof::Identical, "{dossier}, {id}");
        // What the report knew, byte for byte: files of the dossier, or such a file without what came later.
        let known = checked.known.remove(id.as_str()).unwrap();
        let given = proof::receive(&bytes).unwrap().delivery.folder;
        assert_eq!(given.files, known.folder.files, "{dossier}, {id}");
        for (path, bytes) in given.files() {
            let whole = &folder.files[path];
            assert!(bytes == whole || bytes.len() < whole.len(), "{dossier}, {id}: {path}");
        }
    }
}

/// The fingerprint of the data stands in the foot of every page but the cover, and is that of the manifest.
#[test]
fn every_page_has_the_fingerprint_of_the_manifest() {
    for report in [&*OF_2021, &*SMALL] {
        let print = proof::receive(&report.bytes).unwrap().delivery.manifest.fingerprint;
        let foot = format!("gegevens {}", &print[..12]);
        for (at, page) in report.pages.iter().enumerate().skip(1) {
            assert!(page.contains(&foot), "page {}", at + 1);
        }
    }
}

#[test]
fn a_number_that_was_altered_is_found() {
    // In running text: the summary.
    let page = page_with(&OF_2021, "3.828.256");
    let forged = Forgery::of(&OF_2021).reword(page, "3.828.256", "3.282.856").bytes();
    insta::assert_snapshot!("altered_in_the_summary", told(&forged));
    // In a table of thousands, where the same print stands at more than one place.
    let page = page_with(&OF_2021, "1.914");
    let forged = Forgery::of(&OF_2021).reword(page, "1.914", "1.419").bytes();
    insta::assert_snapshot!("altered_in_a_table", told(&forged));
    // A word, and a figure further on.
    let page = page_with(&OF_2021, "groeide van elf");
    let forged = Forgery::of(&OF_2021).reword(page, "elf", "twaalf").reword(page + 9, "a", "e").bytes();
    insta::assert_snapshot!("altered_words", told(&forged));
}

/// In a row with the same print twice, and in tables with the same row, the figure has its own name.
#[test]
fn equal_figures_are_told_apart() {
    let page = page_with(&OF_2021, "Financiële realisatie per pijler in 2021 (×");
    let names = [0, 1].map(|others| {
        match difference(&Forgery::of(&OF_2021).reword_after(page, 0, others, "325", "523").bytes()).what {
            What::Words { figure, .. } => figure,
            other => panic!("{other:?}"),
        }
    });
    insta::assert_debug_snapshot!(names);
}

/// Whatever figure is altered, it is called by its own name.
#[test]
fn an_altered_figure_is_called_by_its_name() {
    let trail = voortgang::read::delivery::origins(&SMALL.attachments["herkomst.csv"].bytes);
    let opened = Opened::new(&SMALL.bytes).unwrap();
    let (mut tried, mut wrong) = (0, Vec::new());
    let mut seen = BTreeSet::new();
    let texts: Vec<String> =
        (0..opened.count()).map(|at| opened.page(at).runs.into_iter().map(|run| run.text + "\n").collect()).collect();
    for origin in &trail {
        // A word with digits that is printed once in the whole report, so that it is certain which figure it is.
        let words = origin.printed.split([' ', '\u{a0}']).filter(|word| word.chars().any(|sign| sign.is_ascii_digit()));
        let Some(word) = words.max_by_key(|word| word.len()).filter(|word| word.len() > 2) else { continue };
        let on: Vec<usize> = (0..texts.len()).filter(|at| texts[*at].contains(word)).collect();
        let [at] = on.as_slice() else { continue };
        if texts[*at].matches(word).count() != 1 || seen.len() >= 8 || !seen.insert(&origin.place) {
            continue;
        }
        tried += 1;
        let digit = word.chars().find(char::is_ascii_digit).unwrap();
        let other = word.replacen(digit, if digit == '7' { "8" } else { "7" }, 1);
        let forged = Forgery::of(&SMALL).reword(at + 1, word, &other).bytes();
        let Difference { what: What::Words { page, figure, .. }, .. } = difference(&forged) else { panic!("{word}") };
        assert_eq!(page, at + 1);
        if figure != format!("{} · {}", origin.place, origin.label) {
            wrong.push(format!("{word}: {figure}, and not {} · {}", origin.place, origin.label));
        }
    }
    assert!(tried >= 6, "{tried}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_chart_that_was_altered_is_found() {
    let opened = Opened::new(&OF_2021.bytes).unwrap();
    let is_in_chart = |at: usize, run: &Run| run.mark.is_some_and(|mark| opened.picture(at, mark).is_some());
    let is_number = |run: &Run| run.text.chars().filter(char::is_ascii_digit).count() >= 3;
    let (at, run) = (0..opened.count())
        .flat_map(|at| opened.page(at).runs.into_iter().map(move |run| (at, run)))
        .find(|(at, run)| is_in_chart(*at, run) && is_number(run))
        .expect("a chart with a number");
    let drawn = opened.drawn(at);
    let chart = drawn.iter().position(|(mark, _)| *mark == run.mark).unwrap();
    // Letters of a chart are drawn one by one: one digit of the number becomes another.
    let digit = run.text.chars().find(char::is_ascii_digit).unwrap().to_string();
    let other = if digit == "7" { "8" } else { "7" };
    let forged = Forgery::of(&OF_2021).reword_after(at + 1, chart, 0, &digit, other).bytes();
    insta::assert_snapshot!("altered_in_a_chart", told(&forged));
    // A bar or a line that was moved.
    let step = drawn.iter().position(|(mark, step)| *mark == run.mark && step.ends_with(" l"));
    let forged = Forgery::of(&OF_2021).redraw(at + 1, |_, _, operations| {
        operations[step.unwrap()].operands[1] = Object::Real(3.0);
    });
    insta::assert_snapshot!("altered_drawing_of_a_chart", told(&forged.bytes()));
}

#[test]
fn words_laid_over_others_are_found() {
    let page = page_with(&OF_2021, "3.828.256");
    let forged = Forgery::of(&OF_2021).redraw(page, |_, _, operations| {
        let at = operations.iter().position(|one| one.operator == "BT").unwrap();
        let copy: Vec<Operation> = operations[at..].iter().take_while(|one| one.operator != "ET").cloned().collect();
        operations.extend(copy);
        operations.push(Operation::new("ET", Vec::new()));
    });
    let Difference { what: What::Words { page: found, stands, .. }, pages, .. } = difference(&forged.bytes()) else {
        panic!("no words")
    };
    assert_eq!((found, pages), (page, vec![page]));
    assert!(!stands.is_empty());
}

#[test]
fn altered_data_with_a_fitting_manifest_is_found() {
    let path = "bestedingen/2021.yaml";
    let text = String::from_utf8(OF_2021.attachments["bestedingen__2021.yaml"].bytes.clone()).unwrap();
    let from = text.lines().find(|line| line.contains("gerealiseerd: ")).unwrap();
    let amount = from.split("gerealiseerd: ").nth(1).unwrap().split([',', '}']).next().unwrap();
    let to = from.replace(&format!("gerealiseerd: {amount}"), "gerealiseerd: 1000");
    let forged = Forgery::of(&OF_2021).data(path, from, &to).bytes();
    insta::assert_snapshot!("altered_data", told(&forged));
    assert!(difference(&forged).is_of_other_data);
}

#[test]
fn what_does_not_stand_on_a_page_is_found_too() {
    let what = |pdf: &[u8]| difference(pdf).what;
    let appended = [SMALL.bytes.as_slice(), b"\n% en nog iets\n"].concat();
    assert_eq!(what(&appended), What::After(15));
    insta::assert_snapshot!("appended", told(&appended));
    let forged = Forgery::of(&SMALL).attached("herkomst.csv", |bytes| bytes.extend(b"x"));
    assert_eq!(what(&forged.bytes()), What::Attachment("herkomst.csv".to_owned()));
    let mut forged = Forgery::of(&SMALL);
    let info = forged.0.trailer.get(b"Info").unwrap().as_reference().unwrap();
    forged.0.get_dictionary_mut(info).unwrap().set("Title", Object::string_literal("Een ander rapport"));
    assert_eq!(what(&forged.bytes()), What::Property("de titel van het bestand".to_owned()));
    let mut forged = Forgery::of(&SMALL);
    let outlines = forged.0.catalog().unwrap().get(b"Outlines").unwrap().as_reference().unwrap();
    let first = forged.0.get_dictionary(outlines).unwrap().get(b"First").unwrap().as_reference().unwrap();
    forged.0.get_dictionary_mut(first).unwrap().set("Title", Object::string_literal("Anders"));
    assert_eq!(what(&forged.bytes()), What::Bookmarks);
    let mut forged = Forgery::of(&SMALL);
    let alt = forged.0.objects.values_mut().find_map(|object| {
        object.as_dict_mut().ok().filter(|element| element.has(b"Alt") && element.get(b"S").is_ok())
    });
    alt.unwrap().set("Alt", Object::string_literal("Alles gaat goed"));
    assert_eq!(what(&forged.bytes()), What::Structure);
    let mut forged = Forgery::of(&SMALL);
    let page = forged.pages()[4];
    forged.0.get_dictionary_mut(page).unwrap().set("Rotate", 180);
    assert_eq!(what(&forged.bytes()), What::Page(5));
    let mut forged = Forgery::of(&SMALL);
    let page = forged.pages()[4];
    let link =
        dictionary! { "Type" => "Annot", "Subtype" => "Link", "Rect" => vec![0.into(), 0.into(), 9.into(), 9.into()] };
    forged.0.get_dictionary_mut(page).unwrap().set("Annots", vec![Object::Dictionary(link)]);
    assert_eq!(what(&forged.bytes()), What::Link(5));
    let mut forged = Forgery::of(&OF_2021);
    let page = forged.pages()[4];
    let note =
        dictionary! { "Type" => "Annot", "Subtype" => "Text", "Rect" => vec![0.into(), 0.into(), 9.into(), 9.into()] };
    forged.0.get_dictionary_mut(page).unwrap().set("Annots", vec![Object::Dictionary(note)]);
    assert_eq!(what(&forged.bytes()), What::Note { page: 5, kind: "een notitie".to_owned() });
    let forged = Forgery::of(&OF_2021).redraw(5, |_, _, operations| {
        let numbers = [100, 400, 200, 100].map(Object::Integer).to_vec();
        operations.extend([Operation::new("re", numbers), Operation::new("f", Vec::new())]);
    });
    let forged = forged.bytes();
    assert_eq!(what(&forged), What::Added(5));
    assert!(told(&forged).contains("op bladzijde 5 is iets getekend dat er niet hoort"));
}

/// Another program writes the same otherwise: then it is the bytes that are not the same, and nothing else.
#[test]
fn what_was_saved_anew_is_not_altered() {
    let saved = Forgery::of(&OF_2021).bytes();
    assert_eq!(proven(&saved), Proof::Resaved);
    insta::assert_snapshot!("saved_anew", told(&saved));
    let mut rewritten = Forgery::of(&OF_2021);
    for page in [1, 5, 9] {
        rewritten = rewritten.redraw(page, |_, _, operations| {
            for number in operations.iter_mut().flat_map(|operation| &mut operation.operands) {
                if let Object::Integer(whole) = number {
                    *number = Object::Real(f32::from(i16::try_from(*whole).unwrap()));
                }
            }
        });
    }
    let catalog = rewritten.0.catalog().unwrap();
    let packet = catalog.get(b"Metadata").unwrap().as_reference().unwrap();
    let stream = rewritten.0.get_object_mut(packet).unwrap().as_stream_mut().unwrap();
    let text = String::from_utf8(stream.get_plain_content().unwrap()).unwrap().replace("><", ">\n <");
    stream.set_plain_content(text.into_bytes());
    let information = rewritten.0.trailer.get(b"Info").unwrap().as_reference().unwrap();
    let archive = Object::string_literal("een archief");
    rewritten.0.get_dictionary_mut(information).unwrap().set("Producer", archive);
    assert_eq!(proven(&rewritten.bytes()), Proof::Resaved);
}

/// Pages that lack, and those that do not belong there, are told of before all else.
#[test]
fn pages_that_lack_are_counted() {
    let without = |pages: &[u32]| {
        let mut forged = Forgery::of(&OF_2021);
        forged.0.delete_pages(pages);
        forged.bytes()
    };
    let all = OF_2021.pages.len();
    let count =
        |lost: &[usize]| What::Count { stands: all - lost.len(), should: all, lost: lost.to_vec(), added: Vec::new() };
    let Difference { what, pages, .. } = difference(&without(&[11]));
    assert_eq!((what, pages), (count(&[11]), vec![]));
    assert_eq!(difference(&without(&[59])).what, count(&[59]));
    assert!(told(&without(&[11])).contains(&format!("bladzijde 11 van de {all} ontbreekt\n")));
    let from_fourth: Vec<u32> = (4..=u32::try_from(all).unwrap()).collect();
    assert!(told(&without(&from_fourth)).contains(&format!("er ontbreken {} van de {all} bladzijden\n", all - 3)));
    // A cover of someone else before it.
    let mut forged = Forgery::of(&OF_2021);
    let pages = forged.0.catalog().unwrap().get(b"Pages").unwrap().as_reference().unwrap();
    let first = forged.0.get_dictionary(forged.pages()[0]).unwrap().get(b"Parent").unwrap().as_reference().unwrap();
    let cover = dictionary! { "Type" => "Page", "Parent" => first, "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()] };
    let cover = forged.0.add_object(cover);
    let kids = forged.0.get_dictionary_mut(first).unwrap().get_mut(b"Kids").unwrap().as_array_mut().unwrap();
    kids.insert(0, Object::Reference(cover));
    for node in [first, pages].into_iter().collect::<BTreeSet<_>>() {
        let node = forged.0.get_dictionary_mut(node).unwrap();
        let count = node.get(b"Count").unwrap().as_i64().unwrap();
        node.set("Count", count + 1);
    }
    let added = What::Count { stands: all + 1, should: all, lost: Vec::new(), added: vec![1] };
    assert_eq!(difference(&forged.bytes()).what, added);
}

/// A folder stands for the PDFs in it.
#[test]
fn a_folder_of_reports_is_proven() {
    let case = Case::new().args(["bewijs", "post"]);
    fs::create_dir_all(case.path("post/leeg")).unwrap();
    assert!(case.run().fails().contains("in post staat geen pdf"));
    fs::write(case.path("post/een.pdf"), &SMALL.bytes).unwrap();
    assert!(case.run().writes().contains("een.pdf: dit rapport is precies wat deze gegevens opleveren"));
}

#[test]
fn damage_names_the_file() {
    let forged = Forgery::of(&OF_2021).attached("bestedingen__2021.yaml", |bytes| bytes[100] ^= 1);
    insta::assert_snapshot!("damaged", told(&forged.bytes()));
}

#[test]
fn who_made_it_is_named() {
    let manifest = |from: &str, to: &str| {
        let forged = Forgery::of(&OF_2021).attached("inhoud.json", |bytes| {
            let text = String::from_utf8(bytes.clone()).unwrap();
            assert!(text.contains(from), "{from}");
            *bytes = text.replace(from, to).into_bytes();
        });
        forged.bytes()
    };
    let version = format!("\"versie\": \"{}\"", env!("CARGO_PKG_VERSION"));
    let other = manifest(&version, "\"versie\": \"0.0.7\"");
    assert_eq!(proven(&other), Proof::OtherVersion { made_by: "voortgang 0.0.7".to_owned() });
    insta::assert_snapshot!("other_version", told(&other));
    let other = manifest(&Templates::built_in().fingerprint(), &"0".repeat(64));
    assert_eq!(proven(&other), Proof::OtherTemplates);
    insta::assert_snapshot!("other_templates", told(&other));
}

#[test]
fn own_templates_travel_along_and_come_out() {
    let cover =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("report-templates/annual-report/cover.typ.j2"));
    let cover = format!("{}\n// Eigen huisstijl.\n#v(1pt)\n", cover.unwrap());
    let case = Case::new().dossier("klein-met-andere-artikelen");
    let own = case.path("huisstijl/annual-report");
    fs::create_dir_all(&own).unwrap();
    fs::write(own.join("cover.typ.j2"), &cover).unwrap();
    let case =
        case.args(["rapport", "klein-met-andere-artikelen", "--sjablonen", "huisstijl", "--uitvoer", "eigen.pdf"]);
    case.run().writes();
    let pdf = fs::read(case.path("eigen.pdf")).unwrap();
    assert!(pdf != SMALL.bytes);
    let received = proof::receive(&pdf).unwrap();
    assert_eq!(proof::prove(&pdf, &received), Proof::IdenticalByOwnTemplates);
    let listed = &received.delivery.manifest.own_templates;
    assert_eq!(listed.len(), 1);
    assert_eq!(listed[0].path, "annual-report/cover.typ.j2");
    // Out of the report, and in again.
    let case = case.args(["uitpakken", "eigen.pdf", "weer uit"]);
    insta::assert_snapshot!("unpacked_with_templates", case.run().says().1);
    assert_eq!(fs::read_to_string(case.path("weer uit/.sjablonen/annual-report/cover.typ.j2")).unwrap(), cover);
    let case = case.args(["rapport", "weer uit", "--sjablonen", "weer uit/.sjablonen", "--uitvoer", "opnieuw.pdf"]);
    case.run().writes();
    assert!(fs::read(case.path("opnieuw.pdf")).unwrap() == pdf);
}

#[test]
fn templates_with_odd_names_are_refused_before_they_travel() {
    let case = Case::new().dossier("minimaal");
    fs::create_dir_all(case.path("huisstijl")).unwrap();
    fs::write(case.path("huisstijl/mijn thema.typ"), "").unwrap();
    let case = case.args(["rapport", "minimaal", "--sjablonen", "huisstijl", "--uitvoer", "x.pdf"]);
    insta::assert_snapshot!("odd_template", case.run().fails());
    assert!(!case.path("x.pdf").exists());
}

#[test]
fn what_is_unpacked_is_a_dossier() {
    for (name, report) in [("met-bladen", None), ("den-haag-zuidwest", Some("2021"))] {
        let chosen = report.map_or_else(Vec::new, |report| vec!["--verslag", report]);
        let case = Case::new().dossier(name).args(
            ["rapport", name, "--uitvoer", "uit de post/het rapport.pdf"].into_iter().chain(chosen.iter().copied()),
        );
        case.run().writes();
        let case = case.args(["uitpakken", "uit de post/het rapport.pdf", "terug in/een map"]);
        assert_eq!(case.run().writes(), "terug in/een map\n");
        let back = Folder::open(&case.path("terug in/een map")).unwrap();
        assert!(back.unread.is_empty());
        let pdf = fs::read(case.path("uit de post/het rapport.pdf")).unwrap();
        assert_eq!(back.files, proof::receive(&pdf).unwrap().delivery.folder.files);
        let case = case.args(["controleer", "terug in/een map"].into_iter().chain(chosen.iter().copied()));
        case.run().says();
        let case = case
            .args(["rapport", "terug in/een map", "--uitvoer", "weer.pdf"].into_iter().chain(chosen.iter().copied()));
        case.run().writes();
        assert!(fs::read(case.path("weer.pdf")).unwrap() == pdf, "{name}");
        // A second time there is something in the folder: nothing is written.
        fs::remove_file(case.path("terug in/een map/deal.yaml")).unwrap();
        let case = case.args(["uitpakken", "uit de post/het rapport.pdf", "terug in/een map"]);
        insta::assert_snapshot!("folder_taken", case.run().fails());
        assert!(!case.path("terug in/een map/deal.yaml").exists());
    }
}

/// Where nothing came later, what comes out is the dossier itself.
#[test]
fn the_last_report_gives_the_dossier_itself() {
    let folder = Folder::open(&fixture("minimaal")).unwrap();
    let checked = pipeline::check(&folder).unwrap();
    let built = pipeline::annual_report(&folder, &checked, &Choice::Latest, &Templates::built_in()).unwrap();
    assert_eq!(proof::receive(&built.pdf.bytes).unwrap().delivery.folder.files, folder.files);
}
