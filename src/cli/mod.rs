//! The headless commands: one file each. They read arguments and files, call the layers below and print.
//!
//! Results go to standard output, everything else to standard error. Exit codes: 0 done, 1 the input is at fault, 2 wrong
//! usage. This layer knows no window; `main` opens it when no command is named.

mod analyze;
mod check;
mod compare;
mod evaluate;
mod evidence;
mod export;
mod extract;
mod failure;
mod import;
mod layout;
mod maps;
mod migrate;
mod new;
mod output;
mod recover;
mod schema;
mod selection;
mod stream;
mod table;

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};

use crate::articles::isolated;
use crate::export::MapPainter;

use failure::Failure;

use output::Output;

/// Who secures whom, who could step in, and on what evidence.
///
/// Without a command the window opens: with the files named, else with the last map. A command works without a window.
/// `sample:mali` is accepted wherever a MAP is wanted.
#[derive(Parser)]
#[command(name = "backstop", version, args_conflicts_with_subcommands = true, after_help = EXIT_CODES)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    /// Files to open in the window: *.backstop is opened, anything else is imported as an article.
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
}

const EXIT_CODES: &str = "Exit codes: 0 done; 1 the input is at fault, with `FILE: what is wrong, what to do` on standard \
                          error; 2 wrong usage.";

#[derive(Subcommand)]
enum Command {
    Extract(extract::Extract),
    New(new::New),
    Evaluate(evaluate::Evaluate),
    Compare(compare::Compare),
    Analyze(analyze::Analyze),
    Check(check::Check),
    Migrate(migrate::Migrate),
    Recover(recover::Recover),
    Export(export::Export),
    Import(import::Import),
    Layout(layout::LayOut),
    Schema(schema::PrintSchema),
}

/// What the arguments asked for.
#[derive(Debug)]
pub enum Request {
    /// Everything is done; end with this code.
    Finished(ExitCode),
    /// Open the window with these files.
    Window(Vec<PathBuf>),
}

/// Carries out the command in the arguments (the program's name first), or says that the window is wanted. Maps are drawn by
/// `painter`, which a program without the window does not have.
pub fn run(arguments: impl IntoIterator<Item = OsString>, painter: Option<MapPainter>) -> Request {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    // Before everything else: its argument may look like an option, and it must not depend on anything here.
    if arguments.get(1).is_some_and(|word| word == isolated::CHILD_COMMAND) {
        return Request::Finished(isolated::child_main());
    }
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version come this way too, with code 0. Nobody is left to tell when printing fails.
            let _ = error.print();
            return Request::Finished(ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2)));
        }
    };
    let Some(command) = arguments.command else {
        if let Some(wrong) = mistyped_command(&arguments.files) {
            let failure = Failure::Usage(wrong);
            return Request::Finished(failure::exit_code(Err(failure)));
        }
        return Request::Window(arguments.files);
    };
    let mut output = Output::standard();
    let done = match command {
        Command::Extract(command) => command.run(&mut output),
        Command::New(command) => command.run(&mut output),
        Command::Evaluate(command) => command.run(&mut output),
        Command::Compare(command) => command.run(&mut output),
        Command::Analyze(command) => command.run(&mut output),
        Command::Check(command) => command.run(&mut output),
        Command::Migrate(command) => command.run(&mut output),
        Command::Recover(command) => command.run(&mut output),
        Command::Export(command) => command.run(&mut output, painter),
        Command::Import(command) => command.run(&mut output),
        Command::Layout(command) => command.run(&mut output),
        Command::Schema(command) => command.run(&mut output),
    };
    Request::Finished(failure::exit_code(done.and_then(|()| output.finish())))
}

/// What is wrong where the first word is neither a file nor a command: opening a window would only puzzle.
fn mistyped_command(files: &[PathBuf]) -> Option<String> {
    let asked = files.first()?.to_str()?;
    if asked.contains(['.', ':', '/', '\\']) || files.first()?.exists() {
        return None;
    }
    let names: Vec<String> = Arguments::command().get_subcommands().map(|c| c.get_name().to_owned()).collect();
    let likeness = |name: &&String| strsim::jaro_winkler(asked, name);
    let nearest = names.iter().max_by(|a, b| likeness(a).total_cmp(&likeness(b))).filter(|name| likeness(name) > 0.8);
    let advice = match nearest {
        Some(nearest) => format!("did you mean {nearest}?"),
        None => format!("commands are {}; `backstop --help` says what each does", names.join(", ")),
    };
    Some(format!("there is no command and no file \"{asked}\"; {advice}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_arguments_are_declared_without_contradiction() {
        Arguments::command().debug_assert();
    }
}
