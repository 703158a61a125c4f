/* Which source is silent on which event

   Events that at least some sources cover, with the sources that published in those days and
   had nothing on it.

   :least = 2 -- how many sources must have covered an event
*/
WITH covered AS (
  SELECT DISTINCT c.event_id, a.source_id FROM claim AS c JOIN article AS a USING (article_id)
  WHERE a.is_latest = 1 AND c.event_id IS NOT NULL)
SELECT v.event, v.sources, v.first_published, v.last_published, s.name AS silent_source,
  (SELECT count(*) FROM article AS a WHERE a.source_id = s.source_id AND a.is_latest = 1
   AND substr(a.published_at, 1, 10) BETWEEN substr(v.first_published, 1, 10) AND substr(v.last_published, 1, 10))
    AS articles_in_those_days
FROM v_event AS v
JOIN source AS s ON NOT EXISTS (SELECT 1 FROM covered WHERE covered.event_id = v.event_id AND covered.source_id = s.source_id)
WHERE v.sources >= CAST(coalesce(nullif(:least, ''), 2) AS INTEGER) AND articles_in_those_days > 0 AND s.name <> '(unknown)'
ORDER BY v.event, s.name
