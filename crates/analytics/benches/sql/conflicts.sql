/* Bench: who contradicts whom. Read by SQLite over its tables and by DuckDB over Parquet. */
WITH firsts AS (
  SELECT statement_id, kind, claim_id, published, source, says, event FROM (
    SELECT s.statement_id, s.kind, c.claim_id, c.published, c.source, c.says, c.event,
      row_number() OVER (PARTITION BY s.statement_id ORDER BY c.published, c.claim_id) AS nth
    FROM statements AS s JOIN claims AS c ON c.claim_id = s.claim_id) AS told
  WHERE nth = 1)
SELECT one.event, one.kind, one.source, one.says, other.source AS other_source, other.says AS other_says,
  CASE WHEN one.published > other.published THEN one.published ELSE other.published END AS since, one.claim_id,
  other.claim_id AS other_claim_id
FROM relations AS r
JOIN firsts AS one ON one.statement_id = r.statement_id
JOIN firsts AS other ON other.statement_id = r.other_id
WHERE r.relation = 'contradict'
ORDER BY 1, 2, 7, 8, 9
