/* Which source is silent on which event

   Events that at least some sources cover, with the sources that published in those days and
   had nothing on it.

   :least = 2 -- how many sources must have covered an event
*/
WITH told AS MATERIALIZED (
  SELECT event, event_id, sources, first_published, last_published, substr(first_published, 1, 10) AS first_day,
    substr(last_published, 1, 10) AS last_day
  FROM v_event WHERE sources >= CAST(coalesce(nullif(:least, ''), 2) AS INTEGER)),
wrote AS MATERIALIZED (
  SELECT a.source_id, substr(a.published_at, 1, 10) AS day, count(*) AS articles
  FROM article AS a JOIN source AS s USING (source_id)
  WHERE a.is_latest = 1 AND s.name <> '(unknown)'
  GROUP BY a.source_id, substr(a.published_at, 1, 10)),
silent AS (
  SELECT v.event_id, w.source_id, sum(w.articles) AS articles
  FROM told AS v JOIN wrote AS w ON w.day BETWEEN v.first_day AND v.last_day
  GROUP BY v.event_id, w.source_id)
SELECT v.event, v.sources, v.first_published, v.last_published, s.name AS silent_source,
  CAST(n.articles AS INTEGER) AS articles_in_those_days
FROM silent AS n JOIN told AS v USING (event_id) JOIN source AS s ON s.source_id = n.source_id
WHERE NOT EXISTS (
  SELECT 1 FROM claim AS c JOIN article AS a USING (article_id)
  WHERE c.event_id = n.event_id AND a.source_id = n.source_id AND a.is_latest = 1)
ORDER BY v.event, s.name
