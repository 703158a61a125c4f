/* What the others tell of an event and one source leaves out

   For every event, what several sources tell of (the dead, the injured, who is blamed ...) with
   the sources that write about the event and say nothing of it. Where `all_others` is 1, every
   other source that covers the event tells of it.

   :event = NULL -- the event's slug; every event where empty
   :least = 2 -- how many sources must tell of it
*/
WITH telling AS (
  SELECT DISTINCT c.event_id, c.kind, coalesce(c.scope, '') AS scope, s.name AS source
  FROM claim AS c JOIN article AS a USING (article_id) JOIN source AS s USING (source_id)
  WHERE a.is_latest = 1 AND c.event_id IS NOT NULL AND c.review IS NOT 'rejected' AND s.name <> '(unknown)'),
covering AS (SELECT DISTINCT event_id, source FROM telling),
size AS (SELECT event_id, count(*) AS sources FROM covering GROUP BY event_id),
matter AS (SELECT event_id, kind, scope, count(*) AS told_by FROM telling GROUP BY event_id, kind, scope)
SELECT e.slug AS event, m.kind, nullif(m.scope, '') AS scope, c.source AS silent_source, m.told_by,
  z.sources AS covered_by, m.told_by = z.sources - 1 AS all_others
FROM matter AS m
JOIN covering AS c USING (event_id)
JOIN size AS z USING (event_id)
JOIN event AS e USING (event_id)
WHERE m.told_by >= CAST(coalesce(nullif(:least, ''), 2) AS INTEGER) AND (nullif(:event, '') IS NULL OR e.slug = :event)
  AND NOT EXISTS (
    SELECT 1 FROM telling AS t
    WHERE t.event_id = m.event_id AND t.kind = m.kind AND t.scope = m.scope AND t.source = c.source)
ORDER BY event, m.told_by DESC, m.kind, m.scope, silent_source
