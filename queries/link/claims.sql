/* Linking: what it reads of a claim. */
SELECT c.claim_id, c.article_id, coalesce(t.ordinal, 0) AS sentence, c.section, c.kind, c.status, c.text,
  iif(c.kind = 'figure', NULL, substr(iif(t.field = 'title', a.title, a.body), t.start_char + 1, t.end_char - t.start_char))
    AS context,
  coalesce(root.name, p.name, c.place) AS place, c.happened_from, c.happened_to, c.happened_precision, c.event_phrase,
  c.form, c.occasion, c.bound, c.low, c.high, c.low_open, c.high_open, c.approximate, c.word, c.scope, c.subset, c.period,
  c.as_of, a.published_at, s.name AS source,
  EXISTS (SELECT 1 FROM copy AS f WHERE f.article_id = a.article_id AND f.share >= 0.5) AS is_copy,
  coalesce(root.country, p.country) AS country, c.victims, c.unit, c.place AS place_as_written
FROM claim AS c
JOIN article AS a USING (article_id)
JOIN source AS s USING (source_id)
LEFT JOIN sentence AS t ON t.sentence_id = c.sentence_id
LEFT JOIN entity AS p ON p.entity_id = c.place_id
LEFT JOIN entity AS root ON root.entity_id = p.merged_into
WHERE a.is_latest = 1 AND c.review IS NOT 'rejected'
ORDER BY c.claim_id
