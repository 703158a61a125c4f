/* Which sources agree and which contradict each other

   Every pair of sources over the figures that both give, copies left out: how often they make
   one statement or one lies inside the other, how often one brings the other up to date, how
   often they contradict each other.

   :event = NULL -- the event's slug; every event where empty
*/
WITH voice AS (
  SELECT DISTINCT k.statement_id, s.name AS source
  FROM claim_statement AS k
  JOIN statement AS t USING (statement_id)
  JOIN event AS e USING (event_id)
  JOIN claim AS c USING (claim_id)
  JOIN article AS a USING (article_id)
  JOIN source AS s USING (source_id)
  WHERE a.is_latest = 1 AND c.status = 'occurred' AND (nullif(:event, '') IS NULL OR e.slug = :event)
    AND NOT EXISTS (SELECT 1 FROM copy AS f WHERE f.article_id = a.article_id AND f.share >= 0.5)),
pair AS (
  SELECT one.source AS one, other.source AS other, 'agree' AS relation
  FROM voice AS one JOIN voice AS other ON other.statement_id = one.statement_id AND one.source < other.source
  UNION ALL
  SELECT CASE WHEN x.source < y.source THEN x.source ELSE y.source END,
    CASE WHEN x.source < y.source THEN y.source ELSE x.source END, r.relation
  FROM statement_relation AS r
  JOIN voice AS x ON x.statement_id = r.statement_id
  JOIN voice AS y ON y.statement_id = r.other_id
  WHERE x.source <> y.source AND r.relation <> 'other-scope')
SELECT one, other, count(*) FILTER (WHERE relation IN ('agree', 'refines')) AS agree,
  count(*) FILTER (WHERE relation IN ('update', 'bound-raised')) AS updates,
  count(*) FILTER (WHERE relation = 'contradict') AS contradict
FROM pair
GROUP BY one, other
ORDER BY count(*) DESC, one, other
