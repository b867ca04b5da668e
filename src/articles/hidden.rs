//! What a reader of the page would not see: characters without width, and elements of a web page that are not shown.

use dom_query::{Document, NodeRef};

use crate::model::Span;

/// The ranges of characters that take no room and mean nothing: zero-width spaces, direction marks, soft hyphens and the
/// "tag" characters, which can carry a whole text unseen.
pub(super) fn invisible_characters(text: &str) -> Vec<Span> {
    let mut ranges: Vec<Span> = Vec::new();
    let mut before = ' ';
    for (start, c) in text.char_indices() {
        if is_invisible(c, before) {
            let end = start + c.len_utf8();
            match ranges.last_mut() {
                Some(last) if last.end == start => last.end = end,
                _ => ranges.push(Span::new(start, end)),
            }
        } else {
            before = c;
        }
    }
    ranges
}

/// `text` without invisible characters.
pub(super) fn without_invisible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if !is_invisible(c, out.chars().next_back().unwrap_or(' ')) {
            out.push(c);
        }
    }
    out
}

fn is_invisible(c: char, before: char) -> bool {
    match c {
        // Joiners spell words in Persian, Hindi and in emoji; between letters of European scripts they only hide.
        '\u{200c}' | '\u{200d}' => before.is_whitespace() || (before as u32) < 0x0530,
        '\u{ad}'
        | '\u{200b}'
        | '\u{200e}'
        | '\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{206f}'
        | '\u{feff}'
        | '\u{180e}'
        | '\u{e0000}'..='\u{e007f}' => true,
        _ => false,
    }
}

/// Takes out of a web page every element that a browser would not show.
pub(super) fn remove_unseen_elements(page: &Document) {
    // One selector at a time: a page may bring a rule that the selector engine does not know.
    const UNSEEN: [&str; 18] = [
        "[hidden]",
        "template",
        "noscript",
        "script",
        "object",
        "dialog:not([open])",
        ".sr-only",
        ".visually-hidden",
        ".visuallyhidden",
        ".screen-reader-text",
        ".screen-reader-only",
        ".d-none",
        "datalist",
        "select",
        "button",
        "textarea",
        "[type=hidden]",
        "svg title",
    ];
    for rule in UNSEEN.iter().map(|s| (*s).to_owned()).chain(hiding_rules(page)) {
        if let Some(found) = page.try_select(&rule) {
            found.remove();
        }
    }
    let styled: Vec<NodeRef<'_>> = page.select("[style]").nodes().to_vec();
    for node in styled {
        if node.attr("style").is_some_and(|style| hides(&style)) {
            node.remove_from_parent();
        }
    }
    page.select("style").remove();
}

/// Whether declarations of a style make an element invisible.
fn hides(style: &str) -> bool {
    style.split(';').filter_map(|d| d.split_once(':')).any(|(name, value)| {
        let (name, value) = (name.trim().to_ascii_lowercase(), value.trim().to_ascii_lowercase());
        let value = value.trim_end_matches("!important").trim();
        let zero =
            || value.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '%').trim().parse::<f64>() == Ok(0.0);
        match name.as_str() {
            "display" => value == "none",
            "visibility" => value == "hidden" || value == "collapse",
            "font-size" | "opacity" => zero(),
            "color" => value == "transparent",
            "text-indent" | "left" | "top" => value.starts_with("-999") || value.starts_with("-1000"),
            "clip" => value.starts_with("rect(0") || value.starts_with("rect(1px"),
            "clip-path" => value == "inset(50%)" || value == "inset(100%)",
            _ => false,
        }
    })
}

/// The selectors of the page's own style sheets that hide what they select. Rules inside `@media` and the like depend on
/// the screen and are left out; so are rules on the page as a whole and those on opacity, which scripts lift once the page
/// has loaded.
fn hiding_rules(page: &Document) -> Vec<String> {
    let mut rules = Vec::new();
    for sheet in page.select("style").nodes() {
        let sheet = sheet.text();
        let mut depth = 0usize;
        let mut selector = String::new();
        let mut body = String::new();
        for c in sheet.chars() {
            match c {
                '{' => {
                    depth += 1;
                    if depth == 1 {
                        body.clear();
                    }
                }
                '}' => {
                    if depth == 1 && !selector.trim_start().starts_with('@') && hides(&without_opacity(&body)) {
                        rules.extend(
                            selector.split(',').map(str::trim).filter(|s| selects_a_part(s)).map(str::to_owned),
                        );
                    }
                    depth = depth.saturating_sub(1);
                    if depth == 0 {
                        selector.clear();
                    }
                }
                ';' if depth == 0 => selector.clear(),
                c if depth == 0 => selector.push(c),
                c if depth == 1 => body.push(c),
                _ => {}
            }
        }
    }
    rules
}

fn without_opacity(declarations: &str) -> String {
    let others = declarations.split(';').filter(|d| !d.trim_start().to_ascii_lowercase().starts_with("opacity"));
    others.collect::<Vec<_>>().join(";")
}

fn selects_a_part(selector: &str) -> bool {
    let whole = ["", "*", "html", "body", "main", "article", "p", "div", "section"];
    // A rule for a state ("a:hover") does not say what is seen at first.
    !whole.contains(&selector) && !selector.contains(':') && !selector.contains('/') && selector.len() < 200
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_without_width_are_found_and_dropped() {
        let text = "Wag\u{200b}ner\u{e0041}\u{e0042} left";
        assert_eq!(invisible_characters(text), [Span::new(3, 6), Span::new(9, 17)]);
        assert_eq!(without_invisible(text), "Wagner left");
        assert_eq!(invisible_characters("می\u{200c}روم"), [], "a joiner that spells a Persian word is seen");
    }

    #[test]
    fn what_a_browser_does_not_show_is_taken_out() {
        let page = Document::from(
            "<style>.x, #y { opacity: 0; display: none } .fades { opacity: 0 } @media print { .z { display:none } } body{opacity:0}</style>\
             <p>seen</p><p hidden>a</p><p style='Display : NONE'>b</p><p class=x>c</p><p id=y>d</p><p class=z>shown</p><p class=fades>soon</p>\
             <div style='font-size:0px'><p>e</p></div><p style='opacity:0.5'>pale</p><template><p>f</p></template>",
        );
        remove_unseen_elements(&page);
        assert_eq!(page.body().map(|b| b.text().to_string()).as_deref(), Some("seenshownsoonpale"));
    }
}
