//! What is wrong with the grammar, in both languages: the parser says it in English only.

use toml_parser::{Expected, ParseError};

use crate::finding::{Code, Span, Text, spaced};
use crate::read::json::{Fault, shortened};

/// What the parser says of text without quotes, and where a value is missing altogether.
const UNQUOTED: &str = "string values must be quoted";

const TOO_DEEP: &str = "cannot recurse further; max recursion depth met";

/// What the parser says, and the same in Chinese.
const DESCRIPTIONS: [(&str, &str); 43] = [
    ("`_` may only go between digits", "下划线只能在数字之间"),
    (TOO_DEEP, "嵌套过深"),
    ("carriage return must be followed by newline", "回车符后应有换行符"),
    ("extra `=`", "多余的等号"),
    ("extra assignment between key-value pairs", "键值之间有多余的等号"),
    ("extra comma in array", "数组中有多余的逗号"),
    ("extra comma in inline table", "内联表中有多余的逗号"),
    ("integers with a radix cannot be signed", "带进制前缀的整数不能有正负号"),
    ("invalid boolean", "布尔值写法不对"),
    ("invalid comment character", "注释中有不允许的字符"),
    ("invalid escape sequence", "转义写法不对"),
    ("invalid float", "小数写法不对"),
    ("invalid fraction", "小数部分写法不对"),
    ("invalid exponent", "指数写法不对"),
    ("invalid inline table element", "内联表的成员写法不对"),
    ("invalid integer number", "整数写法不对"),
    ("invalid key", "键的写法不对"),
    ("invalid key-value pair", "键值写法不对"),
    ("invalid mantissa", "数的写法不对"),
    ("invalid table", "表头写法不对"),
    ("invalid unquoted key", "不加引号的键只能用字母、数字、下划线和连字符"),
    ("invalid value", "转义所指的字符不存在"),
    ("key with no value", "键没有值"),
    ("keys cannot be multi-line basic strings", "键不能是多行字符串"),
    ("keys cannot be multi-line literal strings", "键不能是多行字符串"),
    ("missing array opening", "缺少左方括号"),
    ("missing assignment between key-value pairs", "键与值之间缺少等号"),
    ("missing comma between array elements", "数组元素之间缺少逗号"),
    ("missing comma between key-value pairs", "键值之间缺少逗号"),
    ("missing escaped value", "反斜线后缺少字符"),
    ("missing inline table opening", "缺少左花括号"),
    ("missing key for inline table element", "内联表的成员缺少键"),
    ("missing opening quote", "缺少前引号"),
    ("missing table open", "缺少左方括号"),
    ("missing value", "缺少值"),
    ("missing value for key", "键没有值"),
    (UNQUOTED, "文字须加引号"),
    ("unclosed array", "数组没有结束"),
    ("unclosed array table", "表头没有结束"),
    ("unclosed inline table", "内联表没有结束"),
    ("unclosed table", "表头没有结束"),
    ("unexpected leading zero", "数字前面不能有多余的 0"),
    ("unquoted keys cannot be empty", "键不能为空"),
];

const WORDS: [(&str, &str); 8] = [
    ("basic string", "双引号字符串"),
    ("literal string", "单引号字符串"),
    ("digits", "数字"),
    ("numbers", "数字"),
    ("letters", "字母"),
    ("key", "键"),
    ("value", "值"),
    ("printable characters", "可打印字符"),
];

/// The fault that an error of the parser is, at what it did not expect.
pub(super) fn fault(text: &str, error: &ParseError) -> Fault {
    let at = error.unexpected().or(error.context()).unwrap_or_default();
    let (start, end) = (at.start().min(text.len()), at.end().min(text.len()));
    let unquoted = error.description() == UNQUOTED;
    let description = if unquoted && start == end { "missing value" } else { error.description() };
    let known = DESCRIPTIONS.iter().find(|(en, _)| *en == description);
    let description_zh = known.map_or("不符合 TOML 语法", |(_, zh)| zh);
    let found = found(text, start, end);
    let expected = match (unquoted, start == end) {
        (true, true) => Some(Text::new("值", "a value")),
        (true, false) => Some(Text::new("加引号的文字", "text in quotes")),
        _ => expectation(error.expected().unwrap_or_default()),
    };
    let message = match expected {
        Some(expected) => Text::new(
            format!("应为{}，实为{}（{description_zh}）", spaced(&expected.zh), spaced(&found.zh)),
            format!("expected {}, found {} ({description})", expected.en, found.en),
        ),
        None => Text::new(
            format!("应为合乎 TOML 语法的内容，实为{}（{description_zh}）", spaced(&found.zh)),
            format!("expected TOML, found {} ({description})", found.en),
        ),
    };
    let code = match description {
        TOO_DEEP => Code::JsonTooDeep,
        _ => Code::TomlMalformed,
    };
    Fault::new(code, Span::new(start, end), message)
}

fn expectation(expected: &[Expected]) -> Option<Text> {
    let mut words = (Vec::new(), Vec::new());
    for expected in expected {
        let (zh, en) = match expected {
            Expected::Literal(literal) => (format!("`{literal}`"), format!("`{literal}`")),
            Expected::Description(en) => {
                let known = WORDS.iter().find(|(known, _)| known == en);
                (known.map_or(*en, |(_, zh)| zh).to_owned(), (*en).to_owned())
            }
            _ => continue,
        };
        words.0.push(zh);
        words.1.push(en);
    }
    (!words.0.is_empty()).then(|| Text::new(words.0.join("或"), words.1.join(" or ")))
}

/// What stands there, in words.
fn found(text: &str, start: usize, end: usize) -> Text {
    let rest = text.get(start..).unwrap_or_default();
    let there = text.get(start..end).unwrap_or_default().trim_end_matches(['\r', '\n']);
    // Where the parser misses something, its place is between two characters.
    let there = if there.is_empty() {
        rest.get(..rest.chars().next().map_or(0, char::len_utf8)).unwrap_or_default()
    } else {
        there
    };
    match there {
        "" => Text::new("文件末尾", "the end of the file"),
        "\r" | "\n" => Text::new("行末", "the end of the line"),
        there => {
            let there = shortened(there);
            Text::new(format!("{there:?}"), format!("{there:?}"))
        }
    }
}
