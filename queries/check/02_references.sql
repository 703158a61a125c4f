/* references: rows that refer to a row that is not there */
SELECT "table" || ':' || coalesce(rowid, '?'), 'refers to a row of ' || parent || ' that is not there'
FROM pragma_foreign_key_check
