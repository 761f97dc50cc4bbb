//! Layout proof: looks at the laid-out pages for what no validator sees.
//!
//! Comes in: the pages as frames. Goes out: [`Flaw`]s: text outside the area the theme sets apart for
//! it, text over other text, a heading alone at the foot of a page, a figure on another page than its
//! caption. The box of a run of text is its width, from the baseline to the height of a capital: that
//! of its glyphs would touch those of the next line. Text in charts is looked at too.

use std::collections::{BTreeMap, BTreeSet};

use typst::foundations::{Label, NativeElement, Value};
use typst::introspection::{Introspector, Location, MetadataElem, Tag};
use typst::layout::{Abs, Frame, FrameItem, Point, Rect, Size, Transform};
use typst::model::{FigureCaption, FigureElem, HeadingElem};
use typst::pdf::{ArtifactElem, ArtifactKind};
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
}

/// A flaw in the layout.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flaw {
    /// What is wrong.
    pub fault: Fault,
    /// The page, from 1.
    pub page: usize,
    /// The text it is about.
    pub text: String,
    /// The text under it, for text over other text.
    pub other: String,
    /// Where the text came from in the source, when that is known.
    pub(super) span: Option<(Span, u16)>,
}

/// The edges of the area for text on every page.
#[derive(Debug, Clone, Copy, Default)]
struct Margins {
    left: Abs,
    right: Abs,
    top: Abs,
    bottom: Abs,
}

/// Looks for flaws in the laid-out pages.
pub(super) fn flaws(document: &PagedDocument) -> Vec<Flaw> {
    let margins = margins(document);
    let mut walk = Walk { open: Vec::new(), figures: BTreeMap::new(), runs: Vec::new(), page: 0 };
    let mut flaws = Vec::new();
    let count = document.pages().len();
    for (index, page) in document.pages().iter().enumerate() {
        walk.page = index + 1;
        walk.runs.clear();
        walk.frame(&page.frame, Transform::identity(), None);
        let size = page.frame.size();
        flaws.extend(walk.runs.iter().filter_map(|run| outside(run, size, margins, index + 1)));
        flaws.extend(walk.runs.iter().filter(|run| run.is_cut_off()).map(|run| run.flaw(Fault::CutOff, index + 1)));
        flaws.extend(over(&walk.runs, index + 1));
        if index + 1 < count {
            flaws.extend(heading_alone(&walk.runs, index + 1));
        }
    }
    flaws.extend(walk.figures.values().filter_map(Figure::apart));
    flaws
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

/// A run of text on a page.
struct Run {
    text: String,
    size: Abs,
    area: Rect,
    clip: Option<Rect>,
    span: Option<(Span, u16)>,
    place: Place,
    is_heading: bool,
    /// Whether it is a picture: it holds a heading, and is not text over text.
    is_picture: bool,
}

/// Which part of the page a run belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Body,
    Edge,
    Behind,
}

impl Run {
    fn flaw(&self, fault: Fault, page: usize) -> Flaw {
        Flaw { fault, page, text: self.text.clone(), other: String::new(), span: self.span }
    }

    fn is_cut_off(&self) -> bool {
        self.clip.is_some_and(|clip| {
            self.area.min.x < clip.min.x - SLACK
                || self.area.max.x > clip.max.x + SLACK
                || self.area.min.y < clip.min.y - SLACK
                || self.area.max.y > clip.max.y + SLACK
        })
    }
}

struct Figure {
    caption: BTreeSet<usize>,
    body: BTreeSet<usize>,
    text: String,
}

impl Figure {
    fn apart(&self) -> Option<Flaw> {
        let page = *self.caption.iter().next()?;
        let is_apart = !self.body.is_empty() && self.caption.is_disjoint(&self.body);
        is_apart.then(|| Flaw { fault: Fault::Apart, page, text: self.text.clone(), other: String::new(), span: None })
    }
}

/// An element that is open where the walk is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    Heading,
    Figure,
    Caption,
    Artifact(Place),
}

struct Walk {
    open: Vec<(Location, Open)>,
    figures: BTreeMap<u128, Figure>,
    runs: Vec<Run>,
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
                    self.frame(&group.frame, inner, own.or(clip));
                }
                FrameItem::Text(text) => self.text(text, here, clip),
                FrameItem::Image(image, size, span) => self.image(image.kind(), *size, *span, here),
                FrameItem::Tag(tag) => self.tag(tag),
                FrameItem::Shape(..) | FrameItem::Link(..) => {}
            }
        }
    }

    fn tag(&mut self, tag: &Tag) {
        match tag {
            Tag::Start(element, ..) => {
                let Some(location) = element.location() else { return };
                let open = if element.elem() == HeadingElem::ELEM {
                    Open::Heading
                } else if element.elem() == FigureElem::ELEM {
                    let figure = Figure { caption: BTreeSet::new(), body: BTreeSet::new(), text: String::new() };
                    self.figures.insert(location.hash(), figure);
                    Open::Figure
                } else if element.elem() == FigureCaption::ELEM {
                    Open::Caption
                } else if let Some(artifact) = element.to_packed::<ArtifactElem>() {
                    Open::Artifact(match artifact.kind.as_option() {
                        Some(ArtifactKind::Header | ArtifactKind::Footer) => Place::Edge,
                        _ => Place::Behind,
                    })
                } else {
                    return;
                };
                self.open.push((location, open));
            }
            Tag::End(location, ..) => self.open.retain(|(open, _)| open != location),
        }
    }

    /// Notes that something of a figure stands on this page.
    fn note_figure(&mut self, text: &str) {
        let Some((location, _)) = self.open.iter().rev().find(|(_, open)| *open == Open::Figure) else { return };
        let is_caption = self.open.iter().any(|(_, open)| *open == Open::Caption);
        let Some(figure) = self.figures.get_mut(&location.hash()) else { return };
        if is_caption {
            figure.caption.insert(self.page);
            figure.text.push_str(text);
        } else {
            figure.body.insert(self.page);
        }
    }

    fn place(&self) -> Place {
        let artifact = self.open.iter().rev().find_map(|(_, open)| match open {
            Open::Artifact(place) => Some(*place),
            _ => None,
        });
        artifact.unwrap_or(Place::Body)
    }

    fn text(&mut self, text: &TextItem, here: Transform, clip: Option<Rect>) {
        let place = self.place();
        if place == Place::Body {
            self.note_figure(&text.text);
        }
        let height = text.font.metrics().cap_height.at(text.size);
        let area = Rect::new(Point::new(Abs::zero(), -height), Point::new(text.width(), Abs::zero()));
        if !text.text.trim().is_empty() {
            self.runs.push(Run {
                text: text.text.to_string(),
                size: text.size,
                area: spread(area, here),
                clip,
                span: text.glyphs.first().map(|glyph| glyph.span),
                place,
                is_heading: self.open.iter().any(|(_, open)| *open == Open::Heading),
                is_picture: false,
            });
        }
    }

    fn image(&mut self, kind: &ImageKind, size: Size, span: Span, here: Transform) {
        let place = self.place();
        if place == Place::Body {
            self.note_figure("");
        }
        let area = spread(Rect::new(Point::zero(), size.to_point()), here);
        let whole = Run {
            text: String::new(),
            size: Abs::zero(),
            area,
            clip: None,
            span: Some((span, 0)),
            place,
            is_heading: false,
            is_picture: true,
        };
        if let ImageKind::Svg(image) = kind {
            let tree = image.tree();
            let scale = (
                size.x / f64::from(tree.size().width()).max(f64::MIN_POSITIVE),
                size.y / f64::from(tree.size().height()).max(f64::MIN_POSITIVE),
            );
            self.svg(tree.root(), scale, span, here, place);
        }
        self.runs.push(whole);
    }

    fn svg(&mut self, group: &usvg::Group, scale: (Abs, Abs), span: Span, here: Transform, place: Place) {
        for node in group.children() {
            match node {
                usvg::Node::Group(group) => self.svg(group, scale, span, here, place),
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
                    self.runs.push(Run {
                        text: words.concat(),
                        size: area.max.y - area.min.y,
                        area: spread(area, here),
                        clip: None,
                        span: Some((span, 0)),
                        place,
                        is_heading: false,
                        is_picture: false,
                    });
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
    let least = |values: [Abs; 4]| values.into_iter().fold(Abs::inf(), Abs::min);
    let most = |values: [Abs; 4]| values.into_iter().fold(-Abs::inf(), Abs::max);
    Rect::new(Point::new(least(x), least(y)), Point::new(most(x), most(y)))
}

fn outside(run: &Run, page: Size, margins: Margins, number: usize) -> Option<Flaw> {
    let (top, bottom) = match run.place {
        Place::Behind => return None,
        Place::Edge => (Abs::zero(), page.y),
        Place::Body => (margins.top, page.y - margins.bottom),
    };
    let is_out = run.area.min.x < margins.left - SLACK
        || run.area.max.x > page.x - margins.right + SLACK
        || run.area.min.y < top - SLACK
        || run.area.max.y > bottom + SLACK;
    is_out.then(|| run.flaw(Fault::Outside, number))
}

/// Text over other text. The runs are gone through from left to right, so that only those that are
/// near each other are compared.
fn over(runs: &[Run], page: usize) -> Vec<Flaw> {
    let mut order: Vec<&Run> = runs.iter().filter(|run| run.place != Place::Behind && !run.is_picture).collect();
    order.sort_by(|one, other| one.area.min.x.cmp(&other.area.min.x));
    let mut near: Vec<&Run> = Vec::new();
    let mut flaws = Vec::new();
    for run in order {
        near.retain(|earlier| earlier.area.max.x > run.area.min.x + OVERLAP);
        for earlier in &near {
            let height = earlier.area.max.y.min(run.area.max.y) - earlier.area.min.y.max(run.area.min.y);
            let width = earlier.area.max.x.min(run.area.max.x) - run.area.min.x;
            if width > OVERLAP && height > earlier.size.min(run.size) * 0.2 {
                flaws.push(Flaw { other: earlier.text.clone(), ..run.flaw(Fault::Over, page) });
            }
        }
        near.push(run);
    }
    flaws
}

/// A heading with nothing under it on its page.
fn heading_alone(runs: &[Run], page: usize) -> Option<Flaw> {
    let body = runs.iter().filter(|run| run.place == Place::Body);
    let last = body.max_by(|one, other| one.area.max.y.cmp(&other.area.max.y))?;
    last.is_heading.then(|| last.flaw(Fault::HeadingAlone, page))
}
