//! Values in and out of the database.

use rusqlite::types::{ToSqlOutput, ValueRef};

/// A value of a result or of a parameter.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[serde(untagged)]
pub enum Value {
    /// Nothing.
    Null,
    /// A whole number.
    Integer(i64),
    /// A number.
    Real(f64),
    /// Text.
    Text(String),
}

impl Value {
    /// Reads a parameter as it is typed on a command line: whole numbers and numbers as
    /// such, everything else as text.
    pub fn parse(word: &str) -> Self {
        let plain = |n: &String| n == word;
        if let Ok(n) = word.parse::<i64>()
            && plain(&n.to_string())
        {
            return Self::Integer(n);
        }
        match word.parse::<f64>() {
            Ok(x) if x.is_finite() && word.bytes().all(|b| b.is_ascii_digit() || b"+-.eE".contains(&b)) => {
                // "007" is a name, not a number.
                if word.trim_start_matches('-').starts_with('0') && !word.contains('.') {
                    Self::Text(word.to_owned())
                } else {
                    Self::Real(x)
                }
            }
            _ => Self::Text(word.to_owned()),
        }
    }

    /// The text, if it is text.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The number, if it is one.
    pub fn as_f64(&self) -> Option<f64> {
        match self {
            Self::Integer(n) => Some(*n as f64),
            Self::Real(x) => Some(*x),
            _ => None,
        }
    }

    /// The whole number, if it is one.
    pub fn as_i64(&self) -> Option<i64> {
        match self {
            Self::Integer(n) => Some(*n),
            _ => None,
        }
    }
}

impl std::fmt::Display for Value {
    /// The value alone; nothing for [`Value::Null`]; whole reals without ".0".
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Null => f.pad(""),
            Self::Integer(n) => f.pad(&n.to_string()),
            Self::Real(x) => f.pad(&x.to_string()),
            Self::Text(text) => f.pad(text),
        }
    }
}

impl From<i64> for Value {
    fn from(n: i64) -> Self {
        Self::Integer(n)
    }
}

impl From<f64> for Value {
    fn from(x: f64) -> Self {
        Self::Real(x)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl<T: Into<Self>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

impl From<ValueRef<'_>> for Value {
    /// Bytes, which only SQLite's own tables hold, come as hexadecimal text.
    fn from(value: ValueRef<'_>) -> Self {
        match value {
            ValueRef::Null => Self::Null,
            ValueRef::Integer(n) => Self::Integer(n),
            ValueRef::Real(x) => Self::Real(x),
            ValueRef::Text(bytes) => Self::Text(String::from_utf8_lossy(bytes).into_owned()),
            ValueRef::Blob(bytes) => Self::Text(bytes.iter().map(|b| format!("{b:02x}")).collect()),
        }
    }
}

impl rusqlite::ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Null => ValueRef::Null,
            Self::Integer(n) => ValueRef::Integer(*n),
            Self::Real(x) => ValueRef::Real(*x),
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
        }))
    }
}

/// A whole result in memory.
#[derive(Debug, Clone, PartialEq, Default, serde::Serialize)]
pub struct Table {
    /// Column names.
    pub columns: Vec<String>,
    /// Rows, each as wide as `columns`.
    pub rows: Vec<Vec<Value>>,
}

impl Table {
    /// The position of a column.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|c| c == name)
    }

    /// The values of one column, from the top; nothing where there is no such column.
    pub fn values<'t>(&'t self, name: &str) -> impl Iterator<Item = &'t Value> {
        let at = self.column(name);
        self.rows.iter().filter_map(move |row| row.get(at?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_read_as_typed() {
        let cases = [
            ("12", Value::Integer(12)),
            ("-3", Value::Integer(-3)),
            ("0", Value::Integer(0)),
            ("0.5", Value::Real(0.5)),
            ("007", Value::from("007")),
            ("2015-11-13", Value::from("2015-11-13")),
            ("nan", Value::from("nan")),
            ("", Value::from("")),
        ];
        for (word, value) in cases {
            assert_eq!(Value::parse(word), value, "{word:?}");
        }
    }
}
