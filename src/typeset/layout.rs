//! Layout proof: looks at the laid-out pages for what no validator sees.
//!
//! Comes in: the pages as frames. Goes out: [`Flaw`]s in the order of the pages: text outside the area
//! the theme sets apart for it, text over other text or a picture, text cut off, a heading alone at the
//! foot of a page, a figure on another page than its caption. The box of a run of text is its width,
//! from the baseline to the height of a capital: that of its glyphs would touch those of the next line.
//! Text in charts is looked at too; what stands in the background, as a watermark, is not.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use typst::foundations::{Content, Label, NativeElement, Smart, Value};
use typst::introspection::{Introspector, Location, MetadataElem, Tag};
use typst::layout::{Abs, Frame, FrameItem, Point, Rect, Size, Transform};
use typst::model::{FigureCaption, FigureElem, FootnoteEntry, HeadingElem, ParElem, TableCell, TableElem};
use typst::pdf::{ArtifactElem, ArtifactKind, TableCellKind, TableHeaderScope};
use typst::syntax::Span;
use typst::text::TextItem;
use typst::utils::PicoStr;
use typst::visualize::ImageKind;
use typst_layout::PagedDocument;

/// The label under which the theme tells the margins of its pages.
const MARGINS: &str = "zetspiegel";

/// How far text may reach out of its area: a hanging letter is no flaw.
const SLACK: Abs = Abs::raw(1.5);

/// How far two texts may reach over each other sideways.
const OVERLAP: Abs = Abs::raw(0.5);

/// How much of the height of the lower of two texts the other may cover: an index touches its letter.
const COVERED: f64 = 0.2;

/// So many texts of one table with the same fault are told one by one; more have one cause.
const ONE_BY_ONE: usize = 3;

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
    /// The text under it, for text over other text.
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
    let mut walk = Walk { open: Vec::new(), figures: BTreeMap::new(), runs: Vec::new(), pictures: 0, page: 0 };
    let mut found: Vec<Found> = Vec::new();
    let mut rows: BTreeSet<(u128, usize)> = BTreeSet::new();
    let count = document.pages().len();
    for (index, page) in document.pages().iter().enumerate() {
        walk.page = index + 1;
        walk.runs.clear();
        walk.frame(&page.frame, Transform::identity(), None);
        let runs = &walk.runs;
        rows.extend(runs.iter().filter(|run| run.role != Role::Head).filter_map(|run| Some((run.table?, index + 1))));
        let size = page.frame.size();
        let of = |fault| move |run: &Run| Found::of(fault, index + 1, run);
        found.extend(runs.iter().filter(|run| run.is_outside(size, margins)).map(of(Fault::Outside)));
        found.extend(runs.iter().filter(|run| run.is_cut_off()).map(of(Fault::CutOff)));
        let pairs = over(runs).into_iter();
        found.extend(pairs.map(|(run, other)| Found { other: other.text.clone(), ..of(Fault::Over)(run) }));
        found.extend(on_pictures(runs).map(of(Fault::OnPicture)));
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
    text: String,
    size: Abs,
    /// The upright box around it.
    area: Rect,
    /// The corners of its own box, when that does not stand upright.
    slanted: Option<[Point; 4]>,
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
        !self.is_within(inside)
    }

    /// The whole text that it is a line or a part of.
    fn whole_text(&self) -> Option<String> {
        let whole = self.around.as_ref()?.plain_text();
        // A cell that goes on after a page break is not told from its neighbour there.
        whole.contains(self.text.trim_end_matches('-').trim()).then(|| whole.to_string())
    }

    fn is_cut_off(&self) -> bool {
        !self.is_picture && self.clip.is_some_and(|clip| !self.is_within(clip))
    }

    fn is_within(&self, edges: Rect) -> bool {
        self.area.min.x >= edges.min.x - SLACK
            && self.area.max.x <= edges.max.x + SLACK
            && self.area.min.y >= edges.min.y - SLACK
            && self.area.max.y <= edges.max.y + SLACK
    }

    /// Whether the two cover each other for more than what letters touch.
    fn covers(&self, other: &Self) -> bool {
        let width = self.area.max.x.min(other.area.max.x) - self.area.min.x.max(other.area.min.x);
        let height = self.area.max.y.min(other.area.max.y) - self.area.min.y.max(other.area.min.y);
        let size = if self.is_picture { other.size } else { self.size.min(other.size) };
        if width <= OVERLAP || height <= size * COVERED {
            return false;
        }
        let is_upright = self.slanted.is_none() && other.slanted.is_none();
        is_upright || !are_apart(self.corners(), other.corners(), size * COVERED)
    }

    fn corners(&self) -> [Point; 4] {
        let Rect { min, max } = self.area;
        self.slanted.unwrap_or([min, Point::new(max.x, min.y), max, Point::new(min.x, max.y)])
    }
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
                    let both = own.zip(clip).map(|(own, clip)| Rect::new(own.min.max(clip.min), own.max.min(clip.max)));
                    self.frame(&group.frame, inner, both.or(own).or(clip));
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
                FrameItem::Shape(..) | FrameItem::Link(..) => {}
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
        let upright = spread(area, here);
        Run {
            text,
            size: area.max.y - area.min.y,
            area: upright,
            slanted: is_slanted.then(|| {
                [area.min, Point::new(area.max.x, area.min.y), area.max, Point::new(area.min.x, area.max.y)]
                    .map(|corner| corner.transform(here))
            }),
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
        self.runs.push(Run { size: text.size, ..self.run(text.text.to_string(), area, here, clip, span) });
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
        if let ImageKind::Svg(image) = kind {
            let tree = image.tree();
            let scale = (
                size.x / f64::from(tree.size().width()).max(f64::MIN_POSITIVE),
                size.y / f64::from(tree.size().height()).max(f64::MIN_POSITIVE),
            );
            self.svg(tree.root(), scale, span, here, clip);
        }
    }

    fn svg(&mut self, group: &usvg::Group, scale: (Abs, Abs), span: Span, here: Transform, clip: Option<Rect>) {
        for node in group.children() {
            match node {
                usvg::Node::Group(group) => self.svg(group, scale, span, here, clip),
                usvg::Node::Text(text) => {
                    let found = text.abs_bounding_box();
                    let at = |x: f32, y: f32| Point::new(scale.0 * f64::from(x), scale.1 * f64::from(y));
                    let area = Rect::new(at(found.left(), found.top()), at(found.right(), found.bottom()));
                    // The box of SVG text goes from its highest to its lowest letter; of that, the middle is kept.
                    let inset = (area.max.y - area.min.y) * 0.2;
                    let area = Rect::new(
                        Point::new(area.min.x, area.min.y + inset),
                        Point::new(area.max.x, area.max.y - inset),
                    );
                    let words: Vec<&str> = text.chunks().iter().map(usvg::TextChunk::text).collect();
                    let run = self.run(words.concat(), area, here, clip, Some(span));
                    self.runs.push(Run { picture: Some(self.pictures), ..run });
                }
                usvg::Node::Path(_) | usvg::Node::Image(_) => {}
            }
        }
    }
}

/// The upright box around a box after a transformation.
fn spread(area: Rect, to_page: Transform) -> Rect {
    let corners = [area.min, Point::new(area.max.x, area.min.y), Point::new(area.min.x, area.max.y), area.max]
        .map(|corner| corner.transform(to_page));
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
