//! `landledger ledger`.

mod adjustments;
mod append;
mod assert;
pub(super) mod books;
mod change;
mod close;
mod explain;
mod history;
mod import;
mod lint;
mod record;
mod repair;
mod roll_forward;
mod show;
mod verify;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Subcommand};
use landledger::Result;
use landledger::finding::Language;
use landledger::store::District;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The district folder
    folder: PathBuf,
    #[command(subcommand)]
    command: LedgerCommand,
}

#[derive(Debug, Subcommand)]
enum LedgerCommand {
    /// What is on the ledger at the end of a day, as known on a day (台账状态)
    Show(show::Arguments),
    /// Every event about a parcel and what became of it (宗地沿革)
    History(history::Arguments),
    /// Opening, movements and closing of every stock, whole and by group (期初期末表)
    RollForward(roll_forward::Arguments),
    /// Hold the balance assertions against the ledger, or write one down (余额核对)
    Assert(assert::Arguments),
    /// Close a period: what it says is published, and later facts become adjustments (关账)
    Close(close::Arguments),
    /// What the rules allow and somebody should look at all the same (台账体检)
    Lint(lint::Arguments),
    /// Whether the journal is as it was written: the first bad line, and the head to keep elsewhere (校验)
    Verify(verify::Arguments),
    /// What is different at the end of a period from the day before it (变动)
    Adjustments(adjustments::Arguments),
    /// What made the change of an indicator over a period: by reason, parcel, entry, correction (指标变动说明)
    Explain(explain::Arguments),
    /// Make or apply a change file (变更包)
    Change(change::Arguments),
    /// Append events as one act, or refuse them all (追加)
    Append(append::Arguments),
    /// What a ledger sheet would change, as events, and what it leaves open; writes nothing to the ledger (导入试算)
    Import(Box<import::Arguments>),
    /// Set aside what an interrupted append has left at the end of the journal (修复未写完的末尾)
    Repair(repair::Arguments),
}

pub(super) fn run(arguments: &Arguments, language: Language) -> Result<ExitCode> {
    let folder = &arguments.folder;
    match &arguments.command {
        LedgerCommand::Show(arguments) => show::run(folder, arguments, language),
        LedgerCommand::History(arguments) => history::run(folder, arguments, language),
        LedgerCommand::RollForward(arguments) => roll_forward::run(folder, arguments, language),
        LedgerCommand::Assert(arguments) => assert::run(folder, arguments, language),
        LedgerCommand::Close(arguments) => close::run(folder, arguments, language),
        LedgerCommand::Lint(arguments) => lint::run(folder, arguments, language),
        LedgerCommand::Verify(arguments) => verify::run(folder, arguments, language),
        LedgerCommand::Adjustments(arguments) => adjustments::run(folder, arguments, language),
        LedgerCommand::Explain(arguments) => explain::run(folder, arguments, language),
        LedgerCommand::Change(arguments) => change::run(folder, arguments, language),
        LedgerCommand::Append(arguments) => append::run(folder, arguments, language),
        LedgerCommand::Import(arguments) => import::run(folder, arguments, language),
        LedgerCommand::Repair(arguments) => repair::run(folder, arguments, language),
    }
}

/// The journal of a district folder.
fn journal(folder: &Path) -> PathBuf {
    folder.join(District::LEDGER)
}
