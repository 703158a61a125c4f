/* Frame: one row an article, its latest version. */
SELECT a.article_id, a.source_id, s.name AS source, s.kind AS source_kind, a.published_at AS published,
  substr(a.published_at, 1, 10) AS published_day, a.published_precision, a.published_from, a.title, a.byline, a.agency,
  a.lang, a.url, a.external_id, length(a.body) AS chars,
  (SELECT f.from_article_id FROM copy AS f WHERE f.article_id = a.article_id
   ORDER BY f.share DESC, f.from_article_id LIMIT 1) AS copy_of,
  (SELECT max(f.share) FROM copy AS f WHERE f.article_id = a.article_id) AS copy_share,
  CASE WHEN :body THEN a.body END AS body
FROM article AS a JOIN source AS s USING (source_id)
WHERE a.is_latest = 1
ORDER BY a.article_id
