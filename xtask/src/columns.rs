//! Treebanks in columns, read as they come: the format of corpora/README.md, the ten columns
//! of CoNLL-U, and both with columns, comments or line ends that a file left out or added.
//!
//! Eight columns: index, form, lemma, UPOS, XPOS, head, deprel, 1 where a space follows. XPOS
//! and the last column may be missing. Rows of several words ("3-4") and of words that are not
//! written ("3.1") carry no token. Whatever else is odd is an error that names file and line.

use std::path::Path;

use anyhow::{Context, Result, bail, ensure};

/// One token as the file has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Row<'t> {
    pub(crate) form: &'t str,
    pub(crate) lemma: &'t str,
    pub(crate) upos: &'t str,
    /// Empty where the file has none.
    pub(crate) xpos: &'t str,
    /// Number of the head in the sentence, from 1; 0 for the root.
    pub(crate) head: usize,
    pub(crate) deprel: &'t str,
    pub(crate) space_after: bool,
}

/// The tokens of one sentence.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Rows<'t> {
    pub(crate) tokens: Vec<Row<'t>>,
    /// Whether it opens a document.
    pub(crate) new_document: bool,
    /// Whether it opens a paragraph.
    pub(crate) new_paragraph: bool,
}

/// The content of a file without a byte order mark.
pub(crate) fn content(path: &Path) -> Result<String> {
    let bytes = std::fs::read(path).with_context(|| format!("read {}", path.display()))?;
    let text = String::from_utf8(bytes).with_context(|| format!("{} is no UTF-8", path.display()))?;
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

/// The sentences of a treebank's text; `path` is named in errors.
pub(crate) fn sentences<'t>(text: &'t str, path: &Path) -> Result<Vec<Rows<'t>>> {
    let (mut all, mut now, mut first) = (Vec::new(), Rows::default(), 0);
    // The last token of a row of several words, and whether a space follows that row.
    let mut joined: Option<(usize, bool)> = None;
    for (number, line) in text.lines().chain([""]).enumerate() {
        let place = || format!("{}:{}", path.display(), number + 1);
        if line.trim().is_empty() {
            if !now.tokens.is_empty() {
                let beyond = now.tokens.iter().position(|t| t.head > now.tokens.len());
                if let Some(token) = beyond {
                    bail!("{}: the head is beyond the sentence", at_line(path, first + token));
                }
                all.push(std::mem::take(&mut now));
            }
            joined = None;
        } else if let Some(comment) = line.strip_prefix('#').filter(|_| !line.contains('\t')) {
            now.new_document |= comment.trim_start().starts_with("newdoc");
            now.new_paragraph |= comment.trim_start().starts_with("newpar");
        } else {
            let fields: Vec<&str> = line.split('\t').collect();
            match fields[0].split_once(['-', '.']) {
                Some((from, to)) if from.parse::<usize>().is_ok() && to.parse::<usize>().is_ok() => {
                    if fields[0].contains('-') {
                        let space = space_after(&fields).unwrap_or(true);
                        joined = to.parse().ok().map(|to| (to, space));
                    }
                }
                _ => {
                    if now.tokens.is_empty() {
                        first = number + 1;
                    }
                    let mut row = row(&fields, now.tokens.len() + 1).with_context(place)?;
                    if let Some((last, space)) = joined {
                        row.space_after = space && now.tokens.len() + 1 == last;
                        joined = joined.filter(|_| now.tokens.len() + 1 < last);
                    }
                    now.tokens.push(row);
                }
            }
        }
    }
    Ok(all)
}

fn at_line(path: &Path, line: usize) -> String {
    format!("{}:{line}", path.display())
}

fn row<'t>(fields: &[&'t str], index: usize) -> Result<Row<'t>> {
    ensure!(fields.len() >= 6, "{} columns where 8 are needed", fields.len());
    let found: usize = fields[0].trim().parse().with_context(|| format!("the index {:?} is no number", fields[0]))?;
    ensure!(found == index, "the index is {found} where {index} is due");
    let form = fields[1].trim();
    ensure!(!form.is_empty(), "the form is empty");
    // Where the fine tags are left out the head stands in their place.
    let (xpos, rest) = match fields {
        [_, _, _, _, xpos, _, head, deprel, _, _] => (*xpos, (*head, *deprel)),
        [_, _, _, _, head, deprel, ..] if head.parse::<usize>().is_ok() => ("", (*head, *deprel)),
        [_, _, _, _, xpos, head, deprel, ..] => (*xpos, (*head, *deprel)),
        _ => bail!("{} columns where 8 are needed", fields.len()),
    };
    let head = rest.0.trim().parse().with_context(|| format!("the head {:?} is no number", rest.0))?;
    Ok(Row {
        form,
        lemma: fields[2],
        upos: fields[3],
        xpos: if xpos == "_" { "" } else { xpos },
        head,
        deprel: rest.1.trim(),
        space_after: space_after(fields).unwrap_or(true),
    })
}

/// Whether a space follows, where the file says so.
fn space_after(fields: &[&str]) -> Option<bool> {
    match fields {
        [.., misc] if fields.len() == 10 => Some(!misc.split('|').any(|m| m.trim() == "SpaceAfter=No")),
        [_, _, _, _, head, _, space] if head.parse::<usize>().is_ok() => Some(space.trim() == "1"),
        [_, _, _, _, _, _, _, space] => Some(space.trim() == "1"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Vec<Rows<'_>>> {
        sentences(text, Path::new("some.tsv"))
    }

    fn shape<'t>(rows: &'t Rows<'_>) -> Vec<(&'t str, &'t str, usize, bool)> {
        rows.tokens.iter().map(|t| (t.form, t.xpos, t.head, t.space_after)).collect()
    }

    #[test]
    fn columns_may_be_missing_or_more() {
        let eight = "# newpar\r\n1\tShe\tshe\tPRON\tPRP\t2\tnsubj\t1\r\n2\twon\twin\tVERB\tVBD\t0\troot\t0\r\n";
        let wanted = [("She", "PRP", 2, true), ("won", "VBD", 0, false)];
        let read_eight = read(eight).unwrap();
        assert_eq!(shape(&read_eight[0]), wanted);
        assert!(read_eight[0].new_paragraph);
        let ten =
            "1\tShe\tshe\tPRON\tPRP\t_\t2\tnsubj\t_\t_\n2\twon\twin\tVERB\tVBD\t_\t0\troot\t_\tSpaceAfter=No\n\n\n";
        assert_eq!(shape(&read(ten).unwrap()[0]), wanted);
        let seven = "#sent_id = 1\n1\tShe\tshe\tPRON\tPRP\t2\tnsubj\n2\twon\twin\tVERB\tVBD\t0\troot";
        assert_eq!(shape(&read(seven).unwrap()[0]), [("She", "PRP", 2, true), ("won", "VBD", 0, true)]);
        let no_xpos = "1\tShe\tshe\tPRON\t2\tnsubj\t1\n2\twon\twin\tVERB\t0\troot\t0";
        assert_eq!(shape(&read(no_xpos).unwrap()[0]), [("She", "", 2, true), ("won", "", 0, false)]);
    }

    #[test]
    fn rows_of_several_words_join_their_words() {
        let text = "1-2\tdon't\t_\t_\t_\t_\t_\t1\n1\tdo\tdo\tAUX\tVBP\t3\taux\t_\n2\tn't\tnot\tPART\tRB\t3\tadvmod\t_\n\
            2.1\tever\tever\tADV\tRB\t_\t_\t_\n3\tgo\tgo\tVERB\tVB\t0\troot\t0\n";
        let spaces: Vec<bool> = read(text).unwrap()[0].tokens.iter().map(|t| t.space_after).collect();
        assert_eq!(spaces, [false, true, false]);
    }

    #[test]
    fn faults_name_their_line() {
        for (text, fault) in [
            ("1\tShe\tshe", "some.tsv:1"),
            ("\n1\tShe\tshe\tPRON\tPRP\tx\tnsubj\t1", "some.tsv:2"),
            ("1\tShe\tshe\tPRON\tPRP\t7\tnsubj\t1", "some.tsv:1: the head is beyond"),
            ("2\tShe\tshe\tPRON\tPRP\t0\troot\t1", "some.tsv:1"),
            ("1\t\tshe\tPRON\tPRP\t0\troot\t1", "some.tsv:1"),
        ] {
            let error = format!("{:#}", read(text).unwrap_err());
            assert!(error.starts_with(fault), "{error}");
        }
        assert!(read("").unwrap().is_empty());
    }
}
