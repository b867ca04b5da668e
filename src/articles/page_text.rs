//! The readable text of a web page's tree, block by block.

use dom_query::{Document, NodeRef};

use crate::model::BlockKind;

use super::DraftBlock;
use super::readable::Readable;

/// Text and blocks of a page from which unseen elements were taken out. Walks without recursion: a page may nest deeper
/// than any stack.
pub(super) fn text_of(page: &Document) -> (String, Vec<DraftBlock>) {
    let mut out = Readable::default();
    let Some(body) = page.body().or_else(|| page.root().first_child()) else { return out.finish() };
    let mut context = Context::default();
    let mut node = Some(body);
    'walk: while let Some(here) = node {
        enter(&here, &mut context, &mut out);
        if let Some(child) = here.first_child() {
            node = Some(child);
            continue;
        }
        let mut up = here;
        loop {
            leave(&up, &mut context, &mut out);
            if up.id == body.id {
                break 'walk;
            }
            if let Some(sibling) = up.next_sibling() {
                node = Some(sibling);
                continue 'walk;
            }
            match up.parent() {
                Some(parent) => up = parent,
                None => break 'walk,
            }
        }
    }
    out.finish()
}

/// Whether a page nests no deeper than `limit` and has no more than `most` nodes.
pub(super) fn is_moderate(page: &Document, limit: usize, most: usize) -> bool {
    let (mut depth, mut seen) = (0usize, 0usize);
    let mut node = page.root();
    loop {
        seen += 1;
        if depth > limit || seen > most {
            return false;
        }
        if let Some(child) = node.first_child() {
            depth += 1;
            node = child;
            continue;
        }
        while node.next_sibling().is_none() {
            match node.parent() {
                Some(parent) => node = parent,
                None => return true,
            }
            depth = depth.saturating_sub(1);
        }
        match node.next_sibling() {
            Some(sibling) => node = sibling,
            None => return true,
        }
    }
}

/// How many elements of a kind are open around the place being read.
#[derive(Default)]
struct Context {
    quotes: usize,
    captions: usize,
    items: usize,
    rows: usize,
    code: usize,
    skipped: usize,
}

impl Context {
    /// The role of text that begins here.
    fn kind(&self) -> BlockKind {
        match self {
            c if c.captions > 0 => BlockKind::Caption,
            c if c.code > 0 => BlockKind::Boilerplate,
            c if c.rows > 0 => BlockKind::Table,
            c if c.items > 0 => BlockKind::ListItem,
            c if c.quotes > 0 => BlockKind::Quote,
            _ => BlockKind::Paragraph,
        }
    }

    /// The counter that an element raises while it is open.
    fn counter(&mut self, name: &str) -> Option<&mut usize> {
        Some(match name {
            "blockquote" => &mut self.quotes,
            "figcaption" | "caption" => &mut self.captions,
            "li" | "dd" => &mut self.items,
            "tr" => &mut self.rows,
            "pre" => &mut self.code,
            "head" | "iframe" | "audio" | "video" | "canvas" | "svg" => &mut self.skipped,
            _ => return None,
        })
    }
}

fn enter(node: &NodeRef<'_>, context: &mut Context, out: &mut Readable) {
    if node.is_text() {
        if context.skipped == 0 {
            let text = node.text();
            if !out.is_open() && !text.trim().is_empty() {
                out.open(context.kind());
            }
            out.push(&text);
        }
        return;
    }
    let Some(name) = node.node_name() else { return };
    if let Some(counter) = context.counter(&name) {
        *counter += 1;
    }
    match &*name {
        "td" | "th" if context.rows == 1 => out.cell(),
        "br" | "wbr" => line_break(node, out),
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => out.open(BlockKind::Heading),
        // A paragraph inside a list item or a cell belongs to it.
        name if is_block(name) && (context.rows == 0 || matches!(name, "tr" | "table")) => out.close(),
        _ => {}
    }
}

fn leave(node: &NodeRef<'_>, context: &mut Context, out: &mut Readable) {
    let Some(name) = node.node_name() else { return };
    if let Some(counter) = context.counter(&name) {
        *counter = counter.saturating_sub(1);
    }
    if is_block(&name) && !(context.rows > 0 && name != *"table") {
        out.close();
    } else if matches!(&*name, "p" | "div") {
        out.push(" ");
    }
}

/// One break is a space; two in a row set paragraphs apart on pages that have no paragraphs.
fn line_break(node: &NodeRef<'_>, out: &mut Readable) {
    let mut before = node.prev_sibling();
    while before.is_some_and(|b| b.is_text() && b.text().trim().is_empty()) {
        before = before.and_then(|b| b.prev_sibling());
    }
    if before.is_some_and(|b| b.has_name("br")) { out.close() } else { out.push(" ") }
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "body"
            | "caption"
            | "dd"
            | "details"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hr"
            | "li"
            | "main"
            | "nav"
            | "ol"
            | "p"
            | "pre"
            | "section"
            | "summary"
            | "table"
            | "tr"
            | "ul"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(html: &str) -> Vec<(BlockKind, String)> {
        let (text, blocks) = text_of(&Document::from(html));
        blocks.iter().map(|b| (b.kind, b.span.of(&text).unwrap().to_owned())).collect()
    }

    #[test]
    fn inline_marks_do_not_tear_words_apart_and_blocks_do() {
        assert_eq!(
            read("<div>Rus<b>sia</b> arms<br>Mali.<p>Turkey</p>too.</div>one<br><br>two"),
            [
                (BlockKind::Paragraph, "Russia arms Mali.".into()),
                (BlockKind::Paragraph, "Turkey".into()),
                (BlockKind::Paragraph, "too.".into()),
                (BlockKind::Paragraph, "one".into()),
                (BlockKind::Paragraph, "two".into()),
            ]
        );
    }

    #[test]
    fn quotes_lists_tables_and_captions_are_told_apart() {
        assert_eq!(
            read(
                "<h2>Who</h2><blockquote><p>We stay.</p></blockquote><ul><li><p>China</p></li><li>Iran</ul>\
                 <figure><img><figcaption>A parade</figcaption></figure>\
                 <table><tr><th>Who</th><th>What</th></tr><tr><td><p>Spain</p></td><td>training</td></tr></table>"
            ),
            [
                (BlockKind::Heading, "Who".into()),
                (BlockKind::Quote, "We stay.".into()),
                (BlockKind::ListItem, "China".into()),
                (BlockKind::ListItem, "Iran".into()),
                (BlockKind::Caption, "A parade".into()),
                (BlockKind::Table, "Who | What".into()),
                (BlockKind::Table, "Spain | training".into()),
            ]
        );
    }

    #[test]
    fn a_page_nested_thousands_deep_is_read() {
        let deep = format!("{}Mali{}", "<div>".repeat(5_000), "</div>".repeat(5_000));
        assert_eq!(read(&deep), [(BlockKind::Paragraph, "Mali".into())]);
    }
}
