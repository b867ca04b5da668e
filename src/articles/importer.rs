//! Chooses who reads a file, and guards against what is no article.

use std::io::Read;
use std::path::Path;

use crate::model::{Article, PartialDate};

use super::error::SIZE_LIMIT;
use super::html::Html;
use super::markdown::Markdown;
use super::plain_text::{self, PlainText};
use super::{ArticleError, Draft};

/// Reads one format. A format is added by writing one of these and listing it in `IMPORTERS`.
pub trait Importer: Sync {
    /// The format's name, as articles record it.
    fn name(&self) -> &'static str;

    /// The endings of file names that it reads, lower case, without the dot.
    fn extensions(&self) -> &'static [&'static str];

    /// Turns bytes into text with its division into blocks. May trust that there are bytes and that they are not too many.
    fn read(&self, bytes: &[u8], file_name: &Path) -> Result<Draft, ArticleError>;
}

const IMPORTERS: [&dyn Importer; 3] = [&PlainText, &Markdown, &Html];

const EXTENSIONS: [&str; 7] = ["txt", "text", "md", "markdown", "html", "htm", "xhtml"];

/// The endings of file names that are read, lower case, without the dot.
pub fn supported_extensions() -> &'static [&'static str] {
    &EXTENSIONS
}

/// Reads an article from bytes; `file_name` chooses the format and appears in messages.
///
/// # Errors
/// When there is no article in the bytes; the message says what is wrong and what to do.
pub fn read_bytes(bytes: &[u8], file_name: &Path) -> Result<Article, ArticleError> {
    let file = named(file_name);
    if bytes.len() as u64 > SIZE_LIMIT {
        return Err(ArticleError::TooLarge { file, megabytes: (bytes.len() as u64).div_ceil(1 << 20) });
    }
    let importer = importer_for(bytes, file_name)?;
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(ArticleError::Empty { file });
    }
    let draft = importer.read(bytes, file_name)?;
    if draft.text.trim().is_empty() {
        return Err(ArticleError::NoText { file });
    }
    Ok(draft.into_article(importer.name(), Some(file_name)))
}

/// Reads an article from a file in this process. The program itself reads through `isolated`.
///
/// # Errors
/// When the file cannot be read or holds no article.
pub fn read_file(path: &Path) -> Result<Article, ArticleError> {
    read_bytes(&bytes_of(path)?, path)
}

/// Makes an article of text that came without a file. The text stays as it is.
pub fn from_text(text: String, title: Option<&str>, date: Option<PartialDate>) -> Article {
    let mut draft = plain_text::draft(text);
    draft.title = title.map(str::to_owned);
    draft.date = date;
    draft.into_article("text", None)
}

/// The bytes of a file, refusing what is no file and what is too large before reading it.
pub(super) fn bytes_of(path: &Path) -> Result<Vec<u8>, ArticleError> {
    let file = named(path);
    let unreadable = |e: std::io::Error| {
        let reason = match e.kind() {
            std::io::ErrorKind::NotFound => "there is no such file".to_owned(),
            std::io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
            _ => e.to_string(),
        };
        ArticleError::Unreadable { file: named(path), reason }
    };
    let about = std::fs::metadata(path).map_err(unreadable)?;
    if about.is_dir() {
        return Err(ArticleError::Directory { file });
    }
    if about.len() > SIZE_LIMIT {
        return Err(ArticleError::TooLarge { file, megabytes: about.len().div_ceil(1 << 20) });
    }
    // A pipe or a growing file can hold more than its size says.
    let mut bytes = Vec::new();
    std::fs::File::open(path).and_then(|f| f.take(SIZE_LIMIT + 1).read_to_end(&mut bytes)).map_err(unreadable)?;
    Ok(bytes)
}

/// The importer for a file name; a name without an ending is judged by its first bytes.
fn importer_for(bytes: &[u8], file_name: &Path) -> Result<&'static dyn Importer, ArticleError> {
    let Some(extension) = file_name.extension().map(|e| e.to_string_lossy().to_lowercase()) else {
        let head = bytes.get(..bytes.len().min(512)).unwrap_or_default().to_ascii_lowercase();
        let head = head.trim_ascii_start();
        return Ok(if head.starts_with(b"<!doctype html") || head.starts_with(b"<html") { &Html } else { &PlainText });
    };
    let reads = |i: &&&'static dyn Importer| i.extensions().contains(&extension.as_str());
    IMPORTERS
        .iter()
        .find(reads)
        .copied()
        .ok_or_else(|| ArticleError::Unsupported { file: named(file_name), extension: format!(".{extension}") })
}

/// A file's name as messages show it.
pub(super) fn named(path: &Path) -> String {
    path.display().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(bytes: &[u8], name: &str) -> String {
        read_bytes(bytes, Path::new(name)).unwrap_err().to_string()
    }

    #[test]
    fn every_listed_extension_has_its_reader() {
        let all: Vec<&str> = IMPORTERS.iter().flat_map(|i| i.extensions()).copied().collect();
        assert_eq!(all, EXTENSIONS);
    }

    #[test]
    fn a_refusal_names_the_file_and_what_to_do() {
        assert_eq!(refusal(b"", "a.txt"), "a.txt: the file is empty; choose a file with the article's text");
        assert_eq!(refusal(b" \n\t", "a.md"), "a.md: the file is empty; choose a file with the article's text");
        let binary = refusal(b"\x00\x01\x02Mali", "photo.txt");
        assert!(
            binary.starts_with("photo.txt: this is not a text file") && binary.contains("save the article"),
            "{binary}"
        );
        let unsupported = refusal(b"x", "paper.docx");
        assert!(unsupported.contains(".docx") && unsupported.contains(".html"), "{unsupported}");
        assert!(refusal(b"<html><body><p hidden>x</p></body></html>", "p.html").contains("no readable text"));
    }

    #[test]
    fn a_folder_and_a_missing_file_are_named() {
        let folder = std::env::temp_dir();
        assert!(matches!(read_file(&folder), Err(ArticleError::Directory { .. })));
        let missing = read_file(&folder.join("backstop-no-such-article.txt")).unwrap_err().to_string();
        assert!(missing.contains("there is no such file"), "{missing}");
    }

    #[test]
    fn pasted_text_stays_as_it_is() {
        let text = " Russia trains\u{200b} Mali. \r\n";
        let article = from_text(text.to_owned(), None, None);
        assert_eq!(article.text, text);
        assert_eq!(article.title, "Russia trains\u{200b} Mali.");
        assert_eq!(article.hidden.len(), 1);
        assert_eq!(article.id.as_str(), &article.content_hash[..12]);
    }
}
