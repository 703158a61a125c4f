//! Tables as files: Parquet, CSV, JSON Lines, Arrow, with a data dictionary beside them.

use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::BufWriter;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use parallax_store::Reader;
use polars::prelude::{CompatLevel, DataFrame, DataType, IdxCa, PolarsResult};
use polars_io::SerWriter;
use polars_io::csv::write::CsvWriter;
use polars_io::ipc::IpcWriter;
use polars_io::json::JsonWriter;
use polars_io::parquet::write::{KeyValueMetadata, ParquetCompression, ParquetWriter, StatisticsOptions};

use crate::error::{AnalyticsError, Result, of};
use crate::frame::{ColumnType, Table};

crate::names::named!(
    /// A file format.
    Format {
        /// Apache Parquet, compressed, with statistics: for notebooks and DuckDB.
        Parquet = "parquet",
        /// Comma-separated values: for spreadsheets.
        Csv = "csv",
        /// JSON, one object a line. Dates become strings.
        Jsonl = "jsonl",
        /// Apache Arrow IPC in its oldest layout, which pandas reads.
        Arrow = "arrow",
    }
);

/// What to export, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportOptions {
    /// The formats, each in the same folder.
    pub formats: Vec<Format>,
    /// The tables; all of them by default.
    pub tables: Vec<Table>,
    /// Whether texts of articles and sentences go along.
    pub body: bool,
    /// Whether tables with a column `event` are cut into folders `event=SLUG`, as Hive does.
    pub by_event: bool,
    /// The program's version, for the metadata of the files.
    pub version: String,
}

impl Default for ExportOptions {
    fn default() -> Self {
        Self {
            formats: vec![Format::Parquet],
            tables: Table::ALL.to_vec(),
            body: true,
            by_event: false,
            version: String::new(),
        }
    }
}

/// A file that was written.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Exported {
    /// Where.
    pub path: PathBuf,
    /// The table; `None` for the data dictionary.
    pub table: Option<Table>,
    /// How many rows.
    pub rows: usize,
}

/// Writes tables into a folder, which is made where it does not exist.
///
/// # Errors
/// Where the database cannot be read or a file not be written.
pub fn export(reader: &Reader, folder: &Path, options: &ExportOptions) -> Result<Vec<Exported>> {
    fs::create_dir_all(folder).map_err(|source| AnalyticsError::Write { path: folder.to_owned(), source })?;
    let mut written = Vec::new();
    let mut rows = Vec::new();
    for &table in &options.tables {
        let frame = table.load(reader, options.body)?;
        rows.push((table, frame.height()));
        // A file of the coverage of one event by one source would hold a row; it stays whole.
        let parts = match options.by_event && table != Table::Coverage && frame.column("event").is_ok() {
            true if table != Table::Events => by_event(&frame).map_err(of(table.name()))?,
            _ => vec![(None, frame.clone())],
        };
        for (event, mut part) in parts {
            for &format in &options.formats {
                let path = match &event {
                    Some(event) => {
                        folder.join(table.name()).join(format!("event={event}")).join(format!("part-0.{format}"))
                    }
                    None => folder.join(format!("{table}.{format}")),
                };
                write(&mut part, table, format, &path, &options.version)?;
                written.push(Exported { path, table: Some(table), rows: part.height() });
            }
        }
    }
    let texts = [("README.md", readme(&rows, options)), ("dictionary.csv", dictionary(&options.tables))];
    for (name, text) in texts {
        let path = folder.join(name);
        fs::write(&path, text).map_err(|source| AnalyticsError::Write { path: path.clone(), source })?;
        written.push(Exported { path, table: None, rows: 0 });
    }
    Ok(written)
}

/// A frame cut by its column `event`, which goes into the folder's name; rows of no event stand
/// under the name that Hive has for it.
fn by_event(frame: &DataFrame) -> PolarsResult<Vec<(Option<String>, DataFrame)>> {
    const NONE: &str = "__HIVE_DEFAULT_PARTITION__";
    let events = frame.column("event")?.cast(&DataType::String)?;
    let events: Vec<&str> = events.str()?.iter().map(|e| e.unwrap_or(NONE)).collect();
    let mut order: Vec<u32> = (0..frame.height() as u32).collect();
    order.sort_by_key(|i| events[*i as usize]);
    let rest = frame.drop("event")?;
    let mut parts = Vec::new();
    for rows in order.chunk_by(|a, b| events[*a as usize] == events[*b as usize]) {
        let name = events[rows[0] as usize].to_owned();
        parts.push((Some(name), rest.take(&IdxCa::from_vec("rows".into(), rows.to_vec()))?));
    }
    Ok(parts)
}

/// Writes one table in one format. The file appears whole or not at all.
fn write(frame: &mut DataFrame, table: Table, format: Format, path: &Path, version: &str) -> Result<()> {
    let failed = |source| AnalyticsError::Write { path: path.to_owned(), source };
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(failed)?;
    }
    let unfinished = path.with_extension(format!("{format}.part"));
    let file = File::create(&unfinished).map_err(failed)?;
    let done = encode(frame, table, format, BufWriter::new(file), version);
    if let Err(error) = done {
        // What was begun is no table; that it cannot be removed either changes nothing.
        let _ = fs::remove_file(&unfinished);
        return Err(of(table.name())(error));
    }
    fs::rename(&unfinished, path).map_err(failed)
}

fn encode(
    frame: &mut DataFrame,
    table: Table,
    format: Format,
    mut file: BufWriter<File>,
    version: &str,
) -> PolarsResult<()> {
    let facts = [
        ("schema_version", parallax_store::schema_version().to_string()),
        ("table", table.name().to_owned()),
        ("made_by", format!("parallax {version}").trim_end().to_owned()),
    ];
    match format {
        Format::Parquet => {
            let facts = facts.map(|(k, v)| (k.to_owned(), v)).to_vec();
            ParquetWriter::new(file)
                .with_compression(ParquetCompression::Zstd(None))
                .with_statistics(StatisticsOptions::full())
                .with_key_value_metadata(Some(KeyValueMetadata::from_static(facts)))
                .finish(frame)?;
        }
        Format::Csv => {
            CsvWriter::new(&mut file).with_datetime_format(Some("%Y-%m-%dT%H:%M:%SZ".into())).finish(frame)?
        }
        Format::Jsonl => JsonWriter::new(&mut file).finish(frame)?,
        Format::Arrow => {
            let mut writer = IpcWriter::new(&mut file).with_compat_level(CompatLevel::oldest());
            let facts = facts.into_iter().map(|(k, v)| (k.into(), v.into())).collect();
            writer.set_custom_schema_metadata(Arc::new(facts));
            writer.finish(frame)?;
        }
    }
    Ok(())
}

/// The data dictionary for people.
fn readme(rows: &[(Table, usize)], options: &ExportOptions) -> String {
    let mut text = String::from("# Data dictionary\n\n");
    let formats: Vec<&str> = options.formats.iter().map(|f| f.name()).collect();
    let _ = writeln!(
        text,
        "Exported by Parallax, schema version {}, as {}. Times are UTC. An empty cell means that the text does not say.\n\
         Offsets count Unicode characters from 0. Keys lead from every row back to its sentence and article.\n",
        parallax_store::schema_version(),
        formats.join(", "),
    );
    if !options.body {
        text.push_str("Texts of articles and sentences were left out (`--no-body`).\n\n");
    }
    text.push_str("| table | rows | what a row is |\n|---|---|---|\n");
    for (table, count) in rows {
        let _ = writeln!(text, "| [{table}](#{table}) | {count} | {} |", table.doc());
    }
    for (table, _) in rows {
        let _ = write!(text, "\n## {table}\n\n{}\n\n| column | type | what it holds |\n|---|---|---|\n", table.doc());
        for column in table.columns() {
            let _ = writeln!(text, "| {} | {} | {} |", column.name, column.kind.name(), column.doc);
        }
    }
    text
}

/// The data dictionary for programs.
fn dictionary(tables: &[Table]) -> String {
    let mut text = String::from("table,column,type,description\n");
    for table in tables {
        for column in table.columns() {
            let _ = writeln!(text, "{table},{},{},\"{}\"", column.name, type_name(column.kind), column.doc);
        }
    }
    text
}

/// The type as Parquet and Arrow know it.
const fn type_name(kind: ColumnType) -> &'static str {
    match kind {
        ColumnType::Int => "int64",
        ColumnType::Real => "float64",
        ColumnType::Text => "string",
        ColumnType::Word => "categorical",
        ColumnType::Flag => "boolean",
        ColumnType::Day => "date",
        ColumnType::Moment => "datetime[us, UTC]",
    }
}
