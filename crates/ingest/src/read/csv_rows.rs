//! Tables: one article a row, columns by name.

use std::io::BufRead;
use std::ops::ControlFlow;

use super::{FieldMap, Sink};
use crate::problem::{Origin, Problem};

/// Reads a table with a header. A bad row is reported with its line and left out.
pub(super) fn read(
    path: &str,
    delimiter: u8,
    input: &mut dyn BufRead,
    map: &FieldMap,
    sink: &mut Sink<'_>,
) -> ControlFlow<()> {
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
        let read = match table.read_byte_record(&mut row) {
            Ok(false) => return ControlFlow::Continue(()),
            Ok(true) => {
                let line = row.position().map(csv::Position::line);
                let at = Origin::record(path, number, line);
                let cells: Vec<String> = row.iter().map(cell).collect();
                if cells.len() > header.len() {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::Content;

    fn all(text: &str) -> Vec<super::super::Read> {
        let mut out = Vec::new();
        let flow = read("t.csv", b',', &mut text.as_bytes(), &FieldMap::default(), &mut |r| {
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
    fn a_bad_row_is_reported_and_the_rest_is_read() {
        let rows = all("title,text\na,b,c,d\ne,f\n");
        assert!(rows[0].as_ref().is_err_and(|p| p.at.line == Some(2) && p.what.contains("4 cells")));
        assert!(rows[1].is_ok());
        let none = all("x,y\n1,2\n");
        assert!(none[0].as_ref().is_err_and(|p| p.advice.contains("--map")));
    }
}
