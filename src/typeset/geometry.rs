//! Lengths and boxes on a page.

use typst::layout::{Abs, Point, Rect, Transform};

/// A length in points: the layout engine measures in 127ths of it.
pub(super) const fn points(count: f64) -> Abs {
    Abs::raw(count * 127.0)
}

/// The corners of a box, in the order in which one walks around it.
pub(super) fn corners(Rect { min, max }: Rect) -> [Point; 4] {
    [min, Point::new(max.x, min.y), max, Point::new(min.x, max.y)]
}

/// The upright box around a box after a transformation.
pub(super) fn spread(area: Rect, to_page: Transform) -> Rect {
    around(corners(area).map(|corner| corner.transform(to_page)))
}

/// The upright box around four corners.
pub(super) fn around(corners: [Point; 4]) -> Rect {
    let x = corners.map(|corner| corner.x);
    let y = corners.map(|corner| corner.y);
    Rect::new(Point::new(least(x), least(y)), Point::new(most(x), most(y)))
}

/// Whether a line can be drawn between two boxes that need not stand upright, along a side of one of
/// them, over which they reach no further than `slack`.
pub(super) fn are_apart(one: [Point; 4], other: [Point; 4], slack: Abs) -> bool {
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

fn least(values: [Abs; 4]) -> Abs {
    values.into_iter().fold(Abs::inf(), Abs::min)
}

fn most(values: [Abs; 4]) -> Abs {
    values.into_iter().fold(-Abs::inf(), Abs::max)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_is_that_of_the_layout_engine() {
        assert_eq!(points(1.5), Abs::pt(1.5));
    }
}
