/* The articles

   Every article in its latest version, in order of publication, with what was found in it.

   :event = NULL -- the slug of an event that the article makes a claim about
   :source = NULL -- the outlet's name
   :from = NULL -- published on this day or later
   :to = NULL -- published on this day or earlier
*/
SELECT v.source, v.published, v.title, v.byline, v.agency, v.dateline, v.lang, v.url, v.chars, v.quotes, v.claims,
  (SELECT f.from_article_id FROM copy AS f WHERE f.article_id = v.article_id AND f.share >= 0.5
   ORDER BY f.share DESC, f.from_article_id LIMIT 1) AS copy_of, v.is_copy, v.published_precision, v.published_from, v.external_id, v.path, v.article_id
FROM v_article AS v
WHERE (nullif(:source, '') IS NULL OR v.source = :source)
  AND (nullif(:from, '') IS NULL OR substr(v.published, 1, 10) >= :from)
  AND (nullif(:to, '') IS NULL OR substr(v.published, 1, 10) <= :to)
  AND (nullif(:event, '') IS NULL OR EXISTS (
    SELECT 1 FROM claim AS c JOIN event AS e USING (event_id) WHERE c.article_id = v.article_id AND e.slug = :event))
ORDER BY v.published, v.source, v.article_id
