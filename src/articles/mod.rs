//! From bytes to articles: text, its division into blocks, title, date and languages.
//!
//! This layer knows formats and character sets. It knows no actor, no claim and no map, and never fetches anything.
//! Articles are hostile: the program reads them through `isolated`, in a process of their own.

mod charset;
mod draft;
mod error;
mod furniture;
mod hidden;
mod html;
mod importer;
pub mod isolated;
mod language;
mod markdown;
mod page_text;
mod plain_text;
mod readable;
mod roles;
mod written_date;

pub use draft::{Draft, DraftBlock};
pub use error::{ArticleError, SIZE_LIMIT};
pub use importer::{Importer, from_text, read_bytes, read_file, supported_extensions};
pub use language::language_of;
pub use written_date::{WrittenDate, find_dates};

use importer::named;

/// The text of a file of plain text, whatever it is encoded in.
///
/// # Errors
/// When the bytes are no text, with what they look like instead.
pub fn decode_text(bytes: &[u8]) -> Result<String, String> {
    charset::decode(bytes, false)
}
