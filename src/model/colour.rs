//! A colour, and how it is seen: contrast, lightness, and how far apart two colours are for whom.

use std::fmt;
use std::str::FromStr;

use super::notation::NotationError;
use super::scalar::scalar;

/// A colour as screens show it (sRGB).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colour {
    /// The red in it.
    pub red: u8,
    /// The green in it.
    pub green: u8,
    /// The blue in it.
    pub blue: u8,
}

scalar!(Colour, "kleur", "een kleur");

impl FromStr for Colour {
    type Err = NotationError;

    fn from_str(text: &str) -> Result<Self, NotationError> {
        let written = text.trim();
        let digits = written.strip_prefix('#').unwrap_or(written);
        let refuse = |hint: String| Err(NotationError::new(format!("`{text}` is geen kleur"), hint));
        if !digits.bytes().all(|sign| sign.is_ascii_hexdigit()) {
            return refuse(HINT.to_owned());
        }
        let number = |part: &str| u8::from_str_radix(part, 16).unwrap_or_default();
        match digits.len() {
            6 if written.starts_with('#') => {
                Ok(Self { red: number(&digits[..2]), green: number(&digits[2..4]), blue: number(&digits[4..]) })
            }
            6 => refuse(format!("schrijf `\"#{}\"`, met de aanhalingstekens", digits.to_lowercase())),
            3 => {
                let long: String = digits.to_lowercase().chars().flat_map(|digit| [digit, digit]).collect();
                refuse(format!("schrijf `\"#{long}\"`, met de aanhalingstekens"))
            }
            _ => refuse(HINT.to_owned()),
        }
    }
}

const HINT: &str = "schrijf een # met zes tekens (0-9, a-f) tussen aanhalingstekens, bijvoorbeeld `\"#1d4f6e\"`";

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.red, self.green, self.blue)
    }
}

/// How colours are seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Vision {
    /// By most people.
    Usual,
    /// Without the cones for red.
    Protanopia,
    /// Without the cones for green.
    Deuteranopia,
    /// Without the cones for blue.
    Tritanopia,
}

impl Vision {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Usual, Self::Protanopia, Self::Deuteranopia, Self::Tritanopia];

    /// What light of a colour is seen, as a matrix on its red, green and blue: Machado, Oliveira and
    /// Fernandes (2009), of severity 1.
    const fn matrix(self) -> [[f64; 3]; 3] {
        match self {
            Self::Usual => [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
            Self::Protanopia => [
                [0.152_286, 1.052_583, -0.204_868],
                [0.114_503, 0.786_281, 0.099_216],
                [-0.003_882, -0.048_116, 1.051_998],
            ],
            Self::Deuteranopia => [
                [0.367_322, 0.860_646, -0.227_968],
                [0.280_085, 0.672_501, 0.047_413],
                [-0.011_820, 0.042_940, 0.968_881],
            ],
            Self::Tritanopia => [
                [1.255_528, -0.076_749, -0.178_779],
                [-0.078_411, 0.930_809, 0.147_602],
                [0.004_733, 0.691_367, 0.303_900],
            ],
        }
    }
}

impl Colour {
    /// White.
    pub const WHITE: Self = Self::new(0xff, 0xff, 0xff);

    /// A colour from its red, green and blue.
    #[must_use]
    pub const fn new(red: u8, green: u8, blue: u8) -> Self {
        Self { red, green, blue }
    }

    /// The contrast ratio with another colour, from 1 to 21, as WCAG 2.2 defines it: (L₁ + 0,05) / (L₂ + 0,05)
    /// with the relative luminance of the lighter one above.
    #[must_use]
    pub fn contrast(self, other: Self) -> f64 {
        let (one, other) = (luminance(self.light()), luminance(other.light()));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    /// The lightness L* (CIE 1976), from 0 to 100: what is left of a colour in grey.
    #[must_use]
    pub fn lightness(self) -> f64 {
        lab(self.light())[0]
    }

    /// How far two colours are apart for who sees them so: ΔE by CIEDE2000. A difference of 2 is just seen, side
    /// by side.
    #[must_use]
    pub fn distance(self, other: Self, vision: Vision) -> f64 {
        ciede2000(lab(seen(self.light(), vision)), lab(seen(other.light(), vision)))
    }

    /// The nearest darker colour of the same hue for which something holds; the colour itself when it does already,
    /// `None` when not even black will do.
    #[must_use]
    pub fn darkened_until(self, holds: impl Fn(Self) -> bool) -> Option<Self> {
        // Less light of the same mixture: the hue stays.
        (0..=STEPS).rev().map(|step| self.mixed(Self::new(0, 0, 0), step)).find(|colour| holds(*colour))
    }

    /// The nearest lighter colour of the same hue for which something holds, as [`Self::darkened_until`].
    #[must_use]
    pub fn lightened_until(self, holds: impl Fn(Self) -> bool) -> Option<Self> {
        // First more light of the same mixture, so that it does not go pale; then more white in it.
        let light = self.light();
        let most = light.iter().copied().fold(0.0, f64::max);
        let full = if most > 0.0 { light.map(|part| encoded(part / most)) } else { [0; 3] };
        let full = Self::new(full[0], full[1], full[2]);
        let brighter = (0..=STEPS).rev().map(|step| self.mixed(full, step));
        let paler = (0..=STEPS).rev().map(|step| full.mixed(Self::WHITE, step));
        brighter.chain(paler).find(|colour| holds(*colour))
    }

    /// This colour with light of another: `step` of [`STEPS`] parts are its own.
    fn mixed(self, other: Self, step: u32) -> Self {
        let share = f64::from(step) / f64::from(STEPS);
        let (own, other) = (self.light(), other.light());
        let part = |index: usize| encoded(own[index] * share + other[index] * (1.0 - share));
        if step == STEPS { self } else { Self::new(part(0), part(1), part(2)) }
    }

    /// The amounts of red, green and blue light, from 0 to 1.
    fn light(self) -> [f64; 3] {
        [self.red, self.green, self.blue].map(|part| {
            let part = f64::from(part) / 255.0;
            if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        })
    }
}

/// In how many steps a colour goes to black or white.
const STEPS: u32 = 400;

/// An amount of light as a part of a colour.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to what fits")]
fn encoded(light: f64) -> u8 {
    let part = if light <= 0.003_130_8 { light * 12.92 } else { 1.055 * light.powf(1.0 / 2.4) - 0.055 };
    (part * 255.0).round().clamp(0.0, 255.0) as u8
}

fn luminance([red, green, blue]: [f64; 3]) -> f64 {
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

fn seen(light: [f64; 3], vision: Vision) -> [f64; 3] {
    let [red, green, blue] = light;
    vision.matrix().map(|row| (row[0] * red + row[1] * green + row[2] * blue).clamp(0.0, 1.0))
}

/// CIE L*a*b* for the white of sRGB (D65).
fn lab([red, green, blue]: [f64; 3]) -> [f64; 3] {
    let bend = |part: f64| if part > 216.0 / 24_389.0 { part.cbrt() } else { (24_389.0 / 27.0 * part + 16.0) / 116.0 };
    let x = bend((0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505);
    let y = bend(luminance([red, green, blue]));
    let z = bend((0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.0890);
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

/// The colour difference CIEDE2000, in the steps and names of Sharma, Wu and Dalal (2005).
#[expect(clippy::many_single_char_names, reason = "the names of the formula")]
fn ciede2000([l1, a1, b1]: [f64; 3], [l2, a2, b2]: [f64; 3]) -> f64 {
    let seventh = |c: f64| (c.powi(7) / (c.powi(7) + 25.0_f64.powi(7))).sqrt();
    let g = 1.5 - 0.5 * seventh(f64::midpoint(a1.hypot(b1), a2.hypot(b2)));
    let (a1, a2) = (a1 * g, a2 * g);
    let (c1, c2) = (a1.hypot(b1), a2.hypot(b2));
    let angle = |a: f64, b: f64| b.atan2(a).to_degrees().rem_euclid(360.0);
    let (h1, h2) = (angle(a1, b1), angle(a2, b2));
    let is_grey = c1 * c2 == 0.0;
    let turn = match h2 - h1 {
        _ if is_grey => 0.0,
        turn if turn > 180.0 => turn - 360.0,
        turn if turn < -180.0 => turn + 360.0,
        turn => turn,
    };
    let (dl, dc) = (l2 - l1, c2 - c1);
    let dh = 2.0 * (c1 * c2).sqrt() * (turn / 2.0).to_radians().sin();
    let (l, c) = (f64::midpoint(l1, l2), f64::midpoint(c1, c2));
    let h = if is_grey { h1 + h2 } else { (h1 + turn / 2.0).rem_euclid(360.0) };
    let cos = |degrees: f64| degrees.to_radians().cos();
    let t = 1.0 - 0.17 * cos(h - 30.0) + 0.24 * cos(2.0 * h) + 0.32 * cos(3.0 * h + 6.0) - 0.20 * cos(4.0 * h - 63.0);
    let around = 60.0 * (-((h - 275.0) / 25.0).powi(2)).exp();
    let rt = -around.to_radians().sin() * 2.0 * seventh(c);
    let away = (l - 50.0).powi(2);
    let sl = 1.0 + 0.015 * away / (20.0 + away).sqrt();
    let (dl, dc, dh) = (dl / sl, dc / (1.0 + 0.045 * c), dh / (1.0 + 0.015 * c * t));
    (dl * dl + dc * dc + dh * dh + rt * dc * dh).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn colour(text: &str) -> Colour {
        text.parse().unwrap()
    }

    #[test]
    fn a_colour_is_six_digits_behind_a_sign() {
        assert_eq!(colour("#1D4f6e"), Colour::new(29, 79, 110));
        assert_eq!(colour("#1D4f6e").to_string(), "#1d4f6e");
        let hint = |text: &str| text.parse::<Colour>().unwrap_err().hint;
        assert_eq!(hint("1D4F6E"), "schrijf `\"#1d4f6e\"`, met de aanhalingstekens");
        assert_eq!(hint("#f80"), "schrijf `\"#ff8800\"`, met de aanhalingstekens");
        for text in ["", "#", "blauw", "#1d4f6", "#1d4f6e00", "rgb(1,2,3)", "#12345é"] {
            assert_eq!(hint(text), HINT, "{text}");
        }
    }

    #[test]
    fn contrast_is_that_of_wcag() {
        // (1 + 0,05) / (0 + 0,05) = 21.
        assert!((Colour::WHITE.contrast(colour("#000000")) - 21.0).abs() < 1e-9);
        // 0x77 = 119: 119 / 255 = 0,46667; ((0,46667 + 0,055) / 1,055)^2,4 = 0,18447; 1,05 / 0,23447 = 4,478.
        assert!((Colour::WHITE.contrast(colour("#777777")) - 4.478).abs() < 0.001);
        // Pure red has 0,2126 of the light of white: 1,05 / 0,2626 = 3,998.
        assert!((Colour::WHITE.contrast(colour("#ff0000")) - 3.998).abs() < 0.001);
    }

    #[test]
    fn lightness_is_that_of_grey() {
        assert!((Colour::WHITE.lightness() - 100.0).abs() < 0.01);
        // The light of #777777 is 0,18447: 116 × ∛0,18447 − 16 = 116 × 0,56925 − 16 = 50,03.
        assert!((colour("#777777").lightness() - 50.03).abs() < 0.01);
    }

    #[test]
    fn distance_is_that_of_published_pairs() {
        // Pairs 1, 7, 10, 13, 17 and 25 of the test data of Sharma, Wu and Dalal.
        for (one, other, distance) in [
            ([50.0, 2.6772, -79.7751], [50.0, 0.0, -82.7485], 2.0425),
            ([50.0, 0.0, 0.0], [50.0, -1.0, 2.0], 2.3669),
            ([50.0, 2.4900, -0.0010], [50.0, -2.4900, 0.0010], 7.1792),
            ([50.0, -0.0010, 2.4900], [50.0, 0.0009, -2.4900], 4.8045),
            ([50.0, 2.5, 0.0], [73.0, 25.0, -18.0], 27.1492),
            ([60.2574, -34.0099, 36.2677], [60.4626, -34.1751, 39.4387], 1.2644),
        ] {
            assert!((ciede2000(one, other) - distance).abs() < 0.0001, "{}", ciede2000(one, other));
            assert!((ciede2000(other, one) - distance).abs() < 0.0001);
        }
    }

    #[test]
    fn red_and_green_come_together_without_one_of_their_cones() {
        let (red, green) = (colour("#b35900"), colour("#6b7a00"));
        let apart = |vision| red.distance(green, vision);
        assert!(apart(Vision::Usual) > 30.0, "{}", apart(Vision::Usual));
        assert!(apart(Vision::Deuteranopia) < 10.0, "{}", apart(Vision::Deuteranopia));
        assert!(apart(Vision::Tritanopia) > 25.0, "{}", apart(Vision::Tritanopia));
        // Grey is grey for all.
        for vision in Vision::ALL {
            assert!(colour("#808080").distance(colour("#808080"), vision) < 1e-9);
            assert!(seen([0.5; 3], vision).iter().all(|part| (part - 0.5).abs() < 1e-5));
        }
    }

    #[test]
    fn a_near_colour_has_the_same_hue() {
        let is_text = |colour: Colour| colour.contrast(Colour::WHITE) >= 4.5;
        assert_eq!(colour("#1d4f6e").darkened_until(is_text), Some(colour("#1d4f6e")));
        let near = colour("#2a9fd6").darkened_until(is_text).unwrap();
        assert!((4.5..4.6).contains(&near.contrast(Colour::WHITE)), "{near}");
        let hue = |colour: Colour| {
            let [_, a, b] = lab(colour.light());
            b.atan2(a).to_degrees()
        };
        assert!((hue(near) - hue(colour("#2a9fd6"))).abs() < 1.5, "{near}");
        assert_eq!(Colour::WHITE.darkened_until(|_| false), None);
        let night = colour("#14191e");
        let light = colour("#1d4f6e").lightened_until(|colour| colour.contrast(night) >= 4.5).unwrap();
        assert!((4.5..4.7).contains(&light.contrast(night)), "{light}");
    }
}
