/* Frame: one row a claim that nobody rejected, all versions; the articles frame says which are the latest. */
SELECT c.claim_id, c.article_id, c.sentence_id, c.quote_id, c.event_id, c.kind, c.status, c.text AS says, c.section,
  c.bound, c.n, c.n2, c.word, c.hedge, c.low, c.high, c.low_open, c.high_open, c.approximate, c.unit, c.victims,
  c.scope, c.subset, c.superset_id, c.period, c.stance, c.form, c.occasion, c.place, c.happened_from, c.happened_to,
  c.happened_precision, c.as_of, c.event_phrase, c.event_reason, c.field, c.start_char, c.end_char, c.confidence, c.rule,
  c.review
FROM claim AS c
WHERE c.review IS NOT 'rejected'
  AND c.claim_id BETWEEN coalesce(:first, 1) AND coalesce(:last, 9223372036854775807)
