//! Every format is read, whole or broken, and one bad file never stops the rest.

use std::io::Write;
use std::ops::ControlFlow;
use std::path::Path;

use parallax_ingest::{AnnotatedArticle, Input, Manifest, Options, Summary, annotate_all};

const PAGE: &str = "<html><head><title>Bridge opens - Marlow Post</title><meta charset=\"utf-8\"></head><body><article><h1>Bridge opens</h1>\
    <p>The mayor of Marlow opened the old stone bridge on Monday after two years of work that cost the town a great deal of money.</p>\
    <p>She thanked the builders and asked drivers to be patient until the second lane is free, which she expects in the spring.</p></article></body></html>";
const TEXT: &str =
    "Ferry stays in harbour\n\nThe ferry stayed in harbour on Monday because of the storm, the harbour master said.\n";
const LINES: &str = "{\"id\":\"1\",\"text\":\"The river fell.\"}\n{\"id\":\"2\",\"text\":\"The river rose.\"}\n";

fn read(path: &Path, options: &Options) -> (Vec<AnnotatedArticle>, Summary) {
    let mut out = Vec::new();
    let summary = annotate_all(&[Input::new(path)], options, None, |article| {
        out.push(article);
        ControlFlow::Continue(())
    });
    (out, summary.expect("the input is there"))
}

fn ids(articles: &[AnnotatedArticle]) -> Vec<String> {
    articles.iter().map(AnnotatedArticle::id).collect()
}

fn told(summary: &Summary) -> Vec<String> {
    summary.problems.iter().map(ToString::to_string).collect()
}

/// Asserts that one problem has all these words.
fn tells(summary: &Summary, words: &[&str]) {
    let told = told(summary);
    assert!(told.iter().any(|p| words.iter().all(|w| p.contains(w))), "none has all of {words:?}: {told:#?}");
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    packer.write_all(bytes).expect("in memory");
    packer.finish().expect("in memory")
}

fn file(name: &str, bytes: &[u8]) -> (tempfile::TempDir, std::path::PathBuf) {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join(name);
    std::fs::write(&path, bytes).expect("writable");
    (dir, path)
}

#[cfg(feature = "archives")]
fn zip_of(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in files {
        archive.start_file(*name, zip::write::SimpleFileOptions::default()).expect("a member");
        archive.write_all(bytes).expect("in memory");
    }
    archive.finish().expect("in memory").into_inner()
}

#[cfg(feature = "archives")]
fn tar_of(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = tar::Builder::new(Vec::new());
    for (name, bytes) in files {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        // Written by hand: the crate refuses the odd paths that are to be tried.
        header.as_gnu_mut().expect("gnu").name[..name.len()].copy_from_slice(name.as_bytes());
        header.set_cksum();
        archive.append(&header, *bytes).expect("in memory");
    }
    archive.into_inner().expect("in memory")
}

#[test]
#[cfg(feature = "archives")]
fn archives_are_folders() {
    let inner = zip_of(&[("deep.txt", TEXT.as_bytes())]);
    let packed = gzip(LINES.as_bytes());
    let files: [(&str, &[u8]); 9] = [
        ("2031/a.html", PAGE.as_bytes()),
        ("../../etc/b.txt", TEXT.as_bytes()),
        ("C:\\odd\\c.txt", TEXT.as_bytes()),
        ("dump.jsonl.gz", &packed),
        ("inner.zip", &inner),
        (".hidden.txt", TEXT.as_bytes()),
        ("__MACOSX/2031/._a.html", b"\0\x05\x16\x07"),
        ("picture.jpg", b"\xFF\xD8\xFF"),
        ("README.md", b"about"),
    ];
    let expected = ["a.html", "b.txt", "c.txt", "1", "2", "deep.txt"];
    for (name, bytes) in [
        ("all.zip", zip_of(&files)),
        ("all.tar", tar_of(&files)),
        ("all.tar.gz", gzip(&tar_of(&files))),
        ("all.tar.zst", zstd::encode_all(tar_of(&files).as_slice(), 1).expect("in memory")),
        ("all.zip.gz", gzip(&zip_of(&files))),
        ("without_a_name", zip_of(&files)),
    ] {
        let (dir, path) = file(name, &bytes);
        let (articles, summary) = read(&path, &Options::default());
        assert_eq!(ids(&articles), expected, "{name}: {:#?}", told(&summary));
        let first = articles[0].article.path.clone().unwrap_or_default();
        assert!(first.ends_with(&format!("{name}!2031/a.html")), "{first}");
        assert_eq!(articles[0].article.title, "Bridge opens");
        tells(&summary, &["1 file that is no article", "1 .jpg"]);
        assert_eq!(summary.skipped, 0);
        if name.contains('.') {
            assert_eq!(ids(&read(dir.path(), &Options::default()).0), expected, "as a folder's file: {name}");
        }
    }
}

#[test]
#[cfg(feature = "archives")]
fn a_manifest_lists_members() {
    let archive = zip_of(&[("a.txt", TEXT.as_bytes()), ("b.txt", TEXT.as_bytes())]);
    let (dir, path) = file("all.zip", &archive);
    let table = dir.path().join("m.csv");
    std::fs::write(&table, "file,source\na.txt,Marlow Post\n").expect("writable");
    let options = Options { manifest: Some(Manifest::read(&table).expect("a manifest")), ..Options::default() };
    let (articles, summary) = read(dir.path(), &options);
    assert_eq!(ids(&articles), ["a.txt"]);
    assert_eq!(articles[0].article.source.as_deref(), Some("Marlow Post"));
    tells(&summary, &["all.zip!b.txt", "not in the manifest"]);
    std::fs::write(&table, "file,source\nall.zip,Marlow Post\n").expect("writable");
    let options = Options { manifest: Some(Manifest::read(&table).expect("a manifest")), ..Options::default() };
    let (articles, _) = read(&path, &options);
    assert_eq!(articles.iter().filter(|a| a.article.source.as_deref() == Some("Marlow Post")).count(), 2);
}

#[test]
#[cfg(feature = "archives")]
fn broken_archives_give_what_they_have() {
    // Stored, so that the break falls into the second file and not into the first's bytes.
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for name in ["a.txt", "b.txt"] {
        let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        archive.start_file(name, stored).expect("a member");
        let long: String =
            (1..40).map(|day| format!("The ferry to pier {day} sailed on day {day} of the month.\n")).collect();
        archive.write_all(format!("{TEXT}{long}").as_bytes()).expect("in memory");
    }
    let whole = archive.finish().expect("in memory").into_inner();
    let (_dir, path) = file("cut.zip", &whole[..whole.len() * 3 / 5]);
    let (articles, summary) = read(&path, &Options::default());
    assert_eq!(ids(&articles).first().map(String::as_str), Some("a.txt"), "{:?}", told(&summary));
    tells(&summary, &["cut.zip", "no whole zip archive"]);
    let tar = tar_of(&[("a.txt", TEXT.as_bytes()), ("b.txt", TEXT.as_bytes())]);
    let (_dir, path) = file("cut.tar", &tar[..1024 + 512 + 40]);
    let (articles, summary) = read(&path, &Options::default());
    assert_eq!(ids(&articles)[0], "a.txt");
    assert_eq!(summary.skipped, 1, "{:?}", told(&summary));
    let (_dir, path) = file("page.zip", PAGE.as_bytes());
    assert_eq!(read(&path, &Options::default()).0.len(), 1, "a page saved under the archive's name");
    let (_dir, path) =
        file("letter.docx", &zip_of(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<a/>")]));
    tells(&read(&path, &Options::default()).1, &["Office document", "save it as text"]);
}

#[test]
fn bombs_are_stopped() {
    let zeros = vec![b' '; 300 << 20];
    let (_dir, path) = file("bomb.jsonl.gz", &gzip(&zeros));
    let (articles, summary) = read(&path, &Options::default());
    assert!(articles.is_empty());
    tells(&summary, &["times its size"]);
    let (_dir, path) = file("bomb.txt.zst", &zstd::encode_all(zeros.as_slice(), 1).expect("in memory"));
    tells(&read(&path, &Options::default()).1, &["bomb.txt.zst"]);
    #[cfg(feature = "archives")]
    {
        let (_dir, path) = file("bomb.zip", &zip_of(&[("a.jsonl", &zeros), ("b.txt", TEXT.as_bytes())]));
        let (articles, summary) = read(&path, &Options::default());
        assert_eq!(ids(&articles), ["b.txt"]);
        tells(&summary, &["bomb.zip!a.jsonl", "times its size"]);
    }
}

#[test]
#[cfg(feature = "warc")]
fn web_archives() {
    let record = |body: &str| {
        let answer = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{body}");
        let length = answer.len();
        format!(
            "WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://www.marlowpost.example/2031/03/05/bridge\r\nContent-Type: application/http\r\nContent-Length: {length}\r\n\r\n{answer}\r\n\r\n"
        )
    };
    // A .warc.gz is one gzip member a record.
    let packed = [gzip(record(PAGE).as_bytes()), gzip(record("<html><p>Short.</p></html>").as_bytes())].concat();
    let (_dir, path) = file("crawl.warc.gz", &packed);
    let (articles, summary) = read(&path, &Options::default());
    assert_eq!(articles.len(), 2, "{:?}", told(&summary));
    let bridge = &articles[0].article;
    assert_eq!(
        (bridge.title.as_str(), bridge.url.as_deref()),
        ("Bridge opens", Some("https://www.marlowpost.example/2031/03/05/bridge"))
    );
    assert_eq!(bridge.published.as_ref().map(|p| p.at.as_str()), Some("2031-03-05"));
    let (_dir, path) = file("cut.warc.gz", &packed[..packed.len() - 30]);
    let (articles, summary) = read(&path, &Options::default());
    assert_eq!(articles.len(), 1);
    assert_eq!(summary.skipped, 1, "{:?}", told(&summary));
}

#[test]
#[cfg(feature = "feeds")]
fn feeds() {
    let feed = format!(
        "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Marlow Post</title><link>https://m.example</link><description>d</description>\
         <item><title>Ferry stays</title><link>https://m.example/1</link><pubDate>Wed, 05 Mar 2031 09:00:00 GMT</pubDate><description><![CDATA[{TEXT}]]></description></item></channel></rss>"
    );
    for name in ["feed.rss", "feed.xml", "feed.atom.gz", "feed"] {
        let bytes = if name.ends_with("gz") { gzip(feed.as_bytes()) } else { feed.clone().into_bytes() };
        let (_dir, path) = file(name, &bytes);
        let (articles, summary) = read(&path, &Options::default());
        assert_eq!(articles.len(), 1, "{name}: {:?}", told(&summary));
        let article = &articles[0].article;
        assert_eq!(article.source.as_deref(), Some("Marlow Post"));
        let published = article.published.as_ref().expect("a date");
        assert_eq!((published.at.as_str(), published.from.name()), ("2031-03-05T09:00:00Z", "feed"));
    }
}

#[test]
#[cfg(feature = "parquet")]
fn parquet_tables() {
    use parquet::data_type::{ByteArray, ByteArrayType, Int64Type};
    use parquet::file::properties::WriterProperties;
    use parquet::file::writer::SerializedFileWriter;
    let schema = "message articles { required binary headline (UTF8); required binary body; required int64 date (TIMESTAMP(MILLIS,true)); required int64 embedding; }";
    let schema = std::sync::Arc::new(parquet::schema::parser::parse_message_type(schema).expect("a schema"));
    let properties = WriterProperties::builder().set_compression(parquet::basic::Compression::SNAPPY).build();
    let mut writer = SerializedFileWriter::new(Vec::new(), schema, properties.into()).expect("a writer");
    for group in 0..2 {
        let texts = [format!("The river fell, {group}."), format!("The river rose, {group}.")];
        let texts: Vec<ByteArray> = texts.iter().map(|t| t.as_str().into()).collect();
        let mut rows = writer.next_row_group().expect("a row group");
        let mut column = 0;
        while let Some(mut open) = rows.next_column().expect("a column") {
            match column {
                0 | 1 => drop(open.typed::<ByteArrayType>().write_batch(&texts, None, None).expect("written")),
                _ => drop(open.typed::<Int64Type>().write_batch(&[1_930_467_600_000; 2], None, None).expect("written")),
            }
            open.close().expect("closed");
            column += 1;
        }
        rows.close().expect("closed");
    }
    let bytes = writer.into_inner().expect("a file");
    for (name, bytes) in [("t.parquet", bytes.clone()), ("t.parquet.gz", gzip(&bytes)), ("t", bytes.clone())] {
        let (_dir, path) = file(name, &bytes);
        let (articles, summary) = read(&path, &Options::default());
        assert_eq!(articles.len(), 4, "{name}: {:?}", told(&summary));
        let last = &articles[3].article;
        assert_eq!((last.title.as_str(), last.body.as_str()), ("The river rose, 1.", "The river rose, 1."));
        assert_eq!(last.published.as_ref().map(|p| p.at.as_str()), Some("2031-03-05T09:00:00Z"));
    }
    let (_dir, path) = file("cut.parquet", &bytes[..bytes.len() - 20]);
    tells(&read(&path, &Options::default()).1, &["cut.parquet", "no whole Parquet file"]);
    let mut damaged = bytes;
    damaged[10..40].fill(0xEE);
    let (_dir, path) = file("damaged.parquet", &damaged);
    let (articles, summary) = read(&path, &Options::default());
    assert!(summary.skipped > 0 && articles.len() >= 2, "{:?}", told(&summary));
}

#[test]
fn odd_files_give_one_clear_message_each() {
    let dir = tempfile::tempdir().expect("a folder");
    let wide: Vec<u8> = TEXT.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let mut western = b"Caf\xE9 opens\n\nThe caf\xE9 in Z\xFCrich opened on Monday, the owner said, after a d\xE9j\xE0 vu of closures.\n".to_vec();
    western.extend_from_slice(b"It had been shut since the stra\xDFe was dug up.\n");
    let long = format!("{{\"id\":\"long\",\"text\":\"{}\"}}\n", "The river fell. ".repeat(650_000));
    let files: [(&str, &[u8]); 16] = [
        ("a-empty.txt", b""),
        ("b-empty.jsonl.gz", b""),
        ("c-spaces.html", b" \n "),
        (
            "d-table.csv",
            "\u{FEFF}id;title;text;date\nd1;Bridge;It opened.;31.12.2019\nd2;Ferry;It stayed.;someday\n".as_bytes(),
        ),
        ("e-nested.json", b"[[{\"id\":\"e1\",\"text\":\"One.\"},{\"id\":\"e2\",\"text\":\"Two.\"}]]"),
        ("f-lines.jsonl", b"{\"id\":\"f1\",\"text\":\"One.\"}\n{\"id\": broken\n{\"id\":\"f3\",\"text\":\"Three.\"}\n"),
        ("g-western.txt", &western),
        ("h-wide.txt", &wide),
        ("i-page.txt", PAGE.as_bytes()),
        ("j-without", TEXT.as_bytes()),
        ("k-mirror.php", PAGE.as_bytes()),
        ("l-code.py", b"import os\n"),
        ("m-picture.jpeg", b"\xFF\xD8\xFF\xE0"),
        ("n-not-text.txt", b"%PDF-1.4\n"),
        ("o-long.jsonl", long.as_bytes()),
        ("p-cut.txt.gz", &gzip(TEXT.as_bytes())[..30]),
    ];
    for (name, bytes) in files {
        std::fs::write(dir.path().join(name), bytes).expect("writable");
    }
    #[cfg(unix)]
    std::os::unix::fs::symlink(dir.path(), dir.path().join("q-loop")).expect("a link");
    let (articles, summary) = read(dir.path(), &Options::default());
    let expected = [
        "d1",
        "d2",
        "e1",
        "e2",
        "f1",
        "f3",
        "g-western.txt",
        "h-wide.txt",
        "i-page.txt",
        "j-without",
        "k-mirror.php",
        "long",
    ];
    assert_eq!(ids(&articles), expected, "{:#?}", told(&summary));
    assert!(articles[6].article.body.contains("café in Zürich"));
    assert!(articles[7].article.body.contains("harbour master"));
    assert_eq!(articles[8].article.title, "Bridge opens");
    for (name, words) in [
        ("a-empty.txt", "is empty"),
        ("b-empty.jsonl.gz", "is empty"),
        ("c-spaces.html", "is empty"),
        ("d-table.csv:3", "\"someday\" cannot be read; write it as"),
        ("f-lines.jsonl:2", "is no JSON"),
        ("n-not-text.txt", "is a PDF; save it as text"),
        ("p-cut.txt.gz", "cannot be read to its end"),
        ("", "2 files that are no articles were left out: 1 .jpeg, 1 .py"),
    ] {
        let all = told(&summary);
        assert_eq!(all.iter().filter(|p| p.contains(name) && p.contains(words)).count(), 1, "{name} {words}: {all:#?}");
    }
    #[cfg(unix)]
    tells(&summary, &["q-loop", "loop"]);
}
