//! What stands on the pages of a PDF, to say where two PDFs differ.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Encoding, Object, ObjectId};

use super::{Refusal, attached};

/// What the drawing of a page may unpack to.
const LARGEST_PAGE: usize = 32 * 1024 * 1024;

/// How deep drawings may stand in drawings.
const DEEPEST: usize = 8;

/// How many drawings within drawings of a page are followed.
const MOST_FORMS: usize = 2_000;

/// Words that are drawn in one go.
#[derive(Debug, Clone, PartialEq)]
pub struct Run {
    /// The words, as the signs that are drawn are read.
    pub text: String,
    /// What is read aloud or copied instead, where the PDF says so.
    pub spoken: String,
    /// Where they begin, in points from the left and the foot of the page.
    pub at: (f32, f32),
    /// The size of the letters, in points.
    pub size: f32,
    /// The number by which the structure of the document knows them.
    pub mark: Option<i64>,
}

/// What stands on a page.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Page {
    /// Its words, as they follow each other in the PDF.
    pub runs: Vec<Run>,
    /// What draws it: text, lines, pictures.
    pub drawing: Vec<u8>,
}

impl Page {
    /// Whether two pages are drawn by the same steps.
    #[must_use]
    pub fn is_drawn_as(&self, other: &Self) -> bool {
        super::drawing::is_same(&self.drawing, &other.drawing)
    }
}

/// A PDF whose parts are looked at.
pub struct Opened {
    pub(super) pdf: Document,
    pages: Vec<ObjectId>,
}

impl Opened {
    /// Opens a PDF.
    ///
    /// # Errors
    /// When the PDF cannot be read.
    pub fn new(bytes: &[u8]) -> Result<Self, Refusal> {
        let pdf = attached::open(bytes)?;
        let pages = pdf.get_pages().into_values().collect();
        Ok(Self { pdf, pages })
    }

    /// How many pages it has.
    #[must_use]
    pub fn count(&self) -> usize {
        self.pages.len()
    }

    /// A page by its place, from 0; an empty one when there is no such page.
    #[must_use]
    pub fn page(&self, at: usize) -> Page {
        let Some(id) = self.pages.get(at) else { return Page::default() };
        let drawing = self.drawing(*id);
        let mut walk = Walk { pdf: &self.pdf, runs: Vec::new(), drawn: None, encodings: BTreeMap::new(), forms: 0 };
        walk.page(*id, &drawing);
        Page { runs: in_words(walk.runs), drawing }
    }

    /// Each step of the drawing of a page, with the mark under which it is drawn.
    #[must_use]
    pub fn drawn(&self, at: usize) -> Vec<(Option<i64>, String)> {
        let Some(id) = self.pages.get(at) else { return Vec::new() };
        let drawn = Some(Vec::new());
        let mut walk = Walk { pdf: &self.pdf, runs: Vec::new(), drawn, encodings: BTreeMap::new(), forms: 0 };
        walk.page(*id, &self.drawing(*id));
        walk.drawn.unwrap_or_default()
    }

    /// The text that stands for a picture or a chart, when the mark on a page is part of one.
    #[must_use]
    pub fn picture(&self, at: usize, mark: i64) -> Option<String> {
        let page = self.pdf.get_dictionary(*self.pages.get(at)?).ok()?;
        let number = page.get(b"StructParents").ok()?.as_i64().ok()?;
        let root = dictionary(self.pdf.catalog().ok()?, b"StructTreeRoot", &self.pdf)?;
        let marks = in_number_tree(dictionary(root, b"ParentTree", &self.pdf)?, number, &self.pdf)?;
        let marks = self.pdf.dereference(marks).ok()?.1.as_array().ok()?;
        let mut element = self.pdf.dereference(marks.get(usize::try_from(mark).ok()?)?).ok()?.1.as_dict().ok()?;
        for _ in 0..DEEPEST * 4 {
            let is_picture = element.get(b"S").and_then(Object::as_name).is_ok_and(|role| role == b"Figure");
            if let Some(alt) = is_picture.then(|| element.get_deref(b"Alt", &self.pdf).ok()).flatten() {
                return lopdf::decode_text_string(alt).ok();
            }
            element = dictionary(element, b"P", &self.pdf)?;
        }
        None
    }

    pub(super) fn ids(&self) -> &[ObjectId] {
        &self.pages
    }

    fn drawing(&self, page: ObjectId) -> Vec<u8> {
        self.pdf.get_page_content_with_limit(page, LARGEST_PAGE).unwrap_or_default()
    }
}

/// An operand in one way of writing: a number by its value, a string by its signs.
fn written(operand: &Object) -> String {
    match operand {
        Object::Integer(_) | Object::Real(_) => operand.as_float().unwrap_or_default().to_string(),
        Object::String(signs, _) => format!("{signs:?}"),
        Object::Array(parts) => format!("{:?}", parts.iter().map(written).collect::<Vec<_>>()),
        other => format!("{other:?}"),
    }
}

/// Puts letters together that are drawn one by one, as in charts.
fn in_words(runs: Vec<Run>) -> Vec<Run> {
    let mut words: Vec<Run> = Vec::new();
    // The last letter of the words that are being put together.
    let mut last: Option<(char, (f32, f32))> = None;
    for run in runs {
        let mut signs = run.text.chars();
        let letter = signs.next().filter(|_| signs.next().is_none());
        let step = last.map(|(sign, (x, y))| (sign, run.at.0 - x, (run.at.1 - y).abs()));
        last = letter.map(|letter| (letter, run.at));
        match (words.last_mut(), letter, step) {
            (Some(word), Some(letter), Some((before, dx, dy)))
                if word.mark == run.mark && dy < 0.1 && dx > 0.0 && dx < 1.1 * run.size =>
            {
                if before.is_ascii_digit() && letter.is_alphabetic() && dx > 0.6 * run.size {
                    word.text.push(' ');
                    word.spoken.push(' ');
                }
                word.text.push(letter);
                word.spoken.push_str(&run.spoken);
            }
            _ => words.push(run),
        }
    }
    words
}

pub(super) fn dictionary<'a>(from: &'a Dictionary, key: &[u8], pdf: &'a Document) -> Option<&'a Dictionary> {
    from.get_deref(key, pdf).ok()?.as_dict().ok()
}

/// The value of a number in a number tree.
fn in_number_tree<'a>(root: &'a Dictionary, number: i64, pdf: &'a Document) -> Option<&'a Object> {
    let list = |node: &'a Dictionary, key: &[u8]| node.get_deref(key, pdf).ok().and_then(|list| list.as_array().ok());
    let mut open = vec![root];
    let mut seen = BTreeSet::new();
    while let Some(node) = open.pop() {
        if !seen.insert(std::ptr::from_ref(node)) {
            continue;
        }
        for pair in list(node, b"Nums").map_or(&[][..], Vec::as_slice).chunks_exact(2) {
            if let [key, value] = pair
                && key.as_i64().is_ok_and(|key| key == number)
            {
                return Some(value);
            }
        }
        let kids = list(node, b"Kids").map_or(&[][..], Vec::as_slice);
        open.extend(kids.iter().filter_map(|kid| pdf.dereference(kid).ok()?.1.as_dict().ok()));
    }
    None
}

/// A matrix of a PDF: `x' = a·x + c·y + e`, `y' = b·x + d·y + f`.
#[derive(Clone, Copy)]
struct Matrix([f32; 6]);

impl Matrix {
    const NONE: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    fn of(operands: &[Object]) -> Option<Self> {
        let numbers: Vec<f32> = operands.iter().filter_map(|number| number.as_float().ok()).collect();
        numbers.try_into().ok().map(Self)
    }

    /// First this one, then the other.
    fn then(self, other: Self) -> Self {
        let [right, right_up, up_right, up, x, y] = self.0;
        let turned = |x: f32, y: f32| (x * other.0[0] + y * other.0[2], x * other.0[1] + y * other.0[3]);
        let (across, upwards, place) = (turned(right, right_up), turned(up_right, up), turned(x, y));
        Self([across.0, across.1, upwards.0, upwards.1, place.0 + other.0[4], place.1 + other.0[5]])
    }

    /// How much larger things become, upwards.
    fn scale(self) -> f32 {
        self.0[2].hypot(self.0[3])
    }

    const fn origin(self) -> (f32, f32) {
        (self.0[4], self.0[5])
    }
}

/// Follows the drawing of a page.
struct Walk<'a> {
    pdf: &'a Document,
    runs: Vec<Run>,
    /// The steps, when they are asked for.
    drawn: Option<Vec<(Option<i64>, String)>>,
    /// How the signs of a font are read, by where the font stands.
    encodings: BTreeMap<*const Dictionary, Option<Encoding<'a>>>,
    forms: usize,
}

/// What holds at a step of a drawing.
#[derive(Clone)]
struct State<'a> {
    matrix: Matrix,
    font: Option<&'a Dictionary>,
    size: f32,
}

impl<'a> Walk<'a> {
    fn page(&mut self, id: ObjectId, drawing: &[u8]) {
        let (own, ids) = self.pdf.get_page_resources(id).unwrap_or_default();
        let resources: Vec<&Dictionary> =
            own.into_iter().chain(ids.iter().filter_map(|id| self.pdf.get_dictionary(*id).ok())).collect();
        self.drawing(drawing, &resources, &State { matrix: Matrix::NONE, font: None, size: 0.0 }, None, 0);
    }

    fn drawing(
        &mut self,
        bytes: &[u8],
        resources: &[&'a Dictionary],
        state: &State<'a>,
        within: Option<i64>,
        depth: usize,
    ) {
        let Ok(Content { operations }) = Content::decode(bytes) else { return };
        let mut state = state.clone();
        let mut kept = Vec::new();
        // Marks that are open, each with the text that is spoken instead.
        let mut marks: Vec<(Option<i64>, Option<String>)> = vec![(within, None)];
        let mut run: Option<Run> = None;
        let mut text = Matrix::NONE;
        for Operation { operator, operands } in &operations {
            let mark = marks.last().and_then(|(mark, _)| *mark);
            if let Some(drawn) = &mut self.drawn {
                let operands: Vec<String> = operands.iter().map(written).collect();
                drawn.push((mark, format!("[{}] {operator}", operands.join(", "))));
            }
            match operator.as_str() {
                "q" => kept.push(state.clone()),
                "Q" => state = kept.pop().unwrap_or(state),
                "cm" => {
                    if let Some(matrix) = Matrix::of(operands) {
                        state.matrix = matrix.then(state.matrix);
                    }
                }
                "BT" => {
                    text = Matrix::NONE;
                    run = None;
                }
                "ET" => self.runs.extend(run.take()),
                "Tm" => text = Matrix::of(operands).unwrap_or(text),
                "Td" | "TD" => {
                    if let [x, y] = operands.as_slice() {
                        let (x, y) = (x.as_float().unwrap_or_default(), y.as_float().unwrap_or_default());
                        text = Matrix([1.0, 0.0, 0.0, 1.0, x, y]).then(text);
                    }
                }
                "Tf" => {
                    state.size = operands.get(1).and_then(|size| size.as_float().ok()).unwrap_or_default();
                    let name = operands.first().and_then(|name| name.as_name().ok()).unwrap_or_default();
                    state.font = resources
                        .iter()
                        .find_map(|one| dictionary(dictionary(one, b"Font", self.pdf)?, name, self.pdf));
                }
                "Tj" | "TJ" | "'" | "\"" => {
                    let words = self.words(state.font, operands);
                    let run = run.get_or_insert_with(|| Run {
                        text: String::new(),
                        spoken: String::new(),
                        at: text.then(state.matrix).origin(),
                        size: state.size * text.then(state.matrix).scale(),
                        mark,
                    });
                    let spoken = marks.iter_mut().rev().find_map(|(_, spoken)| spoken.as_mut());
                    // What is spoken for a whole is said at its first part.
                    run.spoken.push_str(&spoken.map_or_else(|| words.clone(), std::mem::take));
                    run.text.push_str(&words);
                }
                "BMC" | "BDC" => {
                    let properties = operands.get(1).and_then(|properties| self.properties(properties, resources));
                    let own = properties.and_then(|of| of.get(b"MCID").ok()?.as_i64().ok());
                    let spoken = properties.and_then(|of| lopdf::decode_text_string(of.get(b"ActualText").ok()?).ok());
                    marks.push((own.or(mark), spoken));
                }
                "EMC" if marks.len() > 1 => drop(marks.pop()),
                "Do" => {
                    let name = operands.first().and_then(|name| name.as_name().ok()).unwrap_or_default();
                    self.form(name, resources, &state, mark, depth);
                }
                _ => {}
            }
        }
        self.runs.extend(run);
    }

    /// A drawing within a drawing.
    fn form(&mut self, name: &[u8], resources: &[&'a Dictionary], state: &State<'a>, mark: Option<i64>, depth: usize) {
        self.forms += 1;
        if depth >= DEEPEST || self.forms > MOST_FORMS {
            return;
        }
        let found = resources
            .iter()
            .find_map(|one| dictionary(one, b"XObject", self.pdf)?.get_deref(name, self.pdf).ok()?.as_stream().ok());
        let Some(form) =
            found.filter(|form| form.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind == b"Form"))
        else {
            return;
        };
        let Ok(bytes) = form.get_plain_content_with_limit(LARGEST_PAGE) else { return };
        let matrix = form.dict.get_deref(b"Matrix", self.pdf).and_then(Object::as_array).ok();
        let matrix = matrix.and_then(|numbers| Matrix::of(numbers)).unwrap_or(Matrix::NONE);
        let inner: Vec<&Dictionary> =
            dictionary(&form.dict, b"Resources", self.pdf).into_iter().chain(resources.iter().copied()).collect();
        let state = State { matrix: matrix.then(state.matrix), font: state.font, size: state.size };
        self.drawing(&bytes, &inner, &state, mark, depth + 1);
    }

    fn properties<'b>(&self, given: &'b Object, resources: &[&'a Dictionary]) -> Option<&'b Dictionary>
    where
        'a: 'b,
    {
        match given {
            Object::Dictionary(properties) => Some(properties),
            Object::Name(name) => {
                resources.iter().find_map(|one| dictionary(dictionary(one, b"Properties", self.pdf)?, name, self.pdf))
            }
            _ => None,
        }
    }

    /// The words that are drawn by a step.
    fn words(&mut self, font: Option<&'a Dictionary>, operands: &[Object]) -> String {
        let Some(font) = font else { return String::new() };
        let pdf = self.pdf;
        let encoding = self
            .encodings
            .entry(std::ptr::from_ref(font))
            .or_insert_with(|| font.get_font_encoding_with_limit(pdf, LARGEST_PAGE).ok());
        let Some(encoding) = encoding else { return String::new() };
        let mut words = String::new();
        let mut open: Vec<&Object> = operands.iter().rev().collect();
        while let Some(operand) = open.pop() {
            match operand {
                Object::String(signs, _) => words.push_str(&encoding.bytes_to_string(signs).unwrap_or_default()),
                Object::Array(parts) => open.extend(parts.iter().rev()),
                _ => {}
            }
        }
        words
    }
}
