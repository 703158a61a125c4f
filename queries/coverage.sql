/* Which source covered which event, and how much

   One row for every event and source with articles on it: when it began, how many articles,
   claims and quotes, and how much of it was copied.

   :event = NULL -- the event's slug; every event where empty
*/
SELECT e.slug AS event, s.name AS source, count(DISTINCT a.article_id) AS articles,
  count(DISTINCT CASE WHEN EXISTS (SELECT 1 FROM copy AS f WHERE f.article_id = a.article_id AND f.share >= 0.5)
    THEN a.article_id END) AS copies,
  count(*) AS claims,
  count(DISTINCT c.quote_id) AS quotes,
  min(a.published_at) AS first_published, max(a.published_at) AS last_published
FROM claim AS c
JOIN event AS e USING (event_id)
JOIN article AS a USING (article_id)
JOIN source AS s USING (source_id)
WHERE a.is_latest = 1 AND (nullif(:event, '') IS NULL OR e.slug = :event)
GROUP BY e.slug, s.name
ORDER BY event, first_published, source
