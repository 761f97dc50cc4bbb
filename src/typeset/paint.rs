//! What is painted on a page besides text, in the order in which it is painted: what hides text, and what text
//! stands on.
//!
//! A thin line hides nothing and is left out, and so is a dashed one. A photo without transparent parts hides what
//! is under it; of one with such parts the very pixel is looked at. What cannot be told, as the colour of a photo
//! or of a gradient, is unknown: nothing is found wrong because of it.

use typst::layout::{Abs, Point, Ratio, Rect, Size, Transform};
use typst::visualize::{
    Color, Curve, CurveItem, FillRule, FixedStroke, Geometry, Paint, ProcessColorSpace, RasterImage, Shape,
};
use usvg::tiny_skia_path::PathSegment;

use super::geometry::{points, spread};
use crate::model::Colour;

/// A line that is thinner hides no letter.
const THICK: Abs = points(2.0);

/// How many lines a bend becomes: of one as large as a page they lie within a few points of it.
const BEND: u8 = 8;

/// Something painted on a page.
pub(super) struct Layer {
    /// How many runs of text there were before it.
    pub(super) after: usize,
    /// The upright box in which it is seen.
    area: Rect,
    /// It fills that box.
    is_box: bool,
    form: Form,
    ink: Ink,
}

/// Where it is, measured on the page.
enum Form {
    /// What these lines go around.
    Filled(Vec<(Point, Point)>, FillRule),
    Stroked(Curve, FixedStroke),
}

/// What it is painted with.
enum Ink {
    /// One colour, that hides this share of what is under it.
    Flat(Colour, f64),
    /// No one colour.
    Mixed(f64),
    /// An image with transparent parts, and how to get from the page to a share of its width and height.
    Pixels(RasterImage, Transform),
}

/// What is around a drawing, and how it is painted.
#[derive(Debug, Clone, Copy)]
pub(super) struct Around {
    pub(super) clip: Option<Rect>,
    /// The share that a whole group hides of what is under it; none when that cannot be told.
    pub(super) opacity: Option<f64>,
}

impl Layer {
    /// The layers of a shape: what is within its edge, and the edge.
    pub(super) fn of_shape(shape: &Shape, here: Transform, clip: Option<Rect>, after: usize) -> Vec<Self> {
        let curve = match &shape.geometry {
            Geometry::Line(to) => Curve(vec![CurveItem::Move(Point::zero()), CurveItem::Line(*to)]),
            Geometry::Rect(size) => Curve::rect(*size),
            Geometry::Curve(curve) => curve.clone(),
        };
        let curve = placed(&curve, here);
        let filled = shape.fill.as_ref().map(|fill| Self::filled(&curve, shape.fill_rule, Ink::of(fill), clip, after));
        let stroked = shape.stroke.as_ref().filter(|stroke| stroke.dash.is_none()).and_then(|stroke| {
            let ink = Ink::of(&stroke.paint);
            let stroke = FixedStroke { thickness: stroke.thickness * grown(here), ..stroke.clone() };
            (stroke.thickness >= THICK).then(|| Self::stroked(curve.clone(), stroke, ink, clip, after))
        });
        filled.into_iter().chain(stroked).collect()
    }

    /// The layer of a photo.
    pub(super) fn of_raster(
        image: &RasterImage,
        size: Size,
        here: Transform,
        clip: Option<Rect>,
        after: usize,
    ) -> Self {
        let ink = if image.dynamic().color().has_alpha() {
            let share = Transform::scale(ratio(size.x.to_raw()), ratio(size.y.to_raw()));
            here.pre_concat(share).invert().map_or(Ink::Mixed(0.0), |to_own| Ink::Pixels(image.clone(), to_own))
        } else {
            Ink::Mixed(1.0)
        };
        Self::filled(&placed(&Curve::rect(size), here), FillRule::NonZero, ink, clip, after)
    }

    /// The layer of an image whose pixels are not looked at, which may hide what is under it.
    pub(super) fn of_image(size: Size, hides: bool, here: Transform, around: Around, after: usize) -> Self {
        let ink = Ink::Mixed(if hides { around.opacity.unwrap_or(0.0) } else { 0.0 });
        Self::filled(&placed(&Curve::rect(size), here), FillRule::NonZero, ink, around.clip, after)
    }

    /// The layers of a path in a drawing.
    pub(super) fn of_path(path: &usvg::Path, here: Transform, around: Around, after: usize) -> Vec<Self> {
        if !path.is_visible() {
            return Vec::new();
        }
        let here = here.pre_concat(transform(path.abs_transform()));
        let ink = |paint: &usvg::Paint, opacity: usvg::Opacity| match (paint, around.opacity) {
            (usvg::Paint::Color(colour), Some(share)) => {
                Ink::Flat(Colour::new(colour.red, colour.green, colour.blue), f64::from(opacity.get()) * share)
            }
            _ => Ink::Mixed(0.0),
        };
        let curve = placed(&curve(path.data()), here);
        let filled = path.fill().map(|fill| {
            let rule = match fill.rule() {
                usvg::FillRule::NonZero => FillRule::NonZero,
                usvg::FillRule::EvenOdd => FillRule::EvenOdd,
            };
            Self::filled(&curve, rule, ink(fill.paint(), fill.opacity()), around.clip, after)
        });
        let stroked = path.stroke().filter(|stroke| stroke.dasharray().is_none()).and_then(|stroke| {
            let thickness = Abs::raw(f64::from(stroke.width().get())) * grown(here);
            let edge = (thickness >= THICK).then(|| path.data().stroke(&stroke.to_tiny_skia(), 1.0)).flatten()?;
            let edge = placed(&self::curve(&edge), here);
            Some(Self::filled(&edge, FillRule::NonZero, ink(stroke.paint(), stroke.opacity()), around.clip, after))
        });
        filled.into_iter().chain(stroked).collect()
    }

    /// What a curve goes around.
    fn filled(curve: &Curve, rule: FillRule, ink: Ink, clip: Option<Rect>, after: usize) -> Self {
        let outline = outline(curve);
        let area = outline.bbox(None);
        let is_box = is_box(&outline, area);
        Self { after, area: within(area, clip), is_box, form: Form::Filled(lines(&outline), rule), ink }
    }

    /// A curve as a pen draws it.
    fn stroked(curve: Curve, stroke: FixedStroke, ink: Ink, clip: Option<Rect>, after: usize) -> Self {
        let area = curve.bbox(Some(&stroke));
        Self { after, area: within(area, clip), is_box: false, form: Form::Stroked(curve, stroke), ink }
    }

    /// Whether anything of it may be within a box.
    pub(super) fn meets(&self, area: Rect) -> bool {
        let apart = self.area.min.x > area.max.x || self.area.max.x < area.min.x;
        !apart && self.area.min.y <= area.max.y && self.area.max.y >= area.min.y
    }

    fn contains(&self, point: Point) -> bool {
        let is_inside = || match &self.form {
            Form::Filled(lines, FillRule::NonZero) => winding(lines, point) != 0,
            Form::Filled(lines, FillRule::EvenOdd) => winding(lines, point) % 2 != 0,
            Form::Stroked(curve, stroke) => curve.stroke_contains(stroke, point),
        };
        self.meets(Rect::new(point, point)) && (self.is_box || is_inside())
    }

    /// The share that it hides of what is under it at a place.
    pub(super) fn hides(&self, point: Point) -> f64 {
        if !self.contains(point) {
            return 0.0;
        }
        match &self.ink {
            Ink::Flat(_, share) | Ink::Mixed(share) => *share,
            Ink::Pixels(image, to_own) => pixel(image, point.transform(*to_own)),
        }
    }

    /// The colour that is seen at a place, with this over what is known of the colour under it.
    pub(super) fn over(&self, under: Option<Colour>, point: Point) -> Option<Colour> {
        if !self.contains(point) {
            return under;
        }
        match self.ink {
            Ink::Flat(colour, share) if share >= 1.0 => Some(colour),
            Ink::Flat(colour, share) => under.map(|under| blend(colour, share, under)),
            Ink::Mixed(_) | Ink::Pixels(..) => None,
        }
    }
}

impl Ink {
    fn of(paint: &Paint) -> Self {
        match paint {
            Paint::Solid(colour) => {
                let (colour, share) = seen(colour);
                Self::Flat(colour, share)
            }
            Paint::Gradient(gradient) => {
                Self::Mixed(gradient.stops_ref().iter().map(|(colour, _)| seen(colour).1).fold(1.0, f64::min))
            }
            Paint::Tiling(_) => Self::Mixed(0.0),
        }
    }
}

/// A colour as screens show it, and the share that it hides of what is under it.
pub(super) fn seen(colour: &Color) -> (Colour, f64) {
    let [red, green, blue, alpha] = colour.to_process_space(ProcessColorSpace::Srgb).to_vec4_u8();
    (Colour::new(red, green, blue), f64::from(alpha) / 255.0)
}

/// A colour that hides a share of another.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to what fits")]
pub(super) fn blend(colour: Colour, share: f64, under: Colour) -> Colour {
    let mixed = |over: u8, under: u8| {
        (f64::from(over) * share + f64::from(under) * (1.0 - share)).round().clamp(0.0, 255.0) as u8
    };
    Colour::new(mixed(colour.red, under.red), mixed(colour.green, under.green), mixed(colour.blue, under.blue))
}

/// The share that an image hides at a place, which is given in shares of its width and height.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to what fits")]
fn pixel(image: &RasterImage, place: Point) -> f64 {
    let at = |share: Abs, count: u32| {
        (share.to_raw() * f64::from(count)).clamp(0.0, f64::from(count.saturating_sub(1))) as u32
    };
    let (x, y) = (at(place.x, image.width()), at(place.y, image.height()));
    let pixels = image.dynamic();
    let found = (pixels.as_rgba8().and_then(|pixels| pixels.get_pixel_checked(x, y)).map(|pixel| pixel.0[3]))
        .or_else(|| pixels.as_luma_alpha8().and_then(|pixels| pixels.get_pixel_checked(x, y)).map(|pixel| pixel.0[1]));
    found.map_or(0.0, |alpha| f64::from(alpha) / 255.0)
}

/// Whether an image in a drawing has no transparent parts, as far as its first bytes tell.
pub(super) fn is_opaque(image: &usvg::ImageKind) -> bool {
    match image {
        usvg::ImageKind::JPEG(_) => true,
        // The kind of colour: grey or red, green and blue, without transparency.
        usvg::ImageKind::PNG(bytes) => matches!(bytes.get(25), Some(0 | 2)),
        usvg::ImageKind::GIF(_) | usvg::ImageKind::WEBP(_) | usvg::ImageKind::SVG(_) => false,
    }
}

/// A transformation of a drawing.
pub(super) fn transform(of: usvg::Transform) -> Transform {
    Transform {
        sx: ratio(f64::from(of.sx)),
        ky: ratio(f64::from(of.ky)),
        kx: ratio(f64::from(of.kx)),
        sy: ratio(f64::from(of.sy)),
        tx: Abs::raw(f64::from(of.tx)),
        ty: Abs::raw(f64::from(of.ty)),
    }
}

/// How much larger a transformation makes things.
pub(super) fn grown(here: Transform) -> f64 {
    (here.sx.get() * here.sy.get() - here.kx.get() * here.ky.get()).abs().sqrt()
}

fn ratio(value: f64) -> Ratio {
    Ratio::new(value)
}

/// The path of a drawing as a curve.
fn curve(path: &usvg::tiny_skia_path::Path) -> Curve {
    let at = |point: usvg::tiny_skia_path::Point| Point::new(Abs::raw(point.x.into()), Abs::raw(point.y.into()));
    let mut last = Point::zero();
    let items = path.segments().map(|segment| match segment {
        PathSegment::MoveTo(to) => {
            last = at(to);
            CurveItem::Move(last)
        }
        PathSegment::LineTo(to) => {
            last = at(to);
            CurveItem::Line(last)
        }
        PathSegment::QuadTo(by, to) => {
            let (from, by) = (last, at(by));
            last = at(to);
            let near = |end: Point| end + (by - end) * (2.0 / 3.0);
            CurveItem::Cubic(near(from), near(last), last)
        }
        PathSegment::CubicTo(one, other, to) => {
            last = at(to);
            CurveItem::Cubic(at(one), at(other), last)
        }
        PathSegment::Close => CurveItem::Close,
    });
    Curve(items.collect())
}

/// A curve after a transformation.
fn placed(curve: &Curve, here: Transform) -> Curve {
    let items = curve.0.iter().map(|item| match *item {
        CurveItem::Move(to) => CurveItem::Move(to.transform(here)),
        CurveItem::Line(to) => CurveItem::Line(to.transform(here)),
        CurveItem::Cubic(one, other, to) => {
            CurveItem::Cubic(one.transform(here), other.transform(here), to.transform(here))
        }
        CurveItem::Close => CurveItem::Close,
    });
    Curve(items.collect())
}

/// A curve as it is filled: each part ends where it began. A bend becomes short lines, so that whether a place is inside
/// is told quickly.
fn outline(curve: &Curve) -> Curve {
    let mut items = Vec::with_capacity(curve.0.len() + 1);
    let mut from = Point::zero();
    for item in &curve.0 {
        if matches!(item, CurveItem::Move(_)) && !matches!(items.last(), None | Some(CurveItem::Close)) {
            items.push(CurveItem::Close);
        }
        match *item {
            CurveItem::Move(to) | CurveItem::Line(to) => {
                from = to;
                items.push(item.clone());
            }
            CurveItem::Cubic(one, other, to) => {
                items.extend((1..=BEND).map(|step| CurveItem::Line(on_bend(from, one, other, to, step))));
                from = to;
            }
            CurveItem::Close => items.push(CurveItem::Close),
        }
    }
    if !matches!(items.last(), None | Some(CurveItem::Close)) {
        items.push(CurveItem::Close);
    }
    Curve(items)
}

/// What of a box is seen.
fn within(area: Rect, clip: Option<Rect>) -> Rect {
    clip.map_or(area, |clip| Rect::new(area.min.max(clip.min), area.max.min(clip.max)))
}

/// The lines of a curve without bends.
fn lines(curve: &Curve) -> Vec<(Point, Point)> {
    let (mut start, mut at) = (Point::zero(), Point::zero());
    let mut lines = Vec::with_capacity(curve.0.len());
    for item in &curve.0 {
        let to = match *item {
            CurveItem::Move(to) => {
                (start, at) = (to, to);
                continue;
            }
            CurveItem::Line(to) | CurveItem::Cubic(_, _, to) => to,
            CurveItem::Close => start,
        };
        lines.push((at, to));
        at = to;
    }
    lines
}

/// How many times lines go around a place. Every word of a page is held against every shape: the exact way, by curves,
/// takes several times as long as laying out the page.
fn winding(lines: &[(Point, Point)], place: Point) -> i32 {
    let (x, y) = (place.x.to_raw(), place.y.to_raw());
    let turn = |(from, to): &(Point, Point)| {
        let (from_y, to_y) = (from.y.to_raw(), to.y.to_raw());
        if (from_y <= y) == (to_y <= y) {
            return 0;
        }
        let (from_x, to_x) = (from.x.to_raw(), to.x.to_raw());
        let side = (to_x - from_x) * (y - from_y) - (x - from_x) * (to_y - from_y);
        match (from_y <= y, side > 0.0) {
            (true, true) => 1,
            (false, false) => -1,
            _ => 0,
        }
    };
    lines.iter().map(turn).sum()
}

/// The end of one of the lines that a bend becomes.
fn on_bend(from: Point, one: Point, other: Point, to: Point, step: u8) -> Point {
    let share = f64::from(step) / f64::from(BEND);
    let rest = 1.0 - share;
    from * rest.powi(3) + one * (3.0 * rest.powi(2) * share) + other * (3.0 * rest * share.powi(2)) + to * share.powi(3)
}

/// Whether a curve goes around this box, from corner to corner.
fn is_box(curve: &Curve, area: Rect) -> bool {
    let is_corner = |point: Point| {
        (point.x == area.min.x || point.x == area.max.x) && (point.y == area.min.y || point.y == area.max.y)
    };
    let mut last = None;
    // Between two corners it goes along a side, not across.
    let mut goes_along = |to: Point| {
        let from = last.replace(to);
        is_corner(to) && from.is_none_or(|from: Point| from.x == to.x || from.y == to.y)
    };
    let mut corners = 0;
    let is_around = curve.0.iter().all(|item| match *item {
        CurveItem::Move(to) | CurveItem::Line(to) => {
            corners += 1;
            goes_along(to)
        }
        CurveItem::Cubic(..) => false,
        CurveItem::Close => true,
    });
    // The first corner may be named again at the end.
    is_around && (4..=5).contains(&corners)
}

/// The box of the clip of a group in a drawing.
pub(super) fn clip_of(group: &usvg::Group, here: Transform) -> Option<Rect> {
    let clip = group.clip_path()?;
    let found = clip.root().bounding_box();
    let at = |x: f32, y: f32| Point::new(Abs::raw(x.into()), Abs::raw(y.into()));
    let area = Rect::new(at(found.left(), found.top()), at(found.right(), found.bottom()));
    let to_page = here.pre_concat(transform(group.abs_transform())).pre_concat(transform(clip.transform()));
    Some(spread(area, to_page))
}
