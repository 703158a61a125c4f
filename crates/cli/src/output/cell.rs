//! One value of a row.

use serde_json::Value;

/// One value of a row; [`Cell::Null`] is written as nothing, never as a word.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Cell {
    /// No value.
    Null,
    /// A yes or no: 1 or 0 in CSV, `true` or `false` in JSON.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// Any number.
    Real(f64),
    /// Text, as stored.
    Text(String),
}

impl Cell {
    /// The value as data: exact, without grouping.
    pub(crate) fn plain(&self) -> String {
        match self {
            Self::Null => String::new(),
            Self::Bool(yes) => u8::from(*yes).to_string(),
            Self::Int(n) => n.to_string(),
            Self::Real(n) => n.to_string(),
            Self::Text(text) => text.clone(),
        }
    }

    /// The value for people: a dash where there is none, numbers grouped.
    pub(crate) fn shown(&self) -> String {
        match self {
            Self::Null => "–".to_owned(),
            Self::Bool(yes) => if *yes { "●" } else { "" }.to_owned(),
            Self::Int(n) => group(&n.to_string()),
            Self::Real(n) => number(*n),
            Self::Text(text) => text.clone(),
        }
    }

    /// The value in JSON.
    pub(crate) fn json(&self) -> Value {
        match self {
            Self::Null => Value::Null,
            Self::Bool(yes) => Value::Bool(*yes),
            Self::Int(n) => Value::from(*n),
            // 41.0 is a count and reads better as 41.
            Self::Real(n) if n.fract() == 0.0 && n.abs() < 9e15 => Value::from(*n as i64),
            Self::Real(n) => Value::from(*n),
            Self::Text(text) => Value::from(text.as_str()),
        }
    }

    /// Whether it is a number, which tables align to the right.
    pub(crate) const fn is_number(&self) -> bool {
        matches!(self, Self::Int(_) | Self::Real(_))
    }
}

/// A number as people write it: "250,000", "1.5".
pub(crate) fn number(n: f64) -> String {
    if n.fract() == 0.0 && n.abs() < 9e15 {
        return group(&(n as i64).to_string());
    }
    let text = format!("{n}");
    match text.split_once('.') {
        Some((whole, rest)) => format!("{}.{rest}", group(whole)),
        None => text,
    }
}

/// "1 article", "3 articles"; the noun's plural is its singular with an s.
pub(crate) fn count(n: usize, noun: &str) -> String {
    let n_shown = group(&n.to_string());
    match (n, noun.strip_suffix('y')) {
        (1, _) => format!("1 {noun}"),
        (_, Some(stem)) if !stem.ends_with(['a', 'e', 'o']) => format!("{n_shown} {stem}ies"),
        _ => format!("{n_shown} {noun}s"),
    }
}

/// Puts a comma before every three digits of a whole number.
fn group(digits: &str) -> String {
    let (sign, digits) = digits.strip_prefix('-').map_or(("", digits), |rest| ("-", rest));
    let mut out = String::from(sign);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for Cell {
    fn from(n: i64) -> Self {
        Self::Int(n)
    }
}

impl From<usize> for Cell {
    fn from(n: usize) -> Self {
        Self::Int(n as i64)
    }
}

impl From<f64> for Cell {
    fn from(n: f64) -> Self {
        Self::Real(n)
    }
}

impl From<bool> for Cell {
    fn from(yes: bool) -> Self {
        Self::Bool(yes)
    }
}

impl<T: Into<Cell>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_for_people_only() {
        assert_eq!(Cell::Int(250_000).shown(), "250,000");
        assert_eq!(Cell::Int(250_000).plain(), "250000");
        assert_eq!(Cell::Int(-1_234).shown(), "-1,234");
        assert_eq!(Cell::Real(130.0).shown(), "130");
        assert_eq!(Cell::Real(1234.5).shown(), "1,234.5");
        assert_eq!(Cell::Real(130.0).json(), 130);
        assert_eq!(Cell::Null.plain(), "");
    }

    #[test]
    fn nouns_are_counted() {
        assert_eq!(count(1, "article"), "1 article");
        assert_eq!(count(0, "source"), "0 sources");
        assert_eq!(count(2, "entity"), "2 entities");
        assert_eq!(count(3, "day"), "3 days");
        assert_eq!(count(4176, "row"), "4,176 rows");
    }
}
