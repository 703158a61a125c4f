/* Frame: distinct content, with the claims that say it. */
SELECT s.statement_id, m.claim_id, s.event_id, s.kind, s.scope, s.low, s.high, s.low_open, s.high_open, s.approximate,
  s.status, s.attributed_to, s.first_at, s.last_at
FROM statement AS s JOIN claim_statement AS m USING (statement_id)
ORDER BY s.statement_id, m.claim_id
