/* One article

   The article as it is stored, with what it was copied from and its other versions.

   :id = NULL -- the article's number
*/
SELECT s.name AS source, a.published_at AS published, a.published_precision, a.published_from, a.title, a.byline,
  a.agency, a.dateline, a.lang, a.url, a.path, a.external_id, a.body,
  (SELECT group_concat('article:' || from_article_id || ' (' || CAST(round(100 * share) AS INTEGER) || ' %: ' || basis || ')', '; ')
   FROM (SELECT * FROM copy AS f WHERE f.article_id = a.article_id ORDER BY share DESC)) AS copied_from,
  (SELECT group_concat('article:' || article_id, ' ')
   FROM (SELECT article_id FROM copy AS f WHERE f.from_article_id = a.article_id ORDER BY article_id)) AS copied_by,
  a.version_of, a.is_latest, a.article_id
FROM article AS a JOIN source AS s USING (source_id)
WHERE a.article_id = :id
