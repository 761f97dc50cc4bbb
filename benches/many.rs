//! tmp
#![allow(clippy::disallowed_methods, reason = "a measurement works on real folders and processes")]
#[path = "generated/deals.rs"]
mod deals;
fn main() {
    let place = std::path::PathBuf::from(std::env::args().nth(1).unwrap());
    deals::write(&place, std::env::args().nth(2).unwrap().parse().unwrap()).unwrap();
}
