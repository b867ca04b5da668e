//! Bytes to text: byte order mark, then what the file says of itself, then strict UTF-8, then statistics.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// How far into a file a declaration of its character set is looked for.
const DECLARATION_WITHIN: usize = 4096;

/// Text that was decoded, or what speaks against the bytes being text.
pub(super) fn decode(bytes: &[u8], declares_itself: bool) -> Result<String, String> {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return Ok(decoded(encoding, bytes.get(length..).unwrap_or_default()));
    }
    if let Some(encoding) = utf_16_without_mark(bytes) {
        return Ok(decoded(encoding, bytes));
    }
    if let Some(what) = not_text(bytes) {
        return Err(what.to_owned());
    }
    if declares_itself {
        if let Some(encoding) = declared(bytes) {
            let (text, _, broken) = encoding.decode(bytes);
            if !broken {
                return Ok(text.into_owned());
            }
        }
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(text.to_owned());
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    Ok(decoded(detector.guess(None, chardetng::Utf8Detection::Allow), bytes))
}

fn decoded(encoding: &'static Encoding, bytes: &[u8]) -> String {
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

/// The character set that a web page declares in a `meta` element or an XML declaration. UTF-16 cannot be declared in
/// bytes that are readable as ASCII; browsers read UTF-8 then, and so do we.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..bytes.len().min(DECLARATION_WITHIN))?.to_ascii_lowercase();
    let mut at = 0;
    while let Some(found) = find(head.get(at..)?, b"charset").or_else(|| find(head.get(at..)?, b"encoding")) {
        let word = if head.get(at + found..)?.starts_with(b"charset") { 7 } else { 8 };
        at += found + word;
        let rest = head.get(at..)?;
        let Some(value) = rest.trim_ascii_start().strip_prefix(b"=") else { continue };
        let value = value.trim_ascii_start();
        let value = value.strip_prefix(b"\"").or_else(|| value.strip_prefix(b"'")).unwrap_or(value);
        let end =
            value.iter().position(|b| !(b.is_ascii_alphanumeric() || b"-_:.+".contains(b))).unwrap_or(value.len());
        if let Some(encoding) = Encoding::for_label(value.get(..end)?) {
            return Some(if encoding == UTF_16LE || encoding == UTF_16BE { UTF_8 } else { encoding });
        }
    }
    None
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack.windows(needle.len()).position(|w| w == needle)
}

/// UTF-16 without a byte order mark shows in text of Latin letters by its zero bytes, all on one side of the pairs.
fn utf_16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..bytes.len().min(4096) & !1)?;
    if head.len() < 8 || !bytes.len().is_multiple_of(2) {
        return None;
    }
    let zeros = |offset: usize| head.iter().skip(offset).step_by(2).filter(|b| **b == 0).count();
    let (first, second, pairs) = (zeros(0), zeros(1), head.len() / 2);
    let encoding = match (first, second) {
        (0, n) if n * 2 > pairs => UTF_16LE,
        (n, 0) if n * 2 > pairs => UTF_16BE,
        _ => return None,
    };
    let (text, broken) = encoding.decode_without_bom_handling(bytes);
    (!broken && not_text(text.as_bytes()).is_none()).then_some(encoding)
}

/// What speaks against the bytes being text in any character set, if anything does.
fn not_text(bytes: &[u8]) -> Option<&'static str> {
    const STARTS: [(&[u8], &str); 12] = [
        (b"%PDF-", "it is a PDF"),
        (b"PK\x03\x04", "it is a zip archive or an Office document"),
        (b"\x89PNG", "it is a picture"),
        (b"\xff\xd8\xff", "it is a picture"),
        (b"GIF8", "it is a picture"),
        (b"\xd0\xcf\x11\xe0", "it is an old Office document"),
        (b"\x1f\x8b", "it is compressed"),
        (b"7z\xbc\xaf", "it is compressed"),
        (b"Rar!", "it is compressed"),
        (b"\x7fELF", "it is a program"),
        (b"MZ\x90", "it is a program"),
        (b"{\\rtf", "it is a rich text document"),
    ];
    if let Some((_, what)) = STARTS.iter().find(|(start, _)| bytes.starts_with(start)) {
        return Some(what);
    }
    if bytes.contains(&0) {
        return Some("it holds zero bytes");
    }
    // Escape (0x1b) and the white space controls occur in text.
    let control = |b: &u8| matches!(b, 0x01..=0x08 | 0x0e..=0x1a | 0x1c..=0x1f | 0x7f);
    let controls = bytes.iter().filter(|b| control(b)).count();
    (controls * 50 > bytes.len()).then_some("much of it is control bytes")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_order_mark_decides() {
        assert_eq!(decode(b"\xef\xbb\xbfMali", false).unwrap(), "Mali");
        assert_eq!(decode(b"\xff\xfeM\0\xe9\0", false).unwrap(), "Mé");
        assert_eq!(decode(b"\xfe\xff\0M\0\xe9", false).unwrap(), "Mé");
    }

    #[test]
    fn a_page_says_what_it_is_written_in() {
        let page = b"<meta http-equiv=content-type content='text/html; charset=windows-1251'><p>\xcc\xe0\xeb\xe8</p>";
        assert!(decode(page, true).unwrap().contains("Мали"));
        let page = b"<?xml version='1.0' encoding='ISO-8859-1'?><p>Go\xefta</p>";
        assert!(decode(page, true).unwrap().contains("Goïta"));
    }

    #[test]
    fn a_declaration_that_is_not_true_is_passed_over() {
        let page = b"<meta charset=utf-8><p>Assimi Go\xefta pr\xe9side le conseil militaire \xe0 Bamako</p>";
        assert!(decode(page, true).unwrap().contains("Goïta préside"));
    }

    #[test]
    fn old_text_without_any_mark_is_guessed() {
        let text = "Le président Goïta a été reçu à Bamako, où l'armée française n'était déjà plus.";
        let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode(text);
        assert_eq!(decode(&bytes, false).unwrap(), text);
        let text = "أعلنت مالي عن انسحاب القوات الفرنسية من شمال البلاد";
        let (bytes, _, _) = encoding_rs::WINDOWS_1256.encode(text);
        assert_eq!(decode(&bytes, false).unwrap(), text);
        let wide: Vec<u8> = "Mali and Wagner".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode(&wide, false).unwrap(), "Mali and Wagner");
    }

    #[test]
    fn bytes_that_are_no_text_are_named() {
        assert_eq!(decode(b"%PDF-1.7 ...", false).unwrap_err(), "it is a PDF");
        assert_eq!(decode(b"abc\0def", false).unwrap_err(), "it holds zero bytes");
        let noise: Vec<u8> = (1u8..=255).cycle().take(2000).collect();
        assert_eq!(decode(&noise, false).unwrap_err(), "much of it is control bytes");
    }
}
