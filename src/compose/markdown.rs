//! Narrative in Markdown to Typst.
//!
//! Every kind of Markdown is mapped by name. What a report cannot hold (HTML, images, headings,
//! code blocks, quotes) is refused when the dossier is read; should it come here all the same,
//! its text is printed and nothing of it is ever taken as markup.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::escape::{markup, string};
use crate::model::Markdown;

/// Typst markup for a Markdown text.
#[must_use]
pub(super) fn to_typst(source: &str) -> String {
    let mut out = String::with_capacity(source.len() * 2);
    for event in Parser::new_ext(source, Options::empty()) {
        match event {
            Event::Start(tag) => open(&tag, &mut out),
            Event::End(tag) => close(tag, &mut out),
            Event::Text(text)
            | Event::Code(text)
            | Event::Html(text)
            | Event::InlineHtml(text)
            | Event::InlineMath(text)
            | Event::DisplayMath(text)
            | Event::FootnoteReference(text) => out.push_str(&markup(&text)),
            Event::SoftBreak => out.push(' '),
            Event::HardBreak => out.push_str("#linebreak();"),
            Event::Rule | Event::TaskListMarker(_) => {}
        }
    }
    out
}

/// HTML for a Markdown text; raw HTML in it, which reading refuses, is text here too.
#[must_use]
pub(super) fn to_html(source: &str) -> String {
    let mut html = String::with_capacity(source.len() * 2);
    pulldown_cmark::html::push_html(&mut html, Parser::new_ext(source, Options::empty()).filter_map(in_html));
    html
}

/// HTML for a Markdown text that opens with other HTML, in its first paragraph when it begins with one.
#[must_use]
pub(super) fn to_html_after(lead: &str, source: &str) -> String {
    let html = to_html(source);
    match html.strip_prefix("<p>") {
        Some(rest) => format!("<p>{lead} {rest}"),
        None => format!("<p>{lead}</p>\n{html}"),
    }
}

/// The event as it may stand in a page: what [`to_typst`] prints as text is text here, what it leaves out is left out.
fn in_html(event: Event<'_>) -> Option<Event<'_>> {
    match event {
        Event::Html(text)
        | Event::InlineHtml(text)
        | Event::InlineMath(text)
        | Event::DisplayMath(text)
        | Event::FootnoteReference(text)
        | Event::Code(text) => Some(Event::Text(text)),
        Event::Start(Tag::Emphasis | Tag::Strong | Tag::List(_) | Tag::Item | Tag::Paragraph)
        | Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::List(_) | TagEnd::Item | TagEnd::Paragraph)
        | Event::Text(_)
        | Event::SoftBreak
        | Event::HardBreak => Some(event),
        // A link that may not be followed leads nowhere.
        Event::Start(Tag::Link { ref dest_url, .. }) if Markdown::may_link_to(dest_url) => Some(event),
        Event::Start(Tag::Link { .. }) => Some(Event::Start(Tag::Link {
            link_type: pulldown_cmark::LinkType::Inline,
            dest_url: "#".into(),
            title: "".into(),
            id: "".into(),
        })),
        Event::End(TagEnd::Link) => Some(event),
        // The text of a block that a report cannot hold is a paragraph.
        Event::Start(Tag::Heading { .. } | Tag::CodeBlock(_) | Tag::HtmlBlock) => Some(Event::Start(Tag::Paragraph)),
        Event::End(TagEnd::Heading(_) | TagEnd::CodeBlock | TagEnd::HtmlBlock) => Some(Event::End(TagEnd::Paragraph)),
        Event::Start(_) | Event::End(_) | Event::Rule | Event::TaskListMarker(_) => None,
    }
}

/// The words of a Markdown text on one line, for a narrow cell.
#[must_use]
pub(super) fn plain(source: &str) -> String {
    let mut out = String::new();
    for event in Parser::new_ext(source, Options::empty()) {
        match event {
            Event::Text(text) | Event::Code(text) => out.push_str(&text),
            Event::SoftBreak | Event::HardBreak | Event::End(TagEnd::Paragraph | TagEnd::Item) => out.push(' '),
            _ => {}
        }
    }
    out.trim_end().to_owned()
}

fn open(tag: &Tag<'_>, out: &mut String) {
    match tag {
        Tag::Emphasis => out.push_str("#emph["),
        Tag::Strong => out.push_str("#strong["),
        Tag::Link { dest_url, .. } => {
            if Markdown::may_link_to(dest_url) {
                out.push_str("#link(");
                out.push_str(&string(dest_url));
                out.push_str(")[");
            } else {
                out.push_str("#[");
            }
        }
        Tag::List(None) => out.push_str("#list("),
        Tag::List(Some(first)) => {
            out.push_str("#enum(start: ");
            out.push_str(&first.to_string());
            out.push(',');
        }
        Tag::Item => out.push('['),
        Tag::Paragraph
        | Tag::Heading { .. }
        | Tag::BlockQuote(_)
        | Tag::CodeBlock(_)
        | Tag::HtmlBlock
        | Tag::FootnoteDefinition(_)
        | Tag::DefinitionList
        | Tag::DefinitionListTitle
        | Tag::DefinitionListDefinition
        | Tag::Table(_)
        | Tag::TableHead
        | Tag::TableRow
        | Tag::TableCell
        | Tag::Strikethrough
        | Tag::Superscript
        | Tag::Subscript
        | Tag::Image { .. }
        | Tag::MetadataBlock(_) => {}
    }
}

fn close(tag: TagEnd, out: &mut String) {
    match tag {
        TagEnd::Emphasis | TagEnd::Strong | TagEnd::Link => out.push_str("];"),
        TagEnd::List(_) => out.push_str(");\n\n"),
        TagEnd::Item => out.push_str("],"),
        TagEnd::Paragraph
        | TagEnd::Heading(_)
        | TagEnd::BlockQuote(_)
        | TagEnd::CodeBlock
        | TagEnd::HtmlBlock
        | TagEnd::FootnoteDefinition
        | TagEnd::DefinitionList
        | TagEnd::DefinitionListTitle
        | TagEnd::DefinitionListDefinition
        | TagEnd::Table
        | TagEnd::TableHead
        | TagEnd::TableRow
        | TagEnd::TableCell => out.push_str("\n\n"),
        TagEnd::Strikethrough | TagEnd::Superscript | TagEnd::Subscript | TagEnd::Image | TagEnd::MetadataBlock(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn structure_becomes_calls_and_text_becomes_strings() {
        assert_eq!(
            to_typst("Een *klein* en **groot** [woord](https://example.org).\n\n- #een\n- @twee"),
            "#\"Een \";#emph[#\"klein\";];#\" en \";#strong[#\"groot\";];#\" \";\
             #link(\"https://example.org\")[#\"woord\";];#\".\";\n\n#list([#\"#een\";],[#\"@twee\";],);\n\n"
        );
    }

    #[test]
    fn a_date_at_the_start_of_a_line_stays_a_numbered_item_with_its_number() {
        assert_eq!(to_typst("3. drie"), "#enum(start: 3,[#\"drie\";],);\n\n");
    }

    #[test]
    fn html_is_only_ever_text() {
        assert_eq!(to_typst("a <b>c"), "#\"a \";#\"<b>\";#\"c\";\n\n");
        assert_eq!(to_html("a <b>c"), "<p>a &lt;b&gt;c</p>\n");
        assert_eq!(to_html("<script>\nx\n</script>"), "<p>&lt;script&gt;\nx\n&lt;/script&gt;</p>\n");
        assert_eq!(to_html("![x](javascript:y)"), "<p>x</p>\n");
        assert_eq!(to_html("[x](javascript:y)"), "<p><a href=\"#\">x</a></p>\n");
    }

    #[test]
    fn a_bold_word_opens_the_first_paragraph() {
        assert_eq!(to_html_after("<b>Zo.</b>", "een\n\ntwee"), "<p><b>Zo.</b> een</p>\n<p>twee</p>\n");
        assert_eq!(to_html_after("<b>Zo.</b>", "- een"), "<p><b>Zo.</b></p>\n<ul>\n<li>een</li>\n</ul>\n");
    }
}
