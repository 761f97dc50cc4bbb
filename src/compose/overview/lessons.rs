//! What was learnt, what the Kamer asked and was promised, and what comes next.

use serde::Serialize;

use super::fit::{Room, first};
use super::progress::Titled;
use super::words;
use crate::chart::Typeface;
use crate::compose::markdown;
use crate::compose::table::{Cell, Table};
use crate::figures::overview::Overview;
use crate::format;
use crate::model::{Request, RequestKind, RequestState};

/// The most lessons of one deal.
const OF_ONE_DEAL: usize = 2;

/// The room of a lesson's text: what is longer stands whole in the report of the deal.
const ROOM: Room = Room { width: 450.0, lines: 6, size: 10.0 };

#[derive(Debug, Serialize)]
pub(super) struct Lessons {
    of_ministry: Vec<Titled>,
    of_deals: Vec<DealLessons>,
    /// Whether a text was shortened.
    is_short: bool,
    requests: Option<Table>,
    outlook: String,
}

/// What one deal learnt.
#[derive(Debug, Serialize)]
struct DealLessons {
    deal: String,
    lessons: Vec<(String, String)>,
    more: String,
}

impl Lessons {
    pub(super) fn of(overview: &Overview<'_>, typeface: &Typeface<'_>) -> Self {
        let text = overview.text;
        let of_deals: Vec<DealLessons> = overview
            .deals
            .iter()
            .filter_map(|deal| {
                let (told, more) = first(&deal.record()?.lessons, OF_ONE_DEAL);
                let lesson = |one: &crate::figures::overview::record::LessonRecord| {
                    (ended(&one.title), ROOM.fit(typeface, &markdown::plain(&one.text)))
                };
                (!told.is_empty()).then(|| DealLessons {
                    deal: words::marked(deal),
                    lessons: told.iter().map(lesson).collect(),
                    more: if more > 0 { format::plural(more, "andere les", "andere lessen") } else { String::new() },
                })
            })
            .collect();
        Self {
            of_ministry: text.map(|text| Titled::of(&text.lessons)).unwrap_or_default(),
            is_short: of_deals.iter().any(|deal| deal.lessons.iter().any(|(_, text)| text.ends_with('…'))),
            of_deals,
            requests: text.and_then(|text| requests(&text.requests)),
            outlook: text
                .and_then(|text| text.outlook.as_ref())
                .map_or_else(String::new, |outlook| outlook.as_str().to_owned()),
        }
    }
}

/// A title that opens a paragraph: with a full stop, unless it ends in a sign of its own.
fn ended(title: &str) -> String {
    let title = title.trim();
    if title.ends_with(['.', '?', '!']) { title.to_owned() } else { format!("{title}.") }
}

fn requests(requests: &[Request]) -> Option<Table> {
    let mut table = Table::new("Moties en toezeggingen")
        .words("Titel", 5)
        .words("Soort", 4)
        .words("Vindplaats", 5)
        .words("Stand", 3)
        .words("Afdoening", 7);
    for request in requests {
        let by = request.by.as_ref().map_or_else(String::new, |by| format!(", {by}"));
        let fictional = if request.invented.is_yes() { " (fictief)" } else { "" };
        table.row(vec![
            Cell::text(format!("{}{fictional}", request.title)),
            Cell::text(format!("{}{by}", kind(request.kind))),
            Cell::text(request.place.as_ref().map_or_else(|| "niet vermeld".to_owned(), ToString::to_string)),
            Cell::text(state(request.state)),
            Cell::text(markdown::plain(request.settlement.as_str())),
        ]);
    }
    (!table.is_empty()).then(|| table.done())
}

const fn kind(kind: RequestKind) -> &'static str {
    match kind {
        RequestKind::Motion => "Motie",
        RequestKind::Promise => "Toezegging",
    }
}

const fn state(state: RequestState) -> &'static str {
    match state {
        RequestState::Settled => "afgedaan",
        RequestState::PartlySettled => "deels afgedaan",
        RequestState::Open => "loopt",
    }
}
