//! What a PDF says of itself: its title, its author and so on, and which of it differs.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Dictionary, Object};
use roxmltree::{Document, Node, ParsingOptions};

/// The names of RDF, in which a PDF writes its properties.
const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";

/// How many parts the properties may have.
const MOST_PARTS: u32 = 100_000;

/// How deep a property may be built.
const DEEPEST: usize = 32;

/// What whoever saves a file puts in it: which program did, and when.
const OF_SAVING: [&str; 5] = ["Producer", "ModDate", "ModifyDate", "MetadataDate", "InstanceID"];

/// The first property of two information dictionaries that differs.
pub(super) fn in_dictionary(one: &Dictionary, other: &Dictionary) -> Option<String> {
    let values = |of: &Dictionary| -> BTreeMap<String, String> {
        of.iter().map(|(key, value)| (String::from_utf8_lossy(key).into_owned(), value_of(value))).collect()
    };
    first(&values(one), &values(other))
}

fn value_of(value: &Object) -> String {
    lopdf::decode_text_string(value).map_or_else(|_| format!("{value:?}"), |text| plain(&text))
}

/// A value without gaps around it, and a time of Greenwich in one way of writing.
fn plain(value: &str) -> String {
    let value = value.trim();
    let zone = ["+00:00", "+00'00'", "+00'00", "-00:00"].into_iter().find_map(|zone| value.strip_suffix(zone));
    zone.map_or_else(|| value.to_owned(), |time| format!("{time}Z"))
}

/// The first property of two XMP packets that differs, or why they are not laid beside each other.
pub(super) fn in_packet(one: &[u8], other: &[u8]) -> Option<String> {
    if one == other {
        return None;
    }
    match (values(one), values(other)) {
        (Some(one), Some(other)) => first(&one, &other),
        _ => Some("een eigenschap van het bestand".to_owned()),
    }
}

fn first(one: &BTreeMap<String, String>, other: &BTreeMap<String, String>) -> Option<String> {
    let keys: BTreeSet<&String> = one.keys().chain(other.keys()).collect();
    let is_other = |key: &&String| one.get(*key) != other.get(*key) && !OF_SAVING.contains(&local(key));
    keys.into_iter().find(is_other).map(|key| words(local(key)))
}

/// A name without the namespace before it.
fn local(key: &str) -> &str {
    key.rsplit_once('}').map_or(key, |(_, name)| name)
}

/// What a property is called in Dutch.
fn words(name: &str) -> String {
    match name {
        "Title" | "title" => "de titel van het bestand".to_owned(),
        "Author" | "creator" => "de auteur van het bestand".to_owned(),
        "Subject" | "description" => "de omschrijving van het bestand".to_owned(),
        "Keywords" | "subject" => "de lijst van trefwoorden van het bestand".to_owned(),
        "Creator" | "CreatorTool" => "het programma waarmee het bestand zegt te zijn gemaakt".to_owned(),
        "CreationDate" | "CreateDate" => "de datum waarop het bestand is gemaakt".to_owned(),
        "language" => "de taal van het bestand".to_owned(),
        "part" | "conformance" => "de norm waaraan het bestand zegt te voldoen".to_owned(),
        other => format!("de eigenschap `{}` van het bestand", crate::read::shown(other, 60)),
    }
}

/// The properties in an XMP packet, by their name with its namespace.
fn values(packet: &[u8]) -> Option<BTreeMap<String, String>> {
    let text = str::from_utf8(packet).ok()?;
    let options = ParsingOptions { nodes_limit: MOST_PARTS, ..ParsingOptions::default() };
    let document = Document::parse_with_options(text.trim_matches(['\0', '\u{feff}']), options).ok()?;
    let mut values = BTreeMap::new();
    let is_description = |node: &Node<'_, '_>| node.has_tag_name((RDF, "Description"));
    let top = document.descendants().filter(is_description);
    for description in top.filter(|node| !node.ancestors().skip(1).any(|node| is_description(&node))) {
        for attribute in description.attributes().filter(|one| one.namespace() != Some(RDF)) {
            values.insert(named(attribute.namespace(), attribute.name()), plain(attribute.value()));
        }
        for property in description.children().filter(Node::is_element) {
            let mut value = String::new();
            written(property, DEEPEST, &mut value)?;
            values.insert(named(property.tag_name().namespace(), property.tag_name().name()), value);
        }
    }
    Some(values)
}

fn named(namespace: Option<&str>, name: &str) -> String {
    format!("{{{}}}{name}", namespace.unwrap_or_default())
}

/// Writes what stands in a node, without the gaps; `None` when it is built too deep.
fn written(node: Node<'_, '_>, depth: usize, to: &mut String) -> Option<()> {
    let depth = depth.checked_sub(1)?;
    let mut attributes: Vec<String> =
        node.attributes().map(|one| named(one.namespace(), one.name()) + "=" + one.value()).collect();
    attributes.sort();
    to.push_str(&attributes.join(" "));
    for child in node.children() {
        if child.is_element() {
            to.push('<');
            to.push_str(&named(child.tag_name().namespace(), child.tag_name().name()));
            to.push(' ');
            written(child, depth, to)?;
            to.push('>');
        } else if let Some(text) = child.text().filter(|_| child.is_text()) {
            to.push_str(&plain(text));
        }
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::in_packet;

    fn packet(description: &str) -> Vec<u8> {
        format!(
            "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?><x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\
             <rdf:RDF xmlns:rdf=\"{}\"><rdf:Description rdf:about=\"\" xmlns:dc=\"urn:dc\" xmlns:pdf=\"urn:pdf\" \
             {description}</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end=\"r\"?>",
            super::RDF
        )
        .into_bytes()
    }

    #[test]
    fn what_another_program_writes_otherwise_is_the_same() {
        let title = "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">Titel</rdf:li></rdf:Alt></dc:title>";
        let one = packet(&format!("><pdf:Trapped>nee</pdf:Trapped>{title}"));
        let spaced = title.replace("><", ">\n  <");
        let other = packet(&format!("pdf:Trapped=\"nee\" pdf:Producer=\"een archief\">\n{spaced}\n"));
        assert_eq!(in_packet(&one, &other), None);
        let other = packet(&format!("pdf:Trapped=\"ja\">{title}"));
        assert_eq!(in_packet(&one, &other).as_deref(), Some("de eigenschap `Trapped` van het bestand"));
        let other = packet(&format!("pdf:Trapped=\"nee\">{}", title.replace("Titel", "Andere titel")));
        assert_eq!(in_packet(&one, &other).as_deref(), Some("de titel van het bestand"));
        assert!(in_packet(&one, b"<x").is_some());
    }
}
