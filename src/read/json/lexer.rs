//! The lexer: RFC 8259 and nothing else, over text whose offsets are those of the file.

use std::borrow::Cow;

use super::fault::Fault;
use crate::finding::{Code, Span, Text, spaced};

/// Arrays and objects inside one another; deeper ones are refused.
pub(crate) const DEPTH_LIMIT: usize = 128;

/// What programs write for numbers that are none; JSON has no word for them.
const NOT_FINITE: [&str; 3] = ["NaN", "Infinity", "-Infinity"];

/// Faults are rare and large, results are many: the box keeps the results small.
pub(crate) type Lexed<T> = Result<T, Box<Fault>>;

/// Reads tokens and steps through arrays and objects.
#[derive(Debug, Clone)]
pub(crate) struct Lexer<'a> {
    text: &'a str,
    /// The bytes of `text` up to where reading ends.
    pub(super) bytes: &'a [u8],
    pub(super) at: usize,
}

/// Whether an array or object has had an element yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    First,
    Later,
}

impl<'a> Lexer<'a> {
    /// A lexer over the bytes `start..end` of a file's text.
    pub(crate) fn new(text: &'a str, start: usize, end: usize) -> Lexer<'a> {
        let bytes = text.as_bytes();
        Lexer { text, bytes: bytes.get(..end).unwrap_or(bytes), at: start }
    }

    /// A lexer over a span.
    pub(crate) fn over(text: &'a str, span: Span) -> Lexer<'a> {
        let offset = |n: u64| usize::try_from(n).unwrap_or(usize::MAX);
        Lexer::new(text, offset(span.start), offset(span.end))
    }

    pub(crate) fn offset(&self) -> usize {
        self.at
    }

    pub(crate) fn seek(&mut self, at: usize) {
        self.at = at;
    }

    #[inline]
    pub(crate) fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    pub(crate) fn slice(&self, start: usize, end: usize) -> &'a str {
        self.text.get(start..end).unwrap_or_default()
    }

    /// The text of a span that was read.
    pub(crate) fn text_of(&self, span: Span) -> &'a str {
        let offset = |n: u64| usize::try_from(n).unwrap_or(usize::MAX);
        self.slice(offset(span.start), offset(span.end))
    }

    #[inline]
    pub(crate) fn skip_space(&mut self) {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.peek() {
            self.at += 1;
        }
    }

    /// Takes the opening bracket if it is next.
    #[inline]
    pub(crate) fn open(&mut self, bracket: u8) -> bool {
        let found = self.peek() == Some(bracket);
        if found {
            self.at += 1;
        }
        found
    }

    /// Steps to the next element of an array; `false` after taking its end.
    #[inline]
    pub(crate) fn next_item(&mut self, step: &mut Step) -> Lexed<bool> {
        self.skip_space();
        match (self.peek(), *step) {
            (Some(b']'), _) => {
                self.at += 1;
                return Ok(false);
            }
            (Some(b','), Step::Later) => {
                self.at += 1;
                self.skip_space();
                if matches!(self.peek(), Some(b']') | None) {
                    return Err(self.expected(
                        "值（末尾的逗号多余）",
                        "a value (the comma before it is one too many)",
                    ));
                }
            }
            (_, Step::Later) => return Err(self.expected("`,` 或 `]`", "`,` or `]`")),
            (None, Step::First) => return Err(self.expected("值或 `]`", "a value or `]`")),
            (Some(_), Step::First) => *step = Step::Later,
        }
        Ok(true)
    }

    /// Steps to the next member of an object and takes its key and colon; `None` after taking its end.
    #[inline]
    pub(crate) fn next_member(&mut self, step: &mut Step) -> Lexed<Option<(Cow<'a, str>, Span)>> {
        self.skip_space();
        match (self.peek(), *step) {
            (Some(b'}'), _) => {
                self.at += 1;
                return Ok(None);
            }
            (Some(b','), Step::Later) => {
                self.at += 1;
                self.skip_space();
            }
            (_, Step::Later) => return Err(self.expected("`,` 或 `}`", "`,` or `}`")),
            (_, Step::First) => *step = Step::Later,
        }
        if self.peek() != Some(b'"') {
            return Err(self.expected("双引号括起的键", "a key in double quotes"));
        }
        let start = self.at;
        let key = self.string()?;
        let span = Span::new(start, self.at);
        self.skip_space();
        if self.peek() != Some(b':') {
            return Err(self.expected("`:`", "`:`"));
        }
        self.at += 1;
        self.skip_space();
        Ok(Some((key, span)))
    }

    /// Takes a string; the next byte is its opening quote.
    pub(crate) fn string(&mut self) -> Lexed<Cow<'a, str>> {
        let start = self.at;
        self.at += 1;
        let content = self.at;
        let mut escaped = false;
        loop {
            let rest = self.bytes.get(self.at..).unwrap_or_default();
            let plain = rest.iter().position(|byte| matches!(byte, b'"' | b'\\' | 0..=0x1F));
            self.at += plain.unwrap_or(rest.len());
            match self.peek() {
                Some(b'"') => break,
                Some(b'\\') => {
                    escaped = true;
                    self.escape()?;
                }
                Some(_) => return Err(self.control_character()),
                None => return Err(self.unterminated(start)),
            }
        }
        let raw = self.slice(content, self.at);
        self.at += 1;
        Ok(if escaped { Cow::Owned(unescaped(raw)) } else { Cow::Borrowed(raw) })
    }

    /// Checks and passes one escape; the next byte is its backslash.
    fn escape(&mut self) -> Lexed<()> {
        let start = self.at;
        match self.bytes.get(self.at + 1) {
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => {
                self.at += 2;
                Ok(())
            }
            Some(b'u') => match self.code_unit(self.at)? {
                0xDC00..=0xDFFF => Err(self.lone_surrogate(start)),
                0xD800..=0xDBFF => {
                    self.at += 6;
                    let rest = self.bytes.get(self.at..).unwrap_or_default();
                    if matches!(rest, [] | [b'\\']) {
                        self.at = self.bytes.len();
                        return Err(self.unterminated(start));
                    }
                    if !rest.starts_with(b"\\u")
                        || !matches!(self.code_unit(self.at)?, 0xDC00..=0xDFFF)
                    {
                        return Err(self.lone_surrogate(start));
                    }
                    self.at += 6;
                    Ok(())
                }
                _ => {
                    self.at += 6;
                    Ok(())
                }
            },
            Some(_) => {
                self.at += 1;
                Err(self.expected(
                    "转义字符 \" \\ / b f n r t u 之一",
                    "one of the escapes \" \\ / b f n r t u",
                ))
            }
            None => {
                self.at += 1;
                Err(self.unterminated(start))
            }
        }
    }

    /// The UTF-16 code unit of the escape `\uXXXX` at `at`.
    fn code_unit(&mut self, at: usize) -> Lexed<u32> {
        let mut unit = 0;
        for offset in at + 2..at + 6 {
            match self.bytes.get(offset).map(|byte| char::from(*byte).to_digit(16)) {
                Some(Some(digit)) => unit = unit * 16 + digit,
                Some(None) => {
                    self.at = offset;
                    return Err(self.expected("四位十六进制数字", "four hexadecimal digits"));
                }
                None => {
                    self.at = self.bytes.len();
                    return Err(self.unterminated(at));
                }
            }
        }
        Ok(unit)
    }

    /// Takes `NaN`, `Infinity` or `-Infinity` if it is next, as a word of its own. JSON does not have them, but where
    /// they end is beyond doubt, so that reading can go on behind them.
    pub(crate) fn not_finite(&mut self) -> Option<Span> {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let word = NOT_FINITE.iter().find(|word| rest.starts_with(word.as_bytes()))?;
        let next = rest.get(word.len());
        if next.is_some_and(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.')) {
            return None;
        }
        let start = self.at;
        self.at += word.len();
        Some(Span::new(start, self.at))
    }

    /// Takes `true`, `false` or `null`; the next byte is its first.
    pub(crate) fn literal(&mut self) -> Lexed<&'a str> {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        for word in ["true", "false", "null"] {
            if rest.starts_with(word.as_bytes()) {
                let start = self.at;
                self.at += word.len();
                return Ok(self.slice(start, self.at));
            }
        }
        let words = ["true", "false", "null"].into_iter().chain(NOT_FINITE);
        if !rest.is_empty() && words.into_iter().any(|word| word.as_bytes().starts_with(rest)) {
            self.at = self.bytes.len();
        }
        Err(self.expected("JSON 值", "a JSON value"))
    }

    /// Passes a value of any depth, checking all of its grammar; gives its bytes.
    pub(crate) fn skip_value(&mut self) -> Lexed<Span> {
        self.skip_watching(&mut ())
    }

    /// Passes a value of any depth, telling `watch` about objects and keys.
    pub(crate) fn skip_watching<W: Watch<'a>>(&mut self, watch: &mut W) -> Lexed<Span> {
        let start = self.at;
        let mut open: Vec<u8> = Vec::new();
        let mut step = Step::First;
        loop {
            match self.peek() {
                Some(bracket @ (b'{' | b'[')) => {
                    self.at += 1;
                    open.push(bracket);
                    watch.open(open.len(), bracket);
                    step = Step::First;
                }
                Some(b'"') => {
                    self.string()?;
                }
                Some(b'N' | b'I' | b'-') if self.not_finite().is_some() => watch.unusable(),
                Some(b'-' | b'0'..=b'9') => {
                    let number = self.number()?;
                    if !self.holds(number) {
                        watch.unusable();
                    }
                }
                _ => {
                    self.literal()?;
                }
            }
            // After a value, or at the start of an array or object: on to the next value.
            loop {
                let Some(bracket) = open.last() else { return Ok(Span::new(start, self.at)) };
                let more = match bracket {
                    b'[' => self.next_item(&mut step)?,
                    _ => match self.next_member(&mut step)? {
                        Some((key, _)) => {
                            watch.key(key);
                            true
                        }
                        None => false,
                    },
                };
                if more {
                    break;
                }
                if let Some(bracket) = open.pop() {
                    watch.close(bracket);
                }
                step = Step::Later;
            }
        }
    }

    /// Nothing but white space may follow.
    pub(crate) fn end(&mut self) -> Lexed<()> {
        self.skip_space();
        if self.peek().is_none() {
            return Ok(());
        }
        let found = self.found();
        let message = Text::new(
            format!("文档结束之后还有内容：{}", found.zh),
            format!("expected the end of the document, found {}", found.en),
        );
        Err(Box::new(Fault::new(Code::JsonTrailing, Span::new(self.at, self.bytes.len()), message)))
    }

    /// The fault that something else is here, or that the text ends here.
    #[cold]
    pub(crate) fn expected(&self, zh: &str, en: &str) -> Box<Fault> {
        let found = self.found();
        let (code, zh) = if self.at >= self.bytes.len() {
            (Code::JsonTruncated, format!("文本在此处中断：应为{}", spaced(zh)))
        } else {
            (
                Code::JsonMalformed,
                format!("不是 JSON：应为{}，实为{}", spaced(zh), spaced(&found.zh)),
            )
        };
        let en = match code {
            Code::JsonTruncated => format!("the text ends here, truncated: expected {en}"),
            _ => format!("not JSON: expected {en}, found {}", found.en),
        };
        let end = (self.at + 1).min(self.bytes.len());
        Box::new(Fault::new(code, Span::new(self.at.min(end), end), Text::new(zh, en)))
    }

    #[cold]
    pub(super) fn malformed(&self, length: usize, zh: &str, en: &str) -> Box<Fault> {
        let message = Text::new(format!("不是 JSON：{zh}"), format!("not JSON: {en}"));
        Box::new(Fault::new(Code::JsonMalformed, Span::new(self.at, self.at + length), message))
    }

    #[cold]
    fn lone_surrogate(&self, start: usize) -> Box<Fault> {
        let escape = self.slice(start, start + 6);
        let message = Text::new(
            format!("不是 JSON 文本：{escape} 是单独的 UTF-16 代理项，不表示任何字符"),
            format!("not JSON: {escape} is half of a UTF-16 surrogate pair and no character"),
        );
        Box::new(Fault::new(Code::JsonMalformed, Span::new(start, start + 6), message))
    }

    #[cold]
    fn control_character(&self) -> Box<Fault> {
        let byte = self.peek().unwrap_or_default();
        let (zh, en) = (
            format!("字符串中的控制字符 U+{byte:04X} 必须转义"),
            format!("the control character U+{byte:04X} must be escaped in a string"),
        );
        self.malformed(1, &zh, &en)
    }

    #[cold]
    fn unterminated(&self, start: usize) -> Box<Fault> {
        let message = Text::new(
            format!("文本在字符串中中断（字符串始于第 {start} 字节）"),
            format!("the text ends, truncated, inside the string that starts at byte {start}"),
        );
        let end = self.bytes.len();
        Box::new(Fault::new(Code::JsonTruncated, Span::new(end, end), message))
    }

    /// What stands here, in words.
    #[cold]
    fn found(&self) -> Text {
        let rest = self.text.get(self.at..self.bytes.len()).unwrap_or_default();
        for word in ["NaN", "Infinity", "-Infinity", "undefined", "None"] {
            if rest.starts_with(word) {
                return Text::new(
                    format!("`{word}`（JSON 中没有）"),
                    format!("`{word}`, which JSON does not have"),
                );
            }
        }
        match rest.chars().next() {
            None => Text::new("文本末尾", "the end of the text"),
            Some('/') => Text::new("`/`（JSON 没有注释）", "`/` (JSON has no comments)"),
            Some('\'') => Text::new(
                "单引号（JSON 只用双引号）",
                "a single quote (JSON has double quotes only)",
            ),
            Some(c) if c.is_control() || c.is_whitespace() => {
                let name = format!("U+{:04X}", u32::from(c));
                Text::new(name.clone(), name)
            }
            Some(c) => Text::new(format!("`{c}`"), format!("`{c}`")),
        }
    }
}

/// Told about the arrays, objects and keys of a value that is passed.
pub(crate) trait Watch<'a> {
    /// An array or object opens; it is the `depth`-th inside one another.
    fn open(&mut self, depth: usize, bracket: u8);
    /// A key of the innermost object.
    fn key(&mut self, key: Cow<'a, str>);
    /// The innermost array or object closes.
    fn close(&mut self, bracket: u8);
    /// A number that no `f64` holds: beyond its range, or not finite.
    fn unusable(&mut self);
}

impl Watch<'_> for () {
    fn open(&mut self, _: usize, _: u8) {}
    fn key(&mut self, _: Cow<'_, str>) {}
    fn close(&mut self, _: u8) {}
    fn unusable(&mut self) {}
}

/// The text of a string whose escapes have been checked.
fn unescaped(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    let mut units: Vec<u16> = Vec::new();
    let mut rest = raw;
    while let Some((plain, escape)) = rest.split_once('\\') {
        out.push_str(plain);
        let mut chars = escape.chars();
        let kind = chars.next().unwrap_or_default();
        rest = chars.as_str();
        if kind == 'u' {
            let (digits, after) = rest.split_at_checked(4).unwrap_or((rest, ""));
            units.push(u16::from_str_radix(digits, 16).unwrap_or_default());
            rest = after;
            let high = units.len() == 1 && matches!(units.first(), Some(0xD800..=0xDBFF));
            if !high {
                out.push_str(&String::from_utf16_lossy(&units));
                units.clear();
            }
        } else {
            out.push(match kind {
                'b' => '\u{8}',
                'f' => '\u{c}',
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                other => other,
            });
        }
    }
    out.push_str(rest);
    out
}
