//! Names made harmless: each format has letters with a meaning of their own, and a name may hold any letter.

/// Text for XML, between tags and inside quoted attributes. Letters that XML cannot hold are left out; line breaks stay.
pub fn xml(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&apos;"),
            // White space in attributes would else be read as a blank.
            '\n' => out.push_str("&#10;"),
            '\r' => out.push_str("&#13;"),
            '\t' => out.push_str("&#9;"),
            '\u{fffe}' | '\u{ffff}' => {}
            c if c.is_control() && c < '\u{80}' => {}
            c => out.push(c),
        }
    }
    out
}

/// A quoted string of Graphviz that it draws as a label. Never HTML, and what looks like an entity stays as it is written.
pub fn dot_label(text: &str) -> String {
    dot(&text.replace('&', "&amp;"))
}

/// A quoted string of Graphviz. No letter after a backslash gets a meaning; a line break is written as `\n`.
pub fn dot(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_with_a_meaning_lose_it() {
        assert_eq!(xml("a<b>&\"'\u{1}\n"), "a&lt;b&gt;&amp;&quot;&apos;&#10;");
        assert_eq!(dot_label("say \"\\N\"\n&lt;"), "\"say \\\"\\\\N\\\"\\n&amp;lt;\"");
    }
}
