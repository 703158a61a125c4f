//! Tables: one article a row, columns by name.

use std::cell::Cell;
use std::io::{BufRead, Read};
use std::ops::ControlFlow;
use std::rc::Rc;

use super::{FieldMap, MAX_ARTICLE, Sink};
use crate::problem::{Origin, Problem};

/// Reads a table with a header. A bad row is reported with its line and left out. Without a
/// delimiter the header tells it.
pub(super) fn read(
    path: &str,
    delimiter: Option<u8>,
    input: &mut dyn BufRead,
    map: &FieldMap,
    sink: &mut Sink<'_>,
) -> ControlFlow<()> {
    let delimiter = delimiter.unwrap_or_else(|| delimiter_of(input.fill_buf().unwrap_or_default()));
    let (since, ended) = (Rc::new(Cell::new(0)), Rc::new(Cell::new(false)));
    let input = Rationed { inner: input, since: Rc::clone(&since), ended: Rc::clone(&ended) };
    let mut table = csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(input);
    let header = match table.byte_headers() {
        Ok(header) => header.iter().map(cell).collect::<Vec<String>>(),
        Err(error) => {
            let what = format!("its header cannot be read: {error}");
            return sink(Err(Problem::skipped(Origin::file(path), what, "save it as CSV with a first line of names")));
        }
    };
    if !map.has_text_column(header.iter().map(String::as_str)) {
        let what = format!("no column holds the text (columns: {})", header.join(", "));
        let advice = "name it with --map text=COLUMN";
        return sink(Err(Problem::skipped(Origin::file(path), what, advice)));
    }
    let mut row = csv::ByteRecord::new();
    let mut number = 0;
    loop {
        number += 1;
        since.set(0);
        let read = match table.read_byte_record(&mut row) {
            Ok(false) => return ControlFlow::Continue(()),
            Ok(true) => {
                let line = row.position().map(csv::Position::line);
                let at = Origin::record(path, number, line);
                let cells: Vec<String> = row.iter().map(cell).collect();
                // One forgotten quotation mark swallows all rows behind it.
                let swallowed = cells.last().filter(|_| cells.len() < header.len() && ended.get());
                let lines = swallowed.map_or(0, |cell| cell.lines().count());
                if cells.iter().all(|cell| cell.trim().is_empty()) {
                    Err(Problem::skipped(at, "is an empty row", "nothing to do if that is so"))
                } else if lines > 3 {
                    let what = format!("opens a quotation mark that is never closed: {lines} lines are one cell");
                    Err(Problem::skipped(at, what, "close it, or double it where it is meant"))
                } else if cells.len() > header.len() {
                    let what = format!("has {} cells, the header has {}", cells.len(), header.len());
                    Err(Problem::skipped(at, what, "put quotation marks around cells that hold commas"))
                } else {
                    map.article_of_cells(at, header.iter().map(String::as_str).zip(cells.iter().map(String::as_str)))
                }
            }
            Err(error) => {
                let line = error.position().map(csv::Position::line);
                let fatal = error.is_io_error();
                let problem = Problem::skipped(
                    Origin::record(path, number, line),
                    format!("the row cannot be read: {error}"),
                    "check its quotation marks",
                );
                if fatal {
                    sink(Err(problem))?;
                    return ControlFlow::Continue(());
                }
                Err(problem)
            }
        };
        sink(read)?;
    }
}

fn cell(bytes: &[u8]) -> String {
    super::decode_text(bytes, None).0
}

/// The mark between the names of a header: what parts it into the most names that are known, the
/// comma where none are.
fn delimiter_of(head: &[u8]) -> u8 {
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    let line = head.split(|b| *b == b'\n').next().unwrap_or_default();
    let line = String::from_utf8_lossy(line).into_owned();
    let names = |mark: u8| line.split(char::from(mark)).map(|n| n.trim().trim_matches('"'));
    let known = |mark: u8| (names(mark).filter(|n| super::fields::is_known(n)).count(), names(mark).count());
    // Of equals the first: max_by_key would take the last.
    [b'|', b'\t', b';', b','].into_iter().max_by_key(|mark| known(*mark)).unwrap_or(b',')
}

/// Fails where one row takes more bytes than any article has, and knows when the end was read.
struct Rationed<'r> {
    inner: &'r mut dyn BufRead,
    since: Rc<Cell<u64>>,
    ended: Rc<Cell<bool>>,
}

impl Read for Rationed<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.since.set(self.since.get() + read as u64);
        self.ended.set(read == 0 && !buffer.is_empty());
        if self.since.get() > MAX_ARTICLE {
            let what = format!("one row holds more than {} MB: a quotation mark is not closed", MAX_ARTICLE >> 20);
            return Err(std::io::Error::other(what));
        }
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::Content;

    fn all(text: &str) -> Vec<super::super::Read> {
        let mut out = Vec::new();
        let flow = read("t.csv", None, &mut text.as_bytes(), &FieldMap::default(), &mut |r| {
            out.push(r);
            ControlFlow::Continue(())
        });
        assert!(flow.is_continue());
        out
    }

    #[test]
    fn rows_become_articles() {
        let rows = all("Headline,Content,Date,Outlet\nBridge opens,\"It opened.\nAt last.\",3/4/16,Post\n");
        let article = rows[0].as_ref().expect("a good row");
        assert_eq!(article.content, Content::Record("It opened.\nAt last.".into()));
        assert_eq!(article.given.title.as_deref(), Some("Bridge opens"));
        assert_eq!(article.given.source.as_deref(), Some("Post"));
        assert_eq!(article.given.published.as_deref(), Some("3/4/16"));
        assert_eq!(article.origin, Origin::record("t.csv", 1, Some(2)));
    }

    #[test]
    fn the_header_tells_the_delimiter() {
        let rows = all("\u{FEFF}Titel;title;text;date\n1;Bridge opens;It opened, at last.;05.03.2031\n");
        let article = rows[0].as_ref().expect("a good row");
        assert_eq!(article.content, Content::Record("It opened, at last.".into()));
        assert_eq!(article.given.title.as_deref(), Some("Bridge opens"));
        assert!(all("title|text\na|b\n")[0].is_ok());
        assert!(all("text\nb\n")[0].is_ok());
    }

    #[test]
    fn a_bad_row_is_reported_and_the_rest_is_read() {
        let rows = all("title,text\na,b,c,d\ne,f\n");
        assert!(rows[0].as_ref().is_err_and(|p| p.at.line == Some(2) && p.what.contains("4 cells")));
        assert!(rows[1].is_ok());
        let open = all("title,text\na,b\n\"c,d\ne,f\ng,h\ni,j\nk,l\n");
        assert!(open[0].is_ok());
        assert!(open[1].as_ref().is_err_and(|p| p.at.line == Some(3) && p.what.contains("never closed")), "{open:?}");
        let none = all("x,y\n1,2\n");
        assert!(none[0].as_ref().is_err_and(|p| p.advice.contains("--map")));
    }
}
