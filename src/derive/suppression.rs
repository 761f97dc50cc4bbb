//! Small numbers of people, and the numbers that would give them away.
//!
//! A number from 1 up to the threshold is *small*: who knows the wijk may recognise the people. It is
//! not shown, and neither is anything from which it follows by subtraction:
//! - within a table, when the total is shown: what is left of it after the parts that are shown is
//!   the sum of the hidden parts. So a small part is never hidden alone, and that sum is not small;
//! - over time, when numbers are cumulative: the rise of a part between two days is a number of
//!   people too, and so is the rise of all parts together that are hidden on one of the days.
//!
//! The total of the deal may rise by a few: that is no wijk, and its number is what was agreed.

/// The numbers of one day: parts that do not overlap, and their total.
#[derive(Debug, Clone)]
pub(super) struct Table {
    /// The total; `None` when it is not to be shown.
    pub(super) total: Option<u32>,
    /// Whether the total is public already, so that it cannot be hidden.
    pub(super) total_is_public: bool,
    /// The parts, in the same order on every day.
    pub(super) parts: Vec<Part>,
}

/// A part of a table.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part {
    /// Its number.
    pub(super) value: u32,
    /// Whether it is to be shown, if it may be.
    pub(super) wanted: bool,
    /// Whether it is public already, so that it cannot be hidden.
    pub(super) is_public: bool,
}

/// What stands in public about another day.
#[derive(Debug, Clone)]
pub(super) struct Published {
    /// The total, when it is shown.
    pub(super) total: Option<u32>,
    /// The parts that are shown.
    pub(super) parts: Vec<Option<u32>>,
}

/// What of a table can be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Shown {
    /// Whether the total is.
    pub(super) total: bool,
    /// Whether each part is.
    pub(super) parts: Vec<bool>,
}

/// What of `table` can be shown beside what is `published` about other days; `below` is the
/// threshold. For numbers that are not cumulative, `published` is empty.
pub(super) fn shown(table: &Table, published: &[Published], below: u32) -> Shown {
    let published: Vec<Published> = published.iter().map(Published::completed).collect();
    let mut state = State {
        below: i64::from(below),
        sum: table.total.map_or_else(|| table.parts.iter().map(|part| i64::from(part.value)).sum(), i64::from),
        table,
        published: &published,
        shown: Shown {
            total: table.total.is_some(),
            parts: table.parts.iter().map(|part| part.wanted || part.is_public).collect(),
        },
    };
    for index in 0..table.parts.len() {
        if state.is_sensitive(index) && !table.parts[index].is_public {
            state.shown.parts[index] = false;
        }
    }
    if state.is_small(state.sum) && !table.total_is_public {
        state.shown.total = false;
    }
    while state.gives_away() && state.hide_next() {}
    state.shown
}

impl Published {
    /// The same, with what follows from it by subtraction.
    fn completed(&self) -> Self {
        let mut whole = self.clone();
        let known = whole.parts.iter().flatten().fold(0_u32, |sum, part| sum.saturating_add(*part));
        let missing: Vec<usize> = (0..whole.parts.len()).filter(|index| whole.parts[*index].is_none()).collect();
        match (whole.total, missing.as_slice()) {
            (None, []) => whole.total = Some(known),
            (Some(total), [one]) => whole.parts[*one] = total.checked_sub(known),
            _ => {}
        }
        whole
    }
}

struct State<'a> {
    below: i64,
    /// The total, shown or not.
    sum: i64,
    table: &'a Table,
    published: &'a [Published],
    shown: Shown,
}

impl State<'_> {
    /// Whether so many people, more or less, are too few.
    fn is_small(&self, number: i64) -> bool {
        (1..self.below).contains(&number.abs())
    }

    fn value(&self, index: usize) -> i64 {
        i64::from(self.table.parts[index].value)
    }

    /// Whether a part may not be shown whatever else is: it is small, or rose by a small number.
    fn is_sensitive(&self, index: usize) -> bool {
        let value = self.value(index);
        let earlier = self.published.iter().filter_map(|other| other.parts[index]);
        self.is_small(value) || earlier.into_iter().any(|other| self.is_small(value - i64::from(other)))
    }

    /// Whether a small number follows from what is shown now.
    fn gives_away(&self) -> bool {
        let all = 0..self.table.parts.len();
        let hidden: Vec<usize> = all.clone().filter(|index| !self.shown.parts[*index]).collect();
        let visible: i64 = all.clone().filter(|index| self.shown.parts[*index]).map(|index| self.value(index)).sum();
        // Without the total, nothing follows about what is hidden.
        let knows_total = self.shown.total || hidden.is_empty();
        let rest = self.sum - visible;
        if knows_total {
            let has_sensitive = hidden.iter().any(|index| self.is_sensitive(*index));
            if has_sensitive && (hidden.len() < 2 || rest < self.below) || self.is_some(&hidden) && self.is_small(rest)
            {
                return true;
            }
        }
        self.published.iter().any(|other| {
            let known = |index: &usize| other.parts[*index].map(i64::from);
            let other_hidden: Vec<usize> = all.clone().filter(|index| known(index).is_none()).collect();
            let other_rest =
                other.total.map(|total| i64::from(total) - all.clone().filter_map(|index| known(&index)).sum::<i64>());
            // What is hidden now and was shown then.
            let before: Option<i64> = hidden.iter().map(known).sum();
            let rise = before.filter(|_| knows_total && self.is_some(&hidden)).map(|before| rest - before);
            // What was hidden then and is shown now.
            let is_shown_now = other_hidden.iter().all(|index| self.shown.parts[*index]);
            let now: i64 = other_hidden.iter().map(|index| self.value(*index)).sum();
            let other_rise = other_rest.filter(|_| is_shown_now && self.is_some(&other_hidden)).map(|rest| now - rest);
            // What is hidden on one of the days: all but what is shown on both.
            let both: Vec<usize> =
                all.clone().filter(|index| self.shown.parts[*index] && known(index).is_some()).collect();
            let risen: i64 = both.iter().map(|index| self.value(*index) - known(index).unwrap_or_default()).sum();
            let total = other.total.filter(|_| knows_total && self.is_some(&both));
            let either_rise = total.map(|total| self.sum - i64::from(total) - risen);
            [rise, other_rise, either_rise].into_iter().flatten().any(|rise| self.is_small(rise))
        })
    }

    /// Whether these are some of the parts: not none, and not all.
    fn is_some(&self, parts: &[usize]) -> bool {
        (1..self.table.parts.len()).contains(&parts.len())
    }

    /// Hides one number more: the smallest part, or else the total; false when nothing is left.
    fn hide_next(&mut self) -> bool {
        let can_go = |index: &usize| self.shown.parts[*index] && !self.table.parts[*index].is_public;
        let left = (0..self.table.parts.len()).filter(can_go);
        // A part of no people hides nobody: those come last.
        match left.min_by_key(|index| (self.value(*index) == 0, self.value(*index))) {
            Some(index) => self.shown.parts[index] = false,
            None if self.shown.total && !self.table.total_is_public => self.shown.total = false,
            None => return false,
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BELOW: u32 = 10;

    fn table(total: u32, parts: &[u32]) -> Table {
        let parts = parts.iter().map(|value| Part { value: *value, wanted: true, is_public: false }).collect();
        Table { total: Some(total), total_is_public: false, parts }
    }

    /// What is shown, `·` for what is not: `38: 14 · ·`.
    fn line(total: u32, parts: &[u32], shown: &Shown) -> String {
        let sign = |is_shown: bool, value: u32| if is_shown { value.to_string() } else { "·".to_owned() };
        let parts: Vec<String> =
            parts.iter().zip(&shown.parts).map(|(value, is_shown)| sign(*is_shown, *value)).collect();
        format!("{}: {}", sign(shown.total, total), parts.join(" "))
    }

    fn once(total: u32, parts: &[u32]) -> String {
        line(total, parts, &shown(&table(total, parts), &[], BELOW))
    }

    #[test]
    fn a_small_number_is_never_hidden_alone() {
        assert_eq!(once(60, &[20, 10, 30]), "60: 20 10 30");
        // 38 − 14 = 24 is the sum of three: none of 9, 8 and 7 follows.
        assert_eq!(once(38, &[9, 8, 7, 14]), "38: · · · 14");
        // Only the 4 is small; with the 12 hidden too, 62 − 46 = 16 is all that follows.
        assert_eq!(once(62, &[4, 12, 46]), "62: · · 46");
        // 3 and 4 are two, but their sum is small.
        assert_eq!(once(67, &[3, 4, 20, 40]), "67: · · · 40");
        assert_eq!(once(45, &[0, 5, 40]), "45: 0 · ·");
        assert_eq!(once(25, &[0, 5, 20]), "25: 0 · ·");
        // A part of no people hides nobody; then the total goes too.
        assert_eq!(once(5, &[0, 5]), "·: 0 ·");
        assert_eq!(once(0, &[0, 0]), "0: 0 0");
        assert_eq!(once(7, &[3, 4]), "·: · ·");
    }

    /// The total and the last part were published before; the first is wanted now.
    #[test]
    fn what_is_public_already_cannot_be_hidden() {
        let now = |values: [u32; 4]| {
            let mut table = table(values.iter().sum(), &values);
            table.total_is_public = true;
            for (index, part) in table.parts.iter_mut().enumerate() {
                (part.wanted, part.is_public) = (index == 0, index == 3);
            }
            line(values.iter().sum(), &values, &shown(&table, &[], BELOW))
        };
        assert_eq!(now([12, 8, 4, 14]), "38: 12 · · 14");
        // 38 − 14 − 16 = 8 would be left for the others.
        assert_eq!(now([16, 4, 4, 14]), "38: · · · 14");
        assert_eq!(now([20, 20, 4, 4]), "48: 20 · · 4");
    }

    #[test]
    fn a_small_rise_is_a_small_number() {
        let before = Published { total: Some(100), parts: vec![Some(30), Some(30), Some(40)] };
        let now = |total, parts: &[u32]| {
            line(total, parts, &shown(&table(total, parts), std::slice::from_ref(&before), BELOW))
        };
        assert_eq!(now(160, &[50, 50, 60]), "160: 50 50 60");
        // 34 − 30 = 4 people; the 50 goes with them, or the total gives them away.
        assert_eq!(now(154, &[34, 50, 70]), "154: · · 70");
        // Nobody was added here: that is no one.
        assert_eq!(now(140, &[30, 50, 60]), "140: 30 50 60");
        // The total may rise by a few, but not a wijk: the total stays, the wijken go.
        assert_eq!(now(103, &[32, 31, 40]), "103: · · ·");
        // Hidden then, shown now: 100 − 60 = 40 was left for both, so their rise together follows.
        let before = Published { total: Some(100), parts: vec![None, None, Some(60)] };
        assert_eq!(line(125, &[24, 21, 80], &shown(&table(125, &[24, 21, 80]), &[before], BELOW)), "125: · · ·");
    }

    /// The remainder of a division by a prime: enough of a field to solve equations exactly.
    const PRIME: i64 = 1_000_003;

    fn inverse(number: i64) -> i64 {
        let (mut result, mut base, mut power) = (1, number.rem_euclid(PRIME), PRIME - 2);
        while power > 0 {
            if power % 2 == 1 {
                result = result * base % PRIME;
            }
            base = base * base % PRIME;
            power /= 2;
        }
        result
    }

    /// What is known: rows in echelon form, each with its pivot.
    #[derive(Default)]
    struct Knowledge(Vec<(usize, Vec<i64>)>);

    impl Knowledge {
        fn reduced(&self, mut row: Vec<i64>) -> Vec<i64> {
            for (pivot, known) in &self.0 {
                let factor = row[*pivot];
                for (cell, other) in row.iter_mut().zip(known) {
                    *cell = (*cell - factor * other).rem_euclid(PRIME);
                }
            }
            row
        }

        fn learn(&mut self, row: Vec<i64>) {
            let row = self.reduced(row);
            if let Some(pivot) = row.iter().position(|cell| *cell != 0) {
                let factor = inverse(row[pivot]);
                self.0.push((pivot, row.iter().map(|cell| cell * factor % PRIME).collect()));
            }
        }

        /// Whether this sum of unknown numbers follows from what is known.
        fn tells(&self, row: Vec<i64>) -> bool {
            self.reduced(row).iter().all(|cell| *cell == 0)
        }
    }

    /// Published day after day, random tables give no small number away to who can solve equations.
    #[test]
    fn nothing_small_follows_from_what_is_published() {
        let mut seed = 20_260_101_u64;
        let mut random = |below: u64| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            u32::try_from((seed >> 33) % below).unwrap()
        };
        let (mut hidden, mut seen) = (0, 0);
        for round in 0..4000 {
            let wijken = 2 + random(4) as usize;
            let days = 1 + random(4) as usize;
            let mut values = vec![0_u32; wijken];
            let mut history: Vec<(Vec<u32>, Published)> = Vec::new();
            let sizes = [4, 12, 30, 200];
            for _ in 0..days {
                for value in &mut values {
                    let size = sizes[random(4) as usize];
                    *value += if random(4) == 0 { 0 } else { random(size) };
                }
                let sum: u32 = values.iter().sum();
                let mut day = table(sum, &values);
                if random(8) == 0 {
                    day.total = None;
                }
                if random(4) == 0 {
                    day.parts[0].wanted = false;
                }
                let earlier: Vec<Published> = history.iter().map(|(_, published)| published.clone()).collect();
                let result = shown(&day, &earlier, BELOW);
                let parts: Vec<Option<u32>> =
                    values.iter().zip(&result.parts).map(|(value, is_shown)| is_shown.then_some(*value)).collect();
                hidden += parts.iter().filter(|part| part.is_none()).count();
                seen += parts.iter().flatten().count();
                history.push((values.clone(), Published { total: result.total.then_some(sum), parts }));
            }
            let at = |day: usize, wijk: usize| day * wijken + wijk;
            let unknowns = days * wijken;
            let row = |cells: &[(usize, i64)]| {
                let mut row = vec![0; unknowns];
                for (cell, sign) in cells {
                    row[*cell] = *sign;
                }
                row
            };
            let mut knowledge = Knowledge::default();
            for (day, (_, published)) in history.iter().enumerate() {
                for wijk in (0..wijken).filter(|wijk| published.parts[*wijk].is_some()) {
                    knowledge.learn(row(&[(at(day, wijk), 1)]));
                }
                if published.total.is_some() {
                    knowledge.learn(row(&(0..wijken).map(|wijk| (at(day, wijk), 1)).collect::<Vec<_>>()));
                }
            }
            let is_small = |number: i64| (1..i64::from(BELOW)).contains(&number.abs());
            // Each group of wijken on a day, and the rise of each group between two days; not the
            // rise of all together, which is the total's.
            for group in 1_u32..1 << wijken {
                let members: Vec<usize> = (0..wijken).filter(|wijk| group >> wijk & 1 == 1).collect();
                let single = members.len() == 1;
                let of = |day: usize| members.iter().map(|wijk| i64::from(history[day].0[*wijk])).sum::<i64>();
                for day in 0..days {
                    let cells: Vec<(usize, i64)> = members.iter().map(|wijk| (at(day, *wijk), 1)).collect();
                    let all_shown = members.iter().all(|wijk| history[day].1.parts[*wijk].is_some());
                    if is_small(of(day)) && !all_shown {
                        assert!(!knowledge.tells(row(&cells)), "{round}: {members:?} on {day} in {history:?}");
                    }
                    assert!(!(single && is_small(of(day)) && all_shown), "{round}: {members:?} on {day}");
                    for other in 0..day {
                        let rise: Vec<(usize, i64)> =
                            cells.iter().copied().chain(members.iter().map(|wijk| (at(other, *wijk), -1))).collect();
                        if members.len() < wijken && is_small(of(day) - of(other)) && (single || !all_shown) {
                            assert!(
                                !knowledge.tells(row(&rise)),
                                "{round}: {members:?} from {other} to {day} in {history:?}"
                            );
                        }
                    }
                }
            }
        }
        assert!(hidden > 4000 && seen > 4000, "{hidden} hidden, {seen} seen");
    }
}
