//! The old `crs` member of GeoJSON 2008, which RFC 7946 §4 removed.

use super::document::Scanner;
use super::draft::Draft;
use crate::finding::{Code, Text};
use crate::geometry::Crs;
use crate::read::json::lexer::Lexed;
use crate::read::json::{Node, shortened, tree};

impl Scanner<'_, '_> {
    /// Reads a `crs` member and reports it; its name never decides how numbers are read.
    pub(super) fn crs(&mut self, draft: &mut Draft, path: &[&str]) -> Lexed<()> {
        let span = self.value(draft, path)?;
        let node = tree(self.text, span, "", &mut Vec::new()).ok();
        let message = message(node.as_ref(), self.options.declared);
        draft.problem(self.source, Code::GeojsonCrs, span, path, message);
        Ok(())
    }
}

fn message(node: Option<&Node<'_>>, declared: Option<Crs>) -> Text {
    let name = node.and_then(|node| node.at("/properties/name")?.as_str());
    let head =
        Text::new("成员 \"crs\" 已被 RFC 7946 取消", "the member \"crs\" was removed by RFC 7946");
    let Some(name) = name else {
        return join(head, "；其中没有坐标系名称", "; it names no reference system");
    };
    let shown = shortened(name);
    let code = epsg(name);
    let tail = match code {
        _ if name.ends_with("CRS84") => {
            Text::new("，为经纬度，按 RFC 7946 读取", ", degrees, as RFC 7946 has them")
        }
        Some(4490 | 4326) => {
            Text::new("，为经纬度，按经度在前读取", ", degrees, read longitude first")
        }
        Some(code) => match Crs::from_epsg(code) {
            Some(crs) if declared == Some(crs) => Text::new(
                format!("（{crs}），与声明的坐标系一致"),
                format!(" ({crs}), which is the declared one"),
            ),
            Some(crs) => Text::new(
                format!("（{crs}，单位为米），未采用；请明确声明 --crs EPSG:{code}"),
                format!(" ({crs}, metres), which is not used: declare --crs EPSG:{code}"),
            ),
            None => Text::new(
                "，本程序不使用该坐标系；请先转换为 EPSG:4490",
                ", which this program does not use: convert to EPSG:4490 first",
            ),
        },
        None => Text::new("，无法识别", ", which is not recognized"),
    };
    join(
        head,
        &format!("；其名称为 {shown:?}{}", tail.zh),
        &format!("; it names {shown:?}{}", tail.en),
    )
}

fn join(head: Text, zh: &str, en: &str) -> Text {
    Text::new(head.zh + zh, head.en + en)
}

/// The code at the end of `EPSG:4526`, `urn:ogc:def:crs:EPSG::4526` or an OGC address.
fn epsg(name: &str) -> Option<u16> {
    let upper = name.to_ascii_uppercase();
    let (_, after) = upper.rsplit_once("EPSG")?;
    after.rsplit([':', '/']).next()?.parse().ok()
}
