//! Layout proof: looks at the laid-out pages for what no validator sees.
//!
//! Comes in: the pages as frames. Goes out: [`Flaw`]s in the order of the pages: text outside the area
//! the theme sets apart for it, text over other text or a picture, text cut off, under what hides it, too
//! faint on what it stands on or too small, a heading alone at the foot of a page, a figure on another page
//! than its caption. The box of a run of text is its width, from the baseline to the height of a capital: that
//! of its glyphs would touch those of the next line. Text in charts is looked at too; what stands in the
//! background, as a watermark, is not.
//!
//! It does not see: the contrast of text on a photo, a gradient or a pattern, of letters with an edge, and of
//! what is drawn; what an image of a page of a PDF shows; what a rounded edge or a mask cuts off; that a
//! dashed line or many thin ones hide text; letters that are themselves part of a photo or drawn as a path.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use typst::foundations::{Content, Label, NativeElement, Smart, Value};
use typst::introspection::{Introspector, Location, MetadataElem, Tag};
use typst::layout::{Abs, Frame, FrameItem, Point, Ratio, Rect, Size, Transform};
use typst::model::{FigureCaption, FigureElem, FootnoteEntry, HeadingElem, ParElem, TableCell, TableElem};
use typst::pdf::{ArtifactElem, ArtifactKind, TableCellKind, TableHeaderScope};
use typst::syntax::Span;
use typst::text::{FontWeight, TextItem};
use typst::utils::PicoStr;
use typst::visualize::{ImageKind, Paint};
use typst_layout::{Page, PagedDocument};
use usvg::BlendMode;

use super::paint::{self, Around, Layer, blend, grown};
use crate::model::{Colour, HouseStyle};

/// The label under which the theme tells the margins of its pages.
const MARGINS: &str = "zetspiegel";

/// How far text may reach out of its area: a hanging letter is no flaw.
const SLACK: Abs = points(0.5);

/// How far two texts may reach over each other sideways.
const OVERLAP: Abs = points(0.5);

/// How much of the height of the lower of two texts the other may cover: an index touches its letter.
const COVERED: f64 = 0.2;

/// How far apart the places are at which a run is looked at, as a share of its size, and at which shares of its
/// height. At most of these something must be wrong before a letter counts as lost: a line through it does not count.
const STEP: f64 = 0.4;
const HEIGHTS: [f64; 3] = [0.2, 0.5, 0.8];

/// The most places in one run.
const MOST_COLUMNS: u16 = 1000;

/// So many places of a run must be lost: about three letters. Of a shorter run the half is enough.
const TOO_MANY: usize = 4;

/// The share of what is under it that something hides when letters under it can be read no more.
const HIDING: f64 = 0.5;

/// From this size text needs less contrast, and when it is bold from the second (WCAG 2.2, 1.4.3).
const LARGE: Abs = points(18.0);
const LARGE_BOLD: Abs = points(14.0);

/// The contrast that large text needs.
const LARGE_TEXT: f64 = 3.0;

/// The smallest letters that can be read: a raised figure in a table is a little larger.
pub(crate) const SMALLEST: Abs = points(5.0);

/// So many texts of one table with the same fault are told one by one; more have one cause.
const ONE_BY_ONE: usize = 3;

/// A length in points: the layout engine measures in 127ths of it.
pub(super) const fn points(count: f64) -> Abs {
    Abs::raw(count * 127.0)
}

/// What is wrong with the layout.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// Text stands outside the area for text, or off the page.
    Outside,
    /// Text is cut off at the edge of a box.
    CutOff,
    /// Text stands over other text.
    Over,
    /// A heading stands alone at the foot of a page.
    HeadingAlone,
    /// A figure and its caption stand on different pages.
    Apart,
    /// The head of a table stands alone at the foot of a page.
    HeadAlone,
    /// Text stands over a picture that it is not a part of.
    OnPicture,
    /// Text lies under something that hides it.
    Hidden,
    /// Text has too little contrast with what it stands on.
    Faint,
    /// Text is too small to be read.
    Small,
}

/// A flaw in the layout.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flaw {
    /// What is wrong.
    pub fault: Fault,
    /// The page, from 1.
    pub page: usize,
    /// The text it is about; empty for a picture.
    pub text: String,
    /// The text under it, for text over other text; the two colours, for text that is faint.
    pub other: String,
    /// How many times more the same is found: further rows of a table, further pages.
    pub more: usize,
    /// The whole text that it is a line or a part of, the nearest first.
    pub around: Vec<String>,
    /// The caption of the figure that it is in.
    pub figure: Option<String>,
    /// The template that wrote the text, when that is known.
    pub template: Option<Wrote>,
}

/// A place in a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrote {
    /// The name of the template.
    pub name: String,
    /// Its line, from 1.
    pub line: usize,
}

/// What the source says of a piece of text.
#[derive(Debug, Default)]
pub(super) struct Written {
    /// The value that it is a part of.
    pub(super) value: Option<String>,
    /// The template that wrote it.
    pub(super) template: Option<Wrote>,
}

/// The edges of the area for text on every page.
#[derive(Debug, Clone, Copy, Default)]
struct Margins {
    left: Abs,
    right: Abs,
    top: Abs,
    bottom: Abs,
}

/// Looks for flaws in the laid-out pages. `written` is asked for flawed text only.
pub(super) fn flaws(document: &PagedDocument, written: impl Fn(&str, Span) -> Written) -> Vec<Flaw> {
    let margins = margins(document);
    let mut walk =
        Walk { open: Vec::new(), figures: BTreeMap::new(), runs: Vec::new(), layers: Vec::new(), pictures: 0, page: 0 };
    let mut found: Vec<Found> = Vec::new();
    let mut rows: BTreeSet<(u128, usize)> = BTreeSet::new();
    let count = document.pages().len();
    for (index, page) in document.pages().iter().enumerate() {
        walk.page = index + 1;
        walk.runs.clear();
        walk.layers.clear();
        walk.frame(&page.frame, Transform::identity(), None);
        let runs = &walk.runs;
        rows.extend(runs.iter().filter(|run| run.role != Role::Head).filter_map(|run| Some((run.table?, index + 1))));
        let size = page.frame.size();
        let of = |fault| move |run: &Run| Found::of(fault, index + 1, run);
        found.extend(runs.iter().filter(|run| run.is_outside(size, margins)).map(of(Fault::Outside)));
        found.extend(runs.iter().filter(|run| run.is_cut_off()).map(of(Fault::CutOff)));
        found.extend(runs.iter().filter(|run| run.is_small()).map(of(Fault::Small)));
        let looks = looks(runs, &walk.layers, ground(page));
        let is_hidden = |run: &Run| looks.get(&run.number) == Some(&Look::Hidden);
        for run in runs {
            match looks.get(&run.number) {
                Some(Look::Hidden) => found.push(of(Fault::Hidden)(run)),
                Some(Look::Faint(colour, under)) => {
                    found.push(Found { other: format!("{colour} op {under}"), ..of(Fault::Faint)(run) });
                }
                None => {}
            }
        }
        // Text that is hidden is told once, whatever it lies under.
        let pairs = over(runs).into_iter().filter(|(run, other)| !is_hidden(run) && !is_hidden(other));
        found.extend(pairs.map(|(run, other)| Found { other: other.text.clone(), ..of(Fault::Over)(run) }));
        found.extend(on_pictures(runs).filter(|run| !is_hidden(run)).map(of(Fault::OnPicture)));
        if index + 1 < count {
            found.extend(alone(runs).into_iter().map(|(run, fault)| of(fault)(run)));
        }
    }
    // A table without rows has nothing that could stand under its head.
    let goes_on = |table| rows.range((table, 0)..=(table, usize::MAX)).next().is_some();
    found.retain(|one| one.fault != Fault::HeadAlone || one.table.is_some_and(goes_on));
    found.extend(walk.figures.values().filter_map(Figure::apart));
    let mut flaws: Vec<Flaw> =
        of_one_cause(found).into_iter().map(|(found, more)| found.flaw(more, &written)).collect();
    flaws.sort_by_key(|flaw| (flaw.page, flaw.fault));
    flaws
}

/// A flaw whose source was not looked up yet.
struct Found {
    fault: Fault,
    page: usize,
    text: String,
    other: String,
    span: Option<Span>,
    /// The whole text of the paragraph, cell, heading or caption that it is in.
    around: Option<String>,
    /// The table that it is in.
    table: Option<u128>,
    figure: Option<Content>,
}

impl Found {
    fn of(fault: Fault, page: usize, run: &Run) -> Self {
        Self {
            fault,
            page,
            text: run.text.clone(),
            other: String::new(),
            span: run.span,
            around: run.whole_text(),
            table: run.table,
            figure: run.figure.clone(),
        }
    }

    /// What tells it from others: the lines of one text have one cause.
    fn subject(&self) -> String {
        let by_span = || self.span.map(|span| format!("{span:?}"));
        self.around.clone().or_else(by_span).unwrap_or_else(|| self.text.clone())
    }

    fn flaw(self, more: usize, written: &impl Fn(&str, Span) -> Written) -> Flaw {
        let Self { fault, page, text, other, span, around, figure, .. } = self;
        let figure = figure.and_then(|figure| caption(&figure));
        let Written { value, template } = span.map(|span| written(&text, span)).unwrap_or_default();
        let around = value.into_iter().chain(around).collect();
        Flaw { fault, page, text, other, more, around, figure, template }
    }
}

/// The first of all that have one cause, and how many more there are: the same text on other pages, and
/// the rows of a table when there are many of them.
fn of_one_cause(found: Vec<Found>) -> Vec<(Found, usize)> {
    let mut texts: BTreeMap<(Fault, u128), BTreeSet<String>> = BTreeMap::new();
    for one in &found {
        let known = one.table.map(|table| texts.entry((one.fault, table)).or_default());
        known.filter(|known| known.len() <= ONE_BY_ONE).map(|known| known.insert(one.subject()));
    }
    let many: BTreeSet<(Fault, u128)> =
        texts.into_iter().filter(|(_, texts)| texts.len() > ONE_BY_ONE).map(|(key, _)| key).collect();
    let mut places: BTreeMap<(Fault, Option<u128>, String), usize> = BTreeMap::new();
    let mut first: Vec<(Found, usize)> = Vec::new();
    for one in found {
        let table = one.table.filter(|table| many.contains(&(one.fault, *table)));
        let text = if table.is_some() { String::new() } else { one.subject() };
        match places.entry((one.fault, table, text)) {
            Entry::Occupied(place) => first[*place.get()].1 += 1,
            Entry::Vacant(place) => {
                place.insert(first.len());
                first.push((one, 0));
            }
        }
    }
    first
}

/// The margins that the theme tells; none when it does not.
fn margins(document: &PagedDocument) -> Margins {
    let Some(label) = Label::new(PicoStr::intern(MARGINS)) else { return Margins::default() };
    let found = document.introspector().query_label(label).ok();
    let value = found.as_ref().and_then(|found| found.to_packed::<MetadataElem>()).map(|metadata| &metadata.value);
    let Some(Value::Dict(edges)) = value else { return Margins::default() };
    let edge = |name: &str| match edges.get(name) {
        Ok(Value::Length(length)) => length.abs,
        _ => Abs::zero(),
    };
    Margins { left: edge("left"), right: edge("right"), top: edge("top"), bottom: edge("bottom") }
}

/// A run of text on a page, or a picture.
struct Run {
    /// How many there were before it on the page.
    number: usize,
    text: String,
    size: Abs,
    /// The upright box around it.
    area: Rect,
    /// The corners of its own box: top left, top right, bottom right and bottom left as one reads it.
    own: [Point; 4],
    /// Its own box does not stand upright.
    is_slanted: bool,
    /// Its letters; none for a picture.
    letters: Option<Letters>,
    clip: Option<Rect>,
    span: Option<Span>,
    place: Place,
    role: Role,
    /// The paragraph, cell, heading or caption that it is a part of.
    around: Option<Content>,
    table: Option<u128>,
    figure: Option<Content>,
    /// The picture that it is, or is drawn in.
    picture: Option<usize>,
    /// A picture has a place on the page, and is not text over text.
    is_picture: bool,
}

/// How the letters of a run look.
#[derive(Debug, Clone, Copy)]
struct Letters {
    size: Abs,
    is_bold: bool,
    /// Their colour, and the share that they hide of what is under them; none when it is not one colour.
    colour: Option<(Colour, f64)>,
}

impl Letters {
    /// The contrast that they need with what they stand on.
    fn needed(self) -> f64 {
        let is_large = self.size >= LARGE || (self.is_bold && self.size >= LARGE_BOLD);
        if is_large { LARGE_TEXT } else { HouseStyle::TEXT }
    }
}

/// Which part of the page a run belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Body,
    Edge,
    Behind,
}

/// What a run is to what comes after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Text,
    Heading,
    /// In the head of a table.
    Head,
    Footnote,
}

impl Run {
    fn is_outside(&self, page: Size, margins: Margins) -> bool {
        let (top, bottom) = match self.place {
            Place::Behind => return false,
            Place::Edge => (Abs::zero(), page.y),
            Place::Body => (margins.top, page.y - margins.bottom),
        };
        let inside = Rect::new(Point::new(margins.left, top), Point::new(page.x - margins.right, bottom));
        !is_within(self.seen(), inside)
    }

    /// What of it is not cut off.
    fn seen(&self) -> Rect {
        both(Some(self.area), self.clip).unwrap_or(self.area)
    }

    /// The whole text that it is a line or a part of.
    fn whole_text(&self) -> Option<String> {
        let whole = self.around.as_ref()?.plain_text();
        // A cell that goes on after a page break is not told from its neighbour there.
        whole.contains(self.text.trim_end_matches('-').trim()).then(|| whole.to_string())
    }

    fn is_cut_off(&self) -> bool {
        !self.is_picture && self.clip.is_some_and(|clip| !is_within(self.area, clip))
    }

    /// Whether it is too small to be read; a dot between words need not be.
    fn is_small(&self) -> bool {
        let is_word = self.text.chars().any(char::is_alphanumeric);
        is_word && self.place != Place::Behind && self.letters.is_some_and(|letters| letters.size < SMALLEST)
    }

    /// The places at which it is looked at: columns from its first letter to its last.
    fn columns(&self) -> Vec<[Point; 3]> {
        let [origin, right, _, bottom] = self.own;
        let (across, down) = (right - origin, bottom - origin);
        let width = across.x.to_raw().hypot(across.y.to_raw());
        let height = down.x.to_raw().hypot(down.y.to_raw());
        let size = self.letters.map_or(height, |letters| letters.size.to_raw()).max(f64::MIN_POSITIVE);
        // A drawing may have a text of any length; one look at each letter of a line is enough.
        let count = (1..MOST_COLUMNS).find(|count| f64::from(*count) * size * STEP >= width).unwrap_or(MOST_COLUMNS);
        let at =
            |column: u16, height: f64| origin + across * ((f64::from(column) + 0.5) / f64::from(count)) + down * height;
        (0..count).map(|column| HEIGHTS.map(|height| at(column, height))).collect()
    }

    /// Whether the two cover each other for more than what letters touch.
    fn covers(&self, other: &Self) -> bool {
        let (own, others) = (self.seen(), other.seen());
        let width = own.max.x.min(others.max.x) - own.min.x.max(others.min.x);
        let height = own.max.y.min(others.max.y) - own.min.y.max(others.min.y);
        let size = if self.is_picture { other.size } else { self.size.min(other.size) };
        if width <= OVERLAP || height <= size * COVERED {
            return false;
        }
        let is_upright = !self.is_slanted && !other.is_slanted;
        is_upright || !are_apart(self.corners(), other.corners(), size * COVERED)
    }

    fn corners(&self) -> [Point; 4] {
        if self.is_slanted { self.own } else { corners(self.area) }
    }
}

/// Whether a box is within edges, but for what a letter hangs out.
fn is_within(area: Rect, edges: Rect) -> bool {
    area.min.x >= edges.min.x - SLACK
        && area.max.x <= edges.max.x + SLACK
        && area.min.y >= edges.min.y - SLACK
        && area.max.y <= edges.max.y + SLACK
}

fn corners(Rect { min, max }: Rect) -> [Point; 4] {
    [min, Point::new(max.x, min.y), max, Point::new(min.x, max.y)]
}

/// Whether a line can be drawn between two boxes that need not stand upright, along a side of one of
/// them, over which they reach no further than `slack`.
fn are_apart(one: [Point; 4], other: [Point; 4], slack: Abs) -> bool {
    let sides = |corners: [Point; 4]| [corners[1] - corners[0], corners[3] - corners[0]];
    sides(one).into_iter().chain(sides(other)).any(|side| {
        let length = side.x.to_raw().hypot(side.y.to_raw());
        if length == 0.0 {
            return false;
        }
        let reach = |corners: [Point; 4]| {
            let along = corners.map(|corner| (corner.x * side.x.to_raw() + corner.y * side.y.to_raw()) / length);
            (least(along), most(along))
        };
        let ((from, to), (other_from, other_to)) = (reach(one), reach(other));
        to.min(other_to) - from.max(other_from) <= slack
    })
}

/// The caption of a figure in words.
fn caption(figure: &Content) -> Option<String> {
    let caption = figure.to_packed::<FigureElem>()?.caption.as_option().clone()??;
    Some(caption.body.plain_text().to_string())
}

#[derive(Default)]
struct Figure {
    caption: BTreeSet<usize>,
    body: BTreeSet<usize>,
    text: String,
}

impl Figure {
    fn apart(&self) -> Option<Found> {
        let page = *self.caption.iter().next()?;
        let is_apart = !self.body.is_empty() && self.caption.is_disjoint(&self.body);
        is_apart.then(|| Found {
            fault: Fault::Apart,
            page,
            text: self.text.clone(),
            other: String::new(),
            span: None,
            around: None,
            table: None,
            figure: None,
        })
    }
}

/// An element that is open where the walk is.
struct Open {
    location: Location,
    what: What,
    content: Content,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum What {
    Heading,
    Figure,
    Caption,
    Paragraph,
    Table,
    Cell,
    /// A cell in the head of a table.
    Head,
    Footnote,
    Artifact(Place),
}

impl What {
    fn of(element: &Content) -> Option<Self> {
        let kind = element.elem();
        if let Some(artifact) = element.to_packed::<ArtifactElem>() {
            return Some(Self::Artifact(match artifact.kind.as_option() {
                Some(ArtifactKind::Header | ArtifactKind::Footer) => Place::Edge,
                _ => Place::Behind,
            }));
        }
        if let Some(cell) = element.to_packed::<TableCell>() {
            let is_head = matches!(
                cell.kind.as_option(),
                Some(Smart::Custom(TableCellKind::Header(_, TableHeaderScope::Column | TableHeaderScope::Both)))
            );
            return Some(if is_head { Self::Head } else { Self::Cell });
        }
        let known = [
            (HeadingElem::ELEM, Self::Heading),
            (FigureElem::ELEM, Self::Figure),
            (FigureCaption::ELEM, Self::Caption),
            (ParElem::ELEM, Self::Paragraph),
            (TableElem::ELEM, Self::Table),
            (FootnoteEntry::ELEM, Self::Footnote),
        ];
        known.into_iter().find(|(element, _)| *element == kind).map(|(_, what)| what)
    }

    /// Whether it holds a text of its own.
    fn is_text(self) -> bool {
        matches!(self, Self::Heading | Self::Caption | Self::Paragraph | Self::Cell | Self::Head)
    }
}

struct Walk {
    open: Vec<Open>,
    figures: BTreeMap<u128, Figure>,
    runs: Vec<Run>,
    layers: Vec<Layer>,
    /// How many pictures there were.
    pictures: usize,
    page: usize,
}

impl Walk {
    fn frame(&mut self, frame: &Frame, to_page: Transform, clip: Option<Rect>) {
        for (point, item) in frame.items() {
            let here = to_page.pre_concat(Transform::translate(point.x, point.y));
            match item {
                FrameItem::Group(group) => {
                    let inner = here.pre_concat(group.transform);
                    let own = group.clip.as_ref().map(|curve| spread(curve.bbox(None), inner));
                    self.frame(&group.frame, inner, both(own, clip));
                }
                FrameItem::Text(text) => self.text(text, here, clip),
                FrameItem::Image(image, size, span) => self.image(image.kind(), *size, *span, here, clip),
                FrameItem::Tag(Tag::Start(element, ..)) => {
                    let Some((location, what)) = element.location().zip(What::of(element)) else { continue };
                    if what == What::Figure {
                        self.figures.entry(location.hash()).or_default();
                    }
                    self.open.push(Open { location, what, content: element.clone() });
                }
                FrameItem::Tag(Tag::End(location, ..)) => self.open.retain(|open| open.location != *location),
                FrameItem::Shape(shape, _) => self.layers.extend(Layer::of_shape(shape, here, clip, self.runs.len())),
                FrameItem::Link(..) => {}
            }
        }
    }

    /// What is open here, the innermost first: in the head and foot of a page not what is open in its body.
    fn open(&self) -> impl Iterator<Item = &Open> {
        let mut is_around = true;
        self.open.iter().rev().take_while(move |open| {
            let is_part = is_around;
            is_around &= !matches!(open.what, What::Artifact(_));
            is_part
        })
    }

    fn place(&self) -> Place {
        let artifact = self.open.iter().rev().find_map(|open| match open.what {
            What::Artifact(place) => Some(place),
            _ => None,
        });
        artifact.unwrap_or(Place::Body)
    }

    fn role(&self) -> Role {
        let role = self.open().find_map(|open| match open.what {
            What::Heading => Some(Role::Heading),
            What::Head => Some(Role::Head),
            What::Footnote => Some(Role::Footnote),
            _ => None,
        });
        role.unwrap_or(Role::Text)
    }

    /// Notes that something of a figure stands on this page.
    fn note_figure(&mut self, text: &str) {
        let Some(found) = self.open.iter().rev().find(|open| open.what == What::Figure) else { return };
        let is_caption = self.open.iter().any(|open| open.what == What::Caption);
        let Some(figure) = self.figures.get_mut(&found.location.hash()) else { return };
        if is_caption {
            figure.caption.insert(self.page);
            figure.text.push_str(text);
        } else {
            figure.body.insert(self.page);
        }
    }

    /// A run with this box, as it is placed by a transformation.
    fn run(&self, text: String, area: Rect, here: Transform, clip: Option<Rect>, span: Option<Span>) -> Run {
        // Turned by a quarter a box is still upright.
        let is_slanted =
            [here.sx.get() * here.ky.get(), here.sy.get() * here.kx.get()].iter().any(|turn| turn.abs() > 1e-6);
        Run {
            number: self.runs.len(),
            text,
            size: (area.max.y - area.min.y) * grown(here),
            area: spread(area, here),
            own: corners(area).map(|corner| corner.transform(here)),
            is_slanted,
            letters: None,
            clip,
            span,
            place: self.place(),
            role: self.role(),
            around: self.open().find(|open| open.what.is_text()).map(|open| open.content.clone()),
            table: self.open().find(|open| open.what == What::Table).map(|open| open.location.hash()),
            figure: self.open().find(|open| open.what == What::Figure).map(|open| open.content.clone()),
            picture: None,
            is_picture: false,
        }
    }

    fn text(&mut self, text: &TextItem, here: Transform, clip: Option<Rect>) {
        if self.place() == Place::Body {
            self.note_figure(&text.text);
        }
        if text.text.trim().is_empty() {
            return;
        }
        let height = text.font.metrics().cap_height.at(text.size);
        let area = Rect::new(Point::new(Abs::zero(), -height), Point::new(text.width(), Abs::zero()));
        let span = text.glyphs.first().map(|glyph| glyph.span.0);
        let size = text.size * grown(here);
        let letters = Letters {
            size,
            is_bold: text.font.info().variant.weight >= FontWeight::BOLD,
            colour: match &text.fill {
                // With an edge around them letters can be told from anything.
                Paint::Solid(colour) if text.stroke.is_none() => Some(paint::seen(colour)),
                _ => None,
            },
        };
        let run = self.run(text.text.to_string(), area, here, clip, span);
        self.runs.push(Run { size, letters: Some(letters), ..run });
    }

    fn image(&mut self, kind: &ImageKind, size: Size, span: Span, here: Transform, clip: Option<Rect>) {
        if self.place() == Place::Body {
            self.note_figure("");
        }
        self.pictures += 1;
        let area = Rect::new(Point::zero(), size.to_point());
        let whole = self.run(String::new(), area, here, None, Some(span));
        // What is cut off of a picture is not there.
        let seen =
            clip.map_or(whole.area, |clip| Rect::new(whole.area.min.max(clip.min), whole.area.max.min(clip.max)));
        self.runs.push(Run { area: seen, is_picture: true, picture: Some(self.pictures), ..whole });
        let after = self.runs.len();
        match kind {
            ImageKind::Raster(image) => self.layers.push(Layer::of_raster(image, size, here, clip, after)),
            ImageKind::Svg(image) => {
                // What reaches past the edge of a drawing is not seen.
                self.tree(image.tree(), size, span, here, Around { clip: Some(seen), opacity: Some(1.0) });
            }
            // What such an image paints is not looked into.
            ImageKind::Pdf(_) => {
                self.layers.push(Layer::of_image(size, false, here, Around { clip, opacity: None }, after));
            }
        }
    }

    fn tree(&mut self, tree: &usvg::Tree, size: Size, span: Span, here: Transform, around: Around) {
        let share = |of: Abs, whole: f32| Ratio::new(of.to_raw() / f64::from(whole).max(f64::MIN_POSITIVE));
        let scale = Transform::scale(share(size.x, tree.size().width()), share(size.y, tree.size().height()));
        self.svg(tree.root(), span, here.pre_concat(scale), around);
    }

    fn svg(&mut self, group: &usvg::Group, span: Span, here: Transform, around: Around) {
        let is_plain = group.mask().is_none() && group.filters().is_empty() && group.blend_mode() == BlendMode::Normal;
        let around = Around {
            clip: both(paint::clip_of(group, here), around.clip),
            opacity: around.opacity.filter(|_| is_plain).map(|share| share * f64::from(group.opacity().get())),
        };
        for node in group.children() {
            let after = self.runs.len();
            match node {
                usvg::Node::Group(group) => self.svg(group, span, here, around),
                usvg::Node::Text(text) => self.label(text, span, here, around),
                usvg::Node::Path(path) => self.layers.extend(Layer::of_path(path, here, around, after)),
                usvg::Node::Image(image) => {
                    let here = here.pre_concat(paint::transform(image.abs_transform()));
                    let size = Size::new(Abs::raw(image.size().width().into()), Abs::raw(image.size().height().into()));
                    match image.kind() {
                        usvg::ImageKind::SVG(tree) => self.tree(tree, size, span, here, around),
                        kind => {
                            let hides = paint::is_opaque(kind);
                            self.layers.push(Layer::of_image(size, hides, here, around, after));
                        }
                    }
                }
            }
        }
    }

    /// A text in a drawing.
    fn label(&mut self, text: &usvg::Text, span: Span, here: Transform, around: Around) {
        let here = here.pre_concat(paint::transform(text.abs_transform()));
        let found = text.bounding_box();
        let at = |x: f32, y: f32| Point::new(Abs::raw(x.into()), Abs::raw(y.into()));
        let (min, max) = (at(found.left(), found.top()), at(found.right(), found.bottom()));
        // The box of SVG text goes from its highest to its lowest letter; of that, the middle is kept.
        let inset = (max.y - min.y) * 0.2;
        let area = Rect::new(Point::new(min.x, min.y + inset), Point::new(max.x, max.y - inset));
        let words: Vec<&str> = text.chunks().iter().map(usvg::TextChunk::text).collect();
        let first = text.chunks().iter().flat_map(usvg::TextChunk::spans).find(|span| span.is_visible());
        let letters = first.map(|first| Letters {
            size: Abs::raw(f64::from(first.font_size().get())) * grown(here),
            is_bold: first.font().weight() >= 700,
            colour: match (first.fill(), around.opacity) {
                (Some(fill), Some(share)) if first.stroke().is_none() => match fill.paint() {
                    usvg::Paint::Color(colour) => Some((
                        Colour::new(colour.red, colour.green, colour.blue),
                        f64::from(fill.opacity().get()) * share,
                    )),
                    _ => None,
                },
                _ => None,
            },
        });
        let run = self.run(words.concat(), area, here, around.clip, Some(span));
        self.runs.push(Run { picture: Some(self.pictures), letters, ..run });
    }
}

/// What two boxes have in common, of those that there are.
fn both(one: Option<Rect>, other: Option<Rect>) -> Option<Rect> {
    match (one, other) {
        (Some(one), Some(other)) => Some(Rect::new(one.min.max(other.min), one.max.min(other.max))),
        _ => one.or(other),
    }
}

/// The colour of the paper; none when it is not one colour.
fn ground(page: &Page) -> Option<Colour> {
    let white = (Colour::WHITE, 1.0);
    let (colour, share) = match page.fill_or_white() {
        None => white,
        Some(Paint::Solid(colour)) => paint::seen(&colour),
        Some(_) => return None,
    };
    Some(blend(colour, share, Colour::WHITE))
}

/// What is wrong with how a run is seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Look {
    Hidden,
    /// Its own colour, and that under it.
    Faint(Colour, Colour),
}

/// The runs that are hidden by what is painted later, or too faint on what was painted earlier, by their number.
fn looks(runs: &[Run], layers: &[Layer], ground: Option<Colour>) -> BTreeMap<usize, Look> {
    let texts = runs.iter().filter(|run| run.place != Place::Behind);
    texts.filter_map(|run| Some((run.number, look(run, run.letters?, layers, ground)?))).collect()
}

fn look(run: &Run, letters: Letters, layers: &[Layer], ground: Option<Colour>) -> Option<Look> {
    let near: Vec<&Layer> = layers.iter().filter(|layer| layer.meets(around(run.own))).collect();
    let (under, over): (Vec<&Layer>, Vec<&Layer>) = near.into_iter().partition(|layer| layer.after <= run.number);
    let faint = |point: Point, under: &[&Layer]| {
        let under = under.iter().fold(ground, |seen, layer| layer.over(seen, point))?;
        let (colour, share) = letters.colour?;
        let colour = blend(colour, share, under);
        (colour.contrast(under) < letters.needed()).then_some(Look::Faint(colour, under))
    };
    // Nothing is painted here but the paper: every place looks the same.
    if under.is_empty() && over.is_empty() {
        return faint(run.own[0], &[]);
    }
    let columns = run.columns();
    let is_hidden = |point: Point| over.iter().map(|layer| 1.0 - layer.hides(point)).product::<f64>() <= HIDING;
    let is_lost = |count: usize| {
        let half = columns.len().div_ceil(2);
        count > 0 && count >= half.min(TOO_MANY)
    };
    let hidden = columns.iter().filter(|column| column.iter().filter(|point| is_hidden(**point)).count() > 1);
    if is_lost(hidden.count()) {
        return Some(Look::Hidden);
    }
    let pale: Vec<Look> = columns
        .iter()
        .filter_map(|column| {
            let found: Vec<Look> = column.iter().filter_map(|point| faint(*point, &under)).collect();
            found.get(1).copied()
        })
        .collect();
    if is_lost(pale.len()) { pale.first().copied() } else { None }
}

/// The upright box around a box after a transformation.
pub(super) fn spread(area: Rect, to_page: Transform) -> Rect {
    around(corners(area).map(|corner| corner.transform(to_page)))
}

/// The upright box around four corners.
fn around(corners: [Point; 4]) -> Rect {
    let x = corners.map(|corner| corner.x);
    let y = corners.map(|corner| corner.y);
    Rect::new(Point::new(least(x), least(y)), Point::new(most(x), most(y)))
}

fn least(values: [Abs; 4]) -> Abs {
    values.into_iter().fold(Abs::inf(), Abs::min)
}

fn most(values: [Abs; 4]) -> Abs {
    values.into_iter().fold(-Abs::inf(), Abs::max)
}

/// Texts that stand over other text, each with that: the first is the one that begins further to the
/// left, for it is what reaches too far; the head and foot of a page stand where they should. The runs are gone through from left to right, so that only
/// those that are near each other are compared.
fn over(runs: &[Run]) -> Vec<(&Run, &Run)> {
    let mut order: Vec<&Run> = runs.iter().filter(|run| run.place != Place::Behind && !run.is_picture).collect();
    order.sort_by_key(|run| run.area.min.x);
    let mut near: Vec<&Run> = Vec::new();
    let mut found = Vec::new();
    for run in order {
        near.retain(|earlier| earlier.area.max.x > run.area.min.x + OVERLAP);
        let covering = near.iter().find(|earlier| earlier.covers(run)).copied();
        found
            .extend(covering.map(|earlier| if earlier.place == Place::Edge { (run, earlier) } else { (earlier, run) }));
        near.push(run);
    }
    found
}

/// Texts over a picture that they are not a part of.
fn on_pictures(runs: &[Run]) -> impl Iterator<Item = &Run> {
    let pictures: Vec<&Run> = runs.iter().filter(|run| run.is_picture && run.place != Place::Behind).collect();
    let texts = runs.iter().filter(|run| !run.is_picture && run.place != Place::Behind);
    texts.filter(move |run| pictures.iter().any(|picture| picture.picture != run.picture && picture.covers(run)))
}

/// A heading or the head of a table with nothing under it on its page.
fn alone(runs: &[Run]) -> Option<(&Run, Fault)> {
    let body = runs.iter().filter(|run| run.place == Place::Body && run.role != Role::Footnote);
    let last = body.max_by(|one, other| one.area.max.y.cmp(&other.area.max.y))?;
    match last.role {
        Role::Heading => Some((last, Fault::HeadingAlone)),
        Role::Head => Some((last, Fault::HeadAlone)),
        Role::Text | Role::Footnote => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_is_that_of_the_layout_engine() {
        assert_eq!(points(1.5), Abs::pt(1.5));
    }
}
