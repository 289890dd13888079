//! The text of one feature, for defects that no value of ours can hold.

/// The line of a feature as the writer wrote it: `type`, `id`, `geometry`, `properties`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'a>(pub(super) &'a str);

const GEOMETRY: &str = "\"geometry\":";
const COORDINATES: &str = "\"coordinates\":";
const PROPERTIES: &str = ",\"properties\":";

/// What is done to the line of a feature.
pub(super) type Edit = fn(Line<'_>) -> String;

impl Line<'_> {
    /// The first occurrence replaced.
    pub(super) fn replace(self, find: &str, put: &str) -> String {
        self.0.replacen(find, put, 1)
    }

    /// Another value of `geometry`; without one the member is left out.
    pub(super) fn geometry(self, value: Option<&str>) -> String {
        let Some((head, rest)) = self.0.split_once(GEOMETRY) else { return self.0.to_owned() };
        let Some((_, tail)) = rest.split_once(PROPERTIES) else { return self.0.to_owned() };
        match value {
            Some(value) => format!("{head}{GEOMETRY}{value}{PROPERTIES}{tail}"),
            None => format!("{}{PROPERTIES}{tail}", head.trim_end_matches(',')),
        }
    }

    /// Another value of `properties`; without one the member is left out.
    pub(super) fn properties(self, value: Option<&str>) -> String {
        let Some((head, _)) = self.0.split_once(PROPERTIES) else { return self.0.to_owned() };
        let comma = if self.0.ends_with(',') { "," } else { "" };
        match value {
            Some(value) => format!("{head}{PROPERTIES}{value}}}{comma}"),
            None => format!("{head}}}{comma}"),
        }
    }

    /// Other coordinates.
    pub(super) fn coordinates(self, change: impl Fn(&str) -> String) -> String {
        let Some((head, rest)) = self.0.split_once(COORDINATES) else { return self.0.to_owned() };
        let Some((old, tail)) = rest.split_once("},\"properties\":") else {
            return self.0.to_owned();
        };
        format!("{head}{COORDINATES}{}}},\"properties\":{tail}", change(old))
    }

    /// Other positions of a polygon of one ring, each with its brackets.
    pub(super) fn positions(self, change: impl Fn(&mut Vec<String>)) -> String {
        self.coordinates(|old| {
            let inner = old.trim_start_matches('[').trim_end_matches(']');
            let mut all: Vec<String> = inner.split("],[").map(|at| format!("[{at}]")).collect();
            change(&mut all);
            format!("[[{}]]", all.join(","))
        })
    }

    /// The same with one position replaced, made from its two numbers.
    pub(super) fn position(self, at: usize, change: impl Fn(&str, &str) -> String) -> String {
        self.positions(|all| {
            if let Some(slot) = all.get_mut(at) {
                let inner = slot.trim_matches(['[', ']']).to_owned();
                if let Some((lon, lat)) = inner.split_once(',') {
                    *slot = change(lon, lat);
                }
            }
        })
    }
}
