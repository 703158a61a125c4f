/* How much of the claims and quotes a person has judged

   :event = NULL -- the slug of an event: its claims alone; everything where empty
*/
SELECT sum(judged) AS judged, count(*) AS rows_in_all FROM (
  SELECT c.review IS NOT NULL AS judged
  FROM claim AS c JOIN article AS a USING (article_id) LEFT JOIN event AS e USING (event_id)
  WHERE a.is_latest = 1 AND (nullif(:event, '') IS NULL OR e.slug = :event)
  UNION ALL
  SELECT q.review IS NOT NULL FROM quote AS q JOIN article AS a USING (article_id)
  WHERE a.is_latest = 1 AND q.kind <> 'scare' AND nullif(:event, '') IS NULL)
