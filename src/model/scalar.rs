//! The border between a scalar in YAML and a typed value.
//!
//! Every scalar type of the dossier reads the raw text of its scalar. Its notation has a name in
//! the JSON Schema (`format`), so that the schema check finds the same errors as typed reading
//! and can explain each with the words of the type itself ([`explain`]).

use std::str::FromStr;

use super::notation::NotationError;
use super::{
    Amount, Colour, Count, Date, Difference, Id, Markdown, Measure, Moment, Percent, RegistrationNumber, Text, Year,
};

/// A scalar type of the dossier: its notation, and the name of that notation in the schema.
pub(crate) trait Scalar: FromStr<Err = NotationError> {
    /// The schema's `format` keyword for this notation.
    const FORMAT: &'static str;
}

type Check = fn(&str) -> Option<NotationError>;

fn check<T: Scalar>(text: &str) -> Option<NotationError> {
    text.parse::<T>().err()
}

/// Every notation by its name in the schema.
pub(crate) const FORMATS: [(&str, Check); 13] = [
    (Amount::FORMAT, check::<Amount>),
    (Colour::FORMAT, check::<Colour>),
    (Count::FORMAT, check::<Count>),
    (Date::FORMAT, check::<Date>),
    (Difference::FORMAT, check::<Difference>),
    (Id::FORMAT, check::<Id>),
    (Markdown::FORMAT, check::<Markdown>),
    (Measure::FORMAT, check::<Measure>),
    (Moment::FORMAT, check::<Moment>),
    (Percent::FORMAT, check::<Percent>),
    (RegistrationNumber::FORMAT, check::<RegistrationNumber>),
    (Text::FORMAT, check::<Text>),
    (Year::FORMAT, check::<Year>),
];

/// Why `text` does not fit the notation `format`; `None` when it fits or the name is unknown.
pub(crate) fn explain(format: &str, text: &str) -> Option<NotationError> {
    FORMATS.iter().find(|(name, _)| *name == format).and_then(|(_, check)| check(text))
}

/// Implements reading and schema for a scalar type that has `FromStr`.
macro_rules! scalar {
    ($type:ident, $format:literal, $title:literal) => {
        impl crate::model::scalar::Scalar for $type {
            const FORMAT: &'static str = $format;
        }

        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Raw;
                impl serde::de::Visitor<'_> for Raw {
                    type Value = $type;

                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str($title)
                    }

                    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<$type, E> {
                        text.parse().map_err(E::custom)
                    }
                }
                deserializer.deserialize_str(Raw)
            }
        }

        impl schemars::JsonSchema for $type {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                $format.into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({
                    "type": ["string", "number"],
                    "format": $format,
                    "title": $title,
                })
            }
        }
    };
}
pub(crate) use scalar;
