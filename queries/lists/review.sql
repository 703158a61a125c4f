/* What deserves a look

   Claims and quotes that nobody has judged, the doubtful and weighty first: what the rules are
   least sure of, what contradicts another source, what events of many sources rest on. Copies
   are left out.

   :event = NULL -- the slug of an event; for quotes, one that their article makes a claim about
   :what = NULL -- claim or quote
*/
WITH disputed AS (
  SELECT k.claim_id FROM claim_statement AS k JOIN statement_relation AS r USING (statement_id)
  WHERE r.relation = 'contradict'
  UNION
  SELECT k.claim_id FROM claim_statement AS k JOIN statement_relation AS r ON r.other_id = k.statement_id
  WHERE r.relation = 'contradict'),
telling AS (
  SELECT c.event_id, count(DISTINCT a.source_id) AS sources
  FROM claim AS c JOIN article AS a USING (article_id)
  WHERE a.is_latest = 1 AND c.event_id IS NOT NULL GROUP BY c.event_id),
item AS (
  SELECT 'claim' AS what, v.claim_id AS id, v.kind, v.says, v.source, v.published, v.event,
    coalesce(v.confidence, 0.5) AS confidence, coalesce(t.sources, 1) AS sources,
    v.claim_id IN (SELECT claim_id FROM disputed) AS is_disputed, v.sentence
  FROM v_claim AS v LEFT JOIN telling AS t USING (event_id)
  WHERE v.review IS NULL AND v.is_copy = 0 AND (nullif(:event, '') IS NULL OR v.event = :event)
  UNION ALL
  SELECT 'quote', q.quote_id, q.kind, q.says, q.source, q.published, NULL, coalesce(q.confidence, 0.5),
    coalesce((SELECT count(DISTINCT f.article_id) FROM quote AS f WHERE f.family_id = q.family_id), 1), 0, q.sentence
  FROM v_quote AS q
  WHERE q.review IS NULL AND q.is_copy = 0 AND q.kind <> 'scare' AND (nullif(:event, '') IS NULL OR EXISTS (
    SELECT 1 FROM claim AS c JOIN event AS e USING (event_id) WHERE c.article_id = q.article_id AND e.slug = :event)))
SELECT what || ':' || id AS item, kind, says, source, published, event, confidence, sources, is_disputed,
  round((1.0 - confidence) * min(sources, 8) + is_disputed, 3) AS weight, sentence
FROM item
WHERE nullif(:what, '') IS NULL OR what = :what
ORDER BY weight DESC, published, what, id
