//! Step 2: the covenant's nouns as plain data.
//!
//! Comes in: nothing; `read` fills these types. Goes out: values that every later step reads.
//! Left to others: positions in files (`read`), rules between values (`check`), and anything
//! derived (`figures`). A type has public fields where any value is valid and a constructor
//! where not: money, measures, dates, ids and texts can only be made from a valid notation.
#![doc = ""]
#![doc = include_str!("GLOSSARY.md")]

mod area;
mod colour;
mod deal;
mod derivation;
mod dossier;
mod house_style;
mod indicator;
mod money;
pub mod notation;
mod organisation;
mod pillar;
mod portfolio;
mod project;
mod quantity;
mod registration;
mod report;
pub(crate) mod scalar;
mod sheet;
mod spending;
mod text;
mod time;

pub use area::{Area, Comparison, Named, Wijk};
pub use colour::{Colour, Vision};
pub use deal::{
    Accession, Ambition, Amendment, Appraisal, Archive, Commitment, Contribution, Correction, Deal, Distribution,
    Factor, FundingForm, Governance, LinkedTask, Meeting, Party, Recipient, References, Requirement, Restriction,
    Review, ReviewOutcome, Side, Start, Term, Theme, Vat,
};
pub use derivation::{Answers, AreaWeight, Counts, Derivation, Method, ScaleScore, ScaleScoreTotals, WeightedMean};
pub use dossier::{Dossier, YesNo};
pub use house_style::{HouseStyle, Logo};
pub use indicator::{
    Caveat, Counting, Deduplicated, DerivationMethod, Derived, Direction, Indicator, IndicatorChange, IndicatorKind,
    MeasureKind, Measurement, MeasurementRole, MethodBreak, NoValue, NotMeasured, Observation, Quality, Rebaselining,
    Target, TargetSubject,
};
pub use money::Amount;
pub use organisation::{Body, BodyWords, Organisation, tooi_address};
pub use pillar::{ApproachElement, Pillar, PillarResult, ResultNature, Scale};
pub use portfolio::{
    DueDate, Passage, Payment, Portfolio, PortfolioDeal, Request, RequestKind, RequestState, Tranche, YearOverview,
};
pub use project::{Project, ProjectChange};
pub use quantity::{Count, Difference, DifferenceUnit, Measure, Percent, Year};
pub use registration::{NoNumber, Paper, RegistrationNumber};
pub use report::{
    Cooperation, Degree, Deviation, DiscussedConcept, ElementProgress, FinalFunds, Image, JudgementOverride, Lesson,
    Light, Obstacle, Phase, PillarProgress, ProjectProgress, Report, ReportKind, ResultState, Revision, Risk, Stage,
    State, Status, TrafficLight, Verdict,
};
pub use sheet::{DateOrder, DecimalSign, Encoding, GroupSign, Separator, Sheet};
pub use spending::{Budgeted, Funding, Post, Receipt, SpendingFile, SpendingRow};
pub use text::{Id, Markdown, Text};
pub use time::{Date, Moment, Period};
