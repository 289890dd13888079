//! What the pages of the documentation show is what the program prints.
//!
//! A block marked `console` is a session: lines that begin with `$ ` are commands, what follows each is its standard output. The
//! commands are `landledger …`, with `| head -N`, `| tail -N` or `| sed -n A,Bp` to show a part and `> FILE` to keep it, and
//! `cp -r FROM TO`. They run one after the other, page by page, in a folder that has `fixtures` in it.
//!
//! `UPDATE_EXPECT=1 cargo test --features cli --test it pages` writes what is printed into the pages.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::scratch::Scratch;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn copy(from: &Path, to: &Path) {
    if from.is_dir() {
        fs::create_dir_all(to).unwrap();
        for entry in fs::read_dir(from).unwrap() {
            let entry = entry.unwrap();
            copy(&entry.path(), &to.join(entry.file_name()));
        }
    } else {
        fs::copy(from, to).unwrap();
    }
}

/// What a command prints.
fn run(folder: &Path, command: &str) -> String {
    let (command, file) = match command.split_once(" > ") {
        Some((command, file)) => (command, Some(file)),
        None => (command, None),
    };
    let mut parts = command.split(" | ");
    let words: Vec<&str> = parts.next().unwrap().split_whitespace().collect();
    let mut text = match words.as_slice() {
        ["landledger", arguments @ ..] => {
            let output = Command::new(env!("CARGO_BIN_EXE_landledger"))
                .args(arguments)
                .current_dir(folder)
                .output()
                .unwrap();
            let said = String::from_utf8_lossy(&output.stderr);
            // 1 is a run that found errors.
            assert!(matches!(output.status.code(), Some(0 | 1)), "{command}: {said}");
            String::from_utf8(output.stdout).unwrap()
        }
        ["cp", "-r", from, to] => {
            copy(&folder.join(from), &folder.join(to));
            String::new()
        }
        _ => panic!("no command of a page: {command}"),
    };
    for filter in parts {
        let words: Vec<&str> = filter.split_whitespace().collect();
        let lines: Vec<&str> = text.lines().collect();
        let number = |text: &str| text.parse::<usize>().unwrap();
        let (from, to) = match words.as_slice() {
            ["head", count] => (0, number(count.trim_start_matches('-'))),
            ["tail", count] => (lines.len() - number(count.trim_start_matches('-')), lines.len()),
            ["sed", "-n", range] => {
                let (from, to) = range.trim_end_matches('p').split_once(',').unwrap();
                (number(from) - 1, number(to))
            }
            _ => panic!("no filter of a page: {filter}"),
        };
        text = lines[from..to].iter().map(|line| format!("{line}\n")).collect();
    }
    match file {
        Some(file) => {
            fs::write(folder.join(file), text).unwrap();
            String::new()
        }
        None => text,
    }
}

/// A page with what its commands print, and how many they are.
fn played(page: &str, folder: &Path) -> (String, usize) {
    let (mut out, mut commands) = (String::new(), 0);
    let mut within = false;
    for line in page.lines() {
        match line {
            "```console" => within = true,
            "```" => within = false,
            _ => {}
        }
        match line.strip_prefix("$ ").filter(|_| within) {
            Some(command) => {
                commands += 1;
                out.push_str(&format!("{line}\n"));
                for printed in run(folder, command).lines() {
                    out.push_str(printed.trim_end());
                    out.push('\n');
                }
            }
            None if within && line != "```console" => {}
            None => out.push_str(&format!("{line}\n")),
        }
    }
    (out, commands)
}

#[test]
fn every_page_shows_what_the_program_prints() {
    let mut all = 0;
    let mut pages: Vec<_> = fs::read_dir(root().join("src/docs"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|end| end == "md"))
        .collect();
    pages.sort();
    for path in pages {
        let page = fs::read_to_string(&path).unwrap();
        if !page.contains("```console\n") {
            continue;
        }
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let scratch = Scratch::new(&format!("page-{name}"));
        for part in ["shangjie", "findings"] {
            copy(&root().join("fixtures").join(part), &scratch.path().join("fixtures").join(part));
        }
        let (printed, commands) = played(&page, scratch.path());
        all += commands;
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            fs::write(&path, printed).unwrap();
        } else {
            assert!(
                printed == page,
                "{name}.md shows something else than what is printed:\n{printed}"
            );
        }
    }
    assert!(all >= 10, "{all} commands");
}

/// A page that nobody reads as part of the documentation is no page.
#[test]
fn every_page_is_part_of_the_documentation() {
    let pages = fs::read_to_string(root().join("src/docs/mod.rs")).unwrap();
    for entry in fs::read_dir(root().join("src/docs")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        if name.ends_with(".md") {
            assert!(pages.contains(&format!("include_str!(\"{name}\")")), "{name}");
        }
    }
}
