/* One claim in its article

   The claim with the text it stands in, for showing it in context. Offsets are code points
   of the text.

   :id = NULL -- the claim's number
*/
SELECT e.slug AS event, e.title AS event_title, c.event_reason, s.name AS source, a.published_at AS published, a.title,
  a.url, c.kind, c.text AS says, c.field, c.start_char, c.end_char, t.start_char AS sentence_start,
  t.end_char AS sentence_end, CASE c.field WHEN 'title' THEN a.title ELSE a.body END AS text,
  c.bound, c.n, c.n2, c.word, c.hedge, c.low, c.high, c.low_open, c.high_open, c.approximate, c.unit, c.victims, c.scope,
  c.subset, c.superset_id, c.period, c.status, c.stance, c.form, c.occasion, coalesce(p.name, c.place) AS place,
  c.happened_from, c.happened_to, c.as_of, c.section,
  (SELECT group_concat(role || ' ' || label, '; ')
   FROM (SELECT role, label FROM claim_entity AS x WHERE x.claim_id = c.claim_id ORDER BY role, ordinal)) AS who,
  (SELECT group_concat(label, ' < ')
   FROM (SELECT label FROM attribution AS h WHERE h.claim_id = c.claim_id ORDER BY hop)) AS chain,
  (SELECT group_concat('claim:' || other.claim_id, ' ')
   FROM claim_statement AS mine JOIN claim_statement AS other USING (statement_id)
   WHERE mine.claim_id = c.claim_id AND other.claim_id <> c.claim_id) AS said_alike_by,
  c.confidence, c.rule, c.review, c.machine, c.decision_id, c.claim_id, c.quote_id, c.article_id, a.is_latest
FROM claim AS c
JOIN article AS a USING (article_id)
JOIN source AS s USING (source_id)
LEFT JOIN sentence AS t ON t.sentence_id = c.sentence_id
LEFT JOIN event AS e ON e.event_id = c.event_id
LEFT JOIN entity AS p ON p.entity_id = c.place_id
WHERE c.claim_id = :id
