//! The life-cycle drawn: Mermaid, DOT, and the table of the documentation, all made from the one table.

use std::fmt::Write;

use super::{ClockEffect, Destination, SaidBy, TRANSITIONS, Transition};
use crate::finding::{Language, Text};
use crate::plan::PlanStatus;

/// The arrows of the drawing, each with the moves that it stands for; a move that stays is not drawn. A suspension leads back
/// to where the plan stood.
fn arrows() -> Vec<(Option<PlanStatus>, PlanStatus, Vec<Text>)> {
    let mut arrows: Vec<(Option<PlanStatus>, PlanStatus, Vec<Text>)> = Vec::new();
    for row in TRANSITIONS {
        for (from, to) in row.from.iter().flat_map(|from| ends(row, *from)) {
            match arrows.iter_mut().find(|(a, b, _)| (*a, *b) == (from, to)) {
                Some((_, _, moves)) => moves.push(row.by.name()),
                None => arrows.push((from, to, vec![row.by.name()])),
            }
        }
    }
    arrows
}

fn ends(row: &Transition, from: Option<PlanStatus>) -> Vec<(Option<PlanStatus>, PlanStatus)> {
    match row.to {
        Destination::To(to) => vec![(from, to)],
        Destination::Same => Vec::new(),
        Destination::AsBefore => {
            let active = PlanStatus::ALL.iter().filter(|to| to.is_active() && !to.is_suspended());
            active.map(|to| (from, *to)).collect()
        }
    }
}

fn say(text: &Text, language: Language) -> &str {
    match language {
        Language::Zh => &text.zh,
        Language::En => &text.en,
    }
}

fn label(moves: &[Text], language: Language) -> String {
    let between = if language == Language::Zh { "、" } else { ", " };
    moves.iter().map(|text| say(text, language)).collect::<Vec<_>>().join(between)
}

/// An id that both notations take as a word.
fn word(status: PlanStatus) -> String {
    status.id().replace('-', "_")
}

/// The life-cycle as a Mermaid state diagram.
#[must_use]
pub fn mermaid(language: Language) -> String {
    let mut text = "stateDiagram-v2\n".to_owned();
    for status in PlanStatus::ALL {
        let name = status.name();
        let _ = writeln!(text, "    {}: {}", word(status), say(&name, language));
    }
    for (from, to, moves) in arrows() {
        let from = from.map_or_else(|| "[*]".to_owned(), word);
        let _ = writeln!(text, "    {from} --> {}: {}", word(to), label(&moves, language));
    }
    let _ = writeln!(text, "    {} --> [*]", word(PlanStatus::Superseded));
    text
}

/// The life-cycle as a graph of Graphviz.
#[must_use]
pub fn dot(language: Language) -> String {
    let mut text = "digraph plan {\n    rankdir=TB;\n    node [shape=box, style=rounded];\n    \
                    none [shape=point, label=\"\"];\n"
        .to_owned();
    for status in PlanStatus::ALL {
        let name = status.name();
        let _ = writeln!(text, "    {} [label=\"{}\"];", word(status), say(&name, language));
    }
    for (from, to, moves) in arrows() {
        let from = from.map_or_else(|| "none".to_owned(), word);
        let label = label(&moves, language);
        let _ = writeln!(text, "    {from} -> {} [label=\"{label}\"];", word(to));
    }
    text.push_str("}\n");
    text
}

/// The table of the life-cycle in Markdown, one row a move.
#[must_use]
pub fn markdown(language: Language) -> String {
    let zh = language == Language::Zh;
    let mut text = if zh {
        "| 环节 | 从 | 到 | 条件 | 材料 | 角色 | 依据 | 期限 | 事项 |\n|---|---|---|---|---|---|---|---|---|\n"
    } else {
        "| Move | From | To | Guards | Evidence | Roles | Basis | Clocks | Act |\n|---|---|---|---|---|---|---|---|---|\n"
    }
    .to_owned();
    for row in TRANSITIONS {
        let name = row.by.name();
        let cells = [
            format!("`{}` {}", row.by.id(), say(&name, language)),
            list(row.from.iter().map(|from| status(*from)), language),
            to(row, language),
            list(row.guards.iter().map(|guard| guard.name()), language),
            list(row.evidence.iter().map(|kind| kind.name()), language),
            list(row.roles.iter().map(|role| role.name()), language),
            basis(row, language),
            say(&clocks(row.clocks), language).to_owned(),
            acts(row.said_by).to_owned(),
        ];
        let _ = writeln!(text, "| {} |", cells.join(" | "));
    }
    text
}

fn list(texts: impl Iterator<Item = Text>, language: Language) -> String {
    let texts: Vec<Text> = texts.collect();
    if texts.is_empty() { "–".to_owned() } else { label(&texts, language) }
}

fn status(from: Option<PlanStatus>) -> Text {
    from.map_or_else(|| Text::new("（未登记）", "(not in the books)"), PlanStatus::name)
}

fn to(row: &Transition, language: Language) -> String {
    let text = match row.to {
        Destination::To(to) => to.name(),
        Destination::Same => Text::new("不变", "as it is"),
        Destination::AsBefore => Text::new("中止前状态", "as before the suspension"),
    };
    say(&text, language).to_owned()
}

fn basis(row: &Transition, language: Language) -> String {
    let Some((citation, assurance)) = &row.basis else { return "–".to_owned() };
    let (article, assurance) = (citation.text(), assurance.name());
    let (open, close) = if language == Language::Zh { ("（", "）") } else { (" (", ")") };
    format!("{}{open}{}{close}", say(&article, language), say(&assurance, language))
}

fn clocks(effect: ClockEffect) -> Text {
    match effect {
        ClockEffect::None => Text::new("–", "–"),
        ClockEffect::Stop => Text::new("中止", "stop"),
        ClockEffect::GoOn => Text::new("顺延后恢复", "go on, put off"),
        ClockEffect::Begin => Text::new("按新期限起算", "begin with new terms"),
    }
}

const fn acts(said_by: SaidBy) -> &'static str {
    match said_by {
        SaidBy::PlanDrafted => "`plan-drafted`",
        SaidBy::PlanAdoptedOrMoved => "`plan-adopted`, `plan-moved`",
        SaidBy::PlanRevised => "`plan-revised`",
        SaidBy::MilestoneReached => "`milestone-reached`",
        SaidBy::PlanAcceptedOrMoved => "`plan-moved`, `plan-accepted`",
        SaidBy::PlanMoved => "`plan-moved`",
    }
}
