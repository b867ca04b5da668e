//! Scenario files on disk: reading, checking, saving without ever losing work, and what a crash left behind.
//!
//! This layer knows the file system and nothing of scenarios, articles' formats or windows. Whatever it refuses it names:
//! which file, what is wrong and what to do.

mod data_folder;
mod error;
mod garbled;
mod journal;
mod marker;
mod misspelt;
mod parse;
mod problems;
mod read;
mod recovery;
mod salvage;
mod sample;
mod save;
mod scan;
mod schema;
mod unknown;
mod versions;
mod write;

pub use data_folder::DataFolder;
pub use error::StoreError;
pub use journal::Journal;
pub use marker::{OpenElsewhere, OpenMarker};
pub use parse::parse;
pub use problems::problems;
pub use read::{Opened, Stamp, read};
pub use recovery::{PendingRecovery, Recovered, pending_recoveries};
pub use salvage::{Salvaged, salvage};
pub use sample::{SAMPLE_NAME, sample_mali};
pub use save::{Saved, free_name_beside, replace_file, save, save_conflicted_copy};
pub use schema::schema;
pub use versions::{PreviousVersion, previous_versions};
pub use write::to_bytes;
