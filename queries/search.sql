/* Articles that hold the words

   Full-text search, best match first. "two words" finds the phrase, a* finds beginnings;
   AND, OR, NOT and NEAR() combine.

   :words = '' -- what to look for
   :most = 50 -- how many articles at most
*/
SELECT s.name AS source, a.published_at AS published, a.title,
  snippet(article_fts, -1, '[', ']', '…', 24) AS excerpt, a.article_id
FROM article_fts
JOIN article AS a ON a.article_id = article_fts.rowid
JOIN source AS s USING (source_id)
WHERE article_fts MATCH :words AND a.is_latest = 1
ORDER BY bm25(article_fts, 4.0, 1.0), a.article_id
LIMIT CAST(coalesce(nullif(:most, ''), 50) AS INTEGER)
