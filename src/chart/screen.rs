//! A drawing for a screen that may not have its typeface.

use super::Typeface;
use super::canvas::PLOTTERS_FAMILY;
use super::style::Weight;

/// A drawing without its `<svg>` element, to stand in one of another page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawing {
    /// The `viewBox` it was drawn for.
    pub view_box: String,
    /// Its elements.
    pub content: String,
}

/// Takes a drawing of ours apart. Each text is told how wide it is in print, so that in another typeface it
/// keeps clear of its neighbours, and no longer names a family: a page knows which it may have. `None` for
/// what is no drawing of ours.
#[must_use]
pub fn for_screen(svg: &str, typeface: &Typeface<'_>) -> Option<Drawing> {
    let (head, rest) = svg.strip_prefix("<svg ")?.split_once(">\n")?;
    let (_, from) = head.split_once("viewBox=\"")?;
    let (view_box, _) = from.split_once('"')?;
    let body = rest.trim_end().strip_suffix("</svg>")?;
    let lines = body.lines().map(|line| fitted(line, typeface).unwrap_or_else(|| line.to_owned()));
    let content = lines.fold(String::with_capacity(body.len()), |content, line| content + &line + "\n");
    Some(Drawing { view_box: view_box.to_owned(), content })
}

/// A line with a text element, with its width; `None` for another line.
fn fitted(line: &str, typeface: &Typeface<'_>) -> Option<String> {
    let (attributes, text) = line.strip_prefix("<text ")?.strip_suffix("</text>")?.split_once('>')?;
    let (_, size) = attributes.split_once("font-size=\"")?;
    let size: f64 = size.split_once('"')?.0.parse().ok()?;
    let weight = if attributes.contains("font-weight=\"bold\"") { Weight::Bold } else { Weight::Regular };
    let width = typeface.width(&unescaped(text), size, weight);
    let attributes = attributes.replacen(PLOTTERS_FAMILY, "", 1);
    Some(format!("<text {attributes} textLength=\"{width:.0}\" lengthAdjust=\"spacingAndGlyphs\">{text}</text>"))
}

/// The letters behind the five escapes of XML.
fn unescaped(text: &str) -> String {
    let escapes = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&#39;", "'"), ("&amp;", "&")];
    escapes.iter().fold(text.to_owned(), |text, (escape, letter)| text.replace(escape, letter))
}

#[cfg(test)]
mod tests {
    use super::super::canvas::{Align, Ink, draw};
    use super::super::style::INK;
    use super::super::typeface::bundled;
    use super::*;

    #[test]
    fn a_text_is_as_wide_as_in_print() {
        let svg = draw(20.0, |canvas| canvas.text((10.0, 10.0), "R&D 2019", Align::End, Ink::regular(INK)));
        let width = bundled().width("R&D 2019", 90.0, Weight::Regular);
        assert_eq!(
            for_screen(&svg, &bundled()).unwrap(),
            Drawing {
                view_box: "0 0 4800 200".to_owned(),
                content: format!(
                    "<text x=\"100\" y=\"61\" dy=\"0.76em\" text-anchor=\"end\" font-size=\"90\" opacity=\"1\" fill=\"#222222\" \
                     textLength=\"{width:.0}\" lengthAdjust=\"spacingAndGlyphs\">R&amp;D 2019</text>\n"
                ),
            }
        );
    }

    #[test]
    fn what_is_no_drawing_of_ours_is_left_out() {
        assert_eq!(for_screen("\u{89}PNG", &bundled()), None);
    }
}
