//! The bundled typeface: Source Sans 3, under the SIL Open Font License
//! (`report-templates/fonts/OFL.md`).

/// The family name under which charts and theme ask for the typeface.
pub const FAMILY: &str = "Source Sans 3";

/// Regular, italic, semibold and semibold italic.
pub const FONTS: [&[u8]; 4] = [
    REGULAR,
    include_bytes!("../../report-templates/fonts/SourceSans3-It.ttf"),
    SEMIBOLD,
    include_bytes!("../../report-templates/fonts/SourceSans3-SemiboldIt.ttf"),
];

/// The upright text font; what it cannot show, no report can.
pub const REGULAR: &[u8] = include_bytes!("../../report-templates/fonts/SourceSans3-Regular.ttf");

/// The upright bold font.
pub const SEMIBOLD: &[u8] = include_bytes!("../../report-templates/fonts/SourceSans3-Semibold.ttf");
