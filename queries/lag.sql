/* How long after the first source each other source took

   Hours from the first article on an event to the first article of every source. Articles
   dated to the day only count from its beginning.

   :event = NULL -- the event's slug; every event where empty
*/
WITH opening AS (
  SELECT e.slug AS event, s.name AS source, min(a.published_at) AS first_published, min(a.article_id) AS article_id
  FROM claim AS c
  JOIN event AS e USING (event_id)
  JOIN article AS a USING (article_id)
  JOIN source AS s USING (source_id)
  WHERE a.is_latest = 1 AND a.published_at GLOB '[0-9]*' AND (nullif(:event, '') IS NULL OR e.slug = :event)
  GROUP BY e.slug, s.name)
SELECT event, source, first_published,
  round((julianday(first_published) - min(julianday(first_published)) OVER (PARTITION BY event)) * 24, 1) AS hours_after,
  article_id
FROM opening
ORDER BY event, first_published, source
