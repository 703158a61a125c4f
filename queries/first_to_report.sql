/* Who had it first

   Every statement with the source that published it first and how many hours the next
   independent source took. Sources that share the first hour are all too close to call.

   :event = NULL -- the event's slug; every event where empty
*/
WITH telling AS (
  SELECT k.statement_id, s.name AS source, min(a.published_at) AS published, min(c.claim_id) AS claim_id
  FROM claim_statement AS k
  JOIN claim AS c USING (claim_id)
  JOIN article AS a USING (article_id)
  JOIN source AS s USING (source_id)
  WHERE a.is_latest = 1 AND a.published_at GLOB '[0-9]*'
    AND NOT EXISTS (SELECT 1 FROM copy AS f WHERE f.article_id = a.article_id AND f.share >= 0.5)
  GROUP BY k.statement_id, s.name),
ranked AS (
  SELECT *, row_number() OVER (PARTITION BY statement_id ORDER BY published, claim_id) AS place,
    lead(source) OVER (PARTITION BY statement_id ORDER BY published, claim_id) AS next_source,
    lead(published) OVER (PARTITION BY statement_id ORDER BY published, claim_id) AS next_published
  FROM telling)
SELECT v.event, v.kind, v.says, r.source AS first_source, r.published AS first_published, r.next_source, r.next_published,
  round((julianday(r.next_published) - julianday(r.published)) * 24, 1) AS hours_ahead, r.claim_id
FROM ranked AS r JOIN v_statement AS v USING (statement_id)
WHERE r.place = 1 AND (nullif(:event, '') IS NULL OR v.event = :event)
ORDER BY v.event, r.published, r.claim_id
