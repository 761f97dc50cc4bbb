//! A block of facts per deal, each of the same size.

use serde::Serialize;

use crate::figures::overview::{DealStanding, Overview, Standing};

#[derive(Debug, Serialize)]
pub(super) struct Block<'a> {
    name: &'a str,
    standing: &'static str,
}

pub(super) fn blocks<'a>(overview: &Overview<'a>) -> Vec<Block<'a>> {
    overview.deals.iter().map(block).collect()
}

fn block<'a>(deal: &DealStanding<'a>) -> Block<'a> {
    Block {
        name: deal.name,
        standing: match deal.standing {
            Standing::Counted => "telt mee",
            Standing::Concept => "concept",
            Standing::NotProcessed => "niet verwerkt",
            Standing::NotReceived => "niet ontvangen",
        },
    }
}
