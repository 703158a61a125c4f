/* Bench: who met whom. Read by SQLite over its tables and by DuckDB over Parquet. */
WITH part AS (
  SELECT DISTINCT claim_id, participant, status, source FROM meetings
  WHERE kind = 'met' AND NOT is_copy AND participant IS NOT NULL)
SELECT one.participant AS one, other.participant AS other,
  sum(CASE WHEN one.status = 'occurred' THEN 1 ELSE 0 END) AS held,
  sum(CASE WHEN one.status = 'planned' THEN 1 ELSE 0 END) AS planned,
  sum(CASE WHEN one.status = 'possible' THEN 1 ELSE 0 END) AS possible,
  sum(CASE WHEN one.status = 'denied' THEN 1 ELSE 0 END) AS denied,
  count(DISTINCT one.source) AS sources
FROM part AS one JOIN part AS other ON other.claim_id = one.claim_id AND one.participant < other.participant
GROUP BY one.participant, other.participant
ORDER BY sources DESC, held DESC, one, other
