//! XML as a tree: the little of it that graph files use.

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};

use super::GraphError;

/// An element.
#[derive(Default)]
pub(super) struct Element {
    /// Its name, without a prefix.
    pub name: String,
    attributes: Vec<(String, String)>,
    /// The text directly in it.
    pub text: String,
    /// The elements in it.
    pub children: Vec<Element>,
}

/// Elements within elements beyond this depth are no graph.
const DEEPEST: usize = 60;

impl Element {
    /// The value of an attribute, by its name without a prefix.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The elements of a name directly in it.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Self> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The first element of a name anywhere in it.
    pub fn find(&self, name: &str) -> Option<&Self> {
        self.children.iter().find_map(|child| if child.name == name { Some(child) } else { child.find(name) })
    }

    /// The elements of a name anywhere in it, in the file's order.
    pub fn gather<'a>(&'a self, name: &str, out: &mut Vec<&'a Self>) {
        for child in &self.children {
            if child.name == name {
                out.push(child);
            }
            child.gather(name, out);
        }
    }
}

/// The outermost element of a text.
pub(super) fn parse(text: &str) -> Result<Element, GraphError> {
    let mut reader = Reader::from_str(text);
    let mut open: Vec<Element> = Vec::new();
    let mut root = None;
    loop {
        let at = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX).min(text.len());
        let wrong = |what: &str| {
            let line = text.as_bytes().get(..at).map_or(1, |before| before.split(|byte| *byte == b'\n').count());
            GraphError(format!("line {line} is no sound XML ({what}); export the graph again"))
        };
        let event = reader.read_event().map_err(|error| wrong(&error.to_string()))?;
        let mut closed = None;
        match event {
            Event::Start(tag) => {
                if open.len() >= DEEPEST {
                    return Err(wrong("elements lie in each other too deep"));
                }
                open.push(element_of(&tag).map_err(|what| wrong(&what))?);
            }
            Event::Empty(tag) => closed = Some(element_of(&tag).map_err(|what| wrong(&what))?),
            Event::End(_) => closed = open.pop(),
            Event::Text(words) => {
                let words = words.xml10_content().map_err(|error| wrong(&error.to_string()))?;
                if let Some(element) = open.last_mut() {
                    element.text.push_str(&words);
                }
            }
            Event::CData(words) => {
                let words = words.decode().map_err(|error| wrong(&error.to_string()))?;
                if let Some(element) = open.last_mut() {
                    element.text.push_str(&words);
                }
            }
            Event::GeneralRef(name) => {
                let letter = name.resolve_char_ref().map_err(|error| wrong(&error.to_string()))?;
                let name = name.decode().map_err(|error| wrong(&error.to_string()))?;
                let words = match letter {
                    Some(letter) => letter.to_string(),
                    None => quick_xml::escape::resolve_predefined_entity(&name)
                        .ok_or_else(|| wrong(&format!("it names &{name};, which nothing defines")))?
                        .to_owned(),
                };
                if let Some(element) = open.last_mut() {
                    element.text.push_str(&words);
                }
            }
            Event::Eof => break,
            // What a document type defines is not taken up: it could be made to grow without end.
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
        if let Some(element) = closed {
            match open.last_mut() {
                Some(parent) => parent.children.push(element),
                None if root.is_none() => root = Some(element),
                None => {}
            }
        }
    }
    if let Some(unclosed) = open.first() {
        return Err(GraphError(format!("the file ends within <{}>; it was cut off: export it again", unclosed.name)));
    }
    root.ok_or_else(|| GraphError("there is nothing in it; check that the right file was chosen".into()))
}

fn element_of(tag: &BytesStart<'_>) -> Result<Element, String> {
    let name = tag.local_name();
    let mut element = Element { name: String::from_utf8_lossy(name.as_ref()).into_owned(), ..Element::default() };
    for attribute in tag.attributes() {
        let attribute = attribute.map_err(|error| error.to_string())?;
        let key = String::from_utf8_lossy(attribute.key.local_name().as_ref()).into_owned();
        let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|error| error.to_string())?;
        element.attributes.push((key, value.into_owned()));
    }
    Ok(element)
}
