/* the file: what SQLite itself finds wrong */
SELECT '', integrity_check FROM pragma_integrity_check WHERE integrity_check <> 'ok'
