/* Bench: which sources agree. Read by SQLite over its tables and by DuckDB over Parquet. */
WITH voice AS (
  SELECT DISTINCT s.statement_id, c.source
  FROM statements AS s JOIN claims AS c ON c.claim_id = s.claim_id
  WHERE c.status = 'occurred' AND NOT c.is_copy),
pair AS (
  SELECT one.source AS one, other.source AS other, 'agree' AS relation
  FROM voice AS one JOIN voice AS other ON other.statement_id = one.statement_id AND one.source < other.source
  UNION ALL
  SELECT CASE WHEN x.source < y.source THEN x.source ELSE y.source END,
    CASE WHEN x.source < y.source THEN y.source ELSE x.source END, r.relation
  FROM relations AS r
  JOIN voice AS x ON x.statement_id = r.statement_id
  JOIN voice AS y ON y.statement_id = r.other_id
  WHERE x.source <> y.source AND r.relation <> 'other-scope')
SELECT one, other, count(*) FILTER (WHERE relation IN ('agree', 'refines')) AS agree,
  count(*) FILTER (WHERE relation IN ('update', 'bound-raised')) AS updates,
  count(*) FILTER (WHERE relation = 'contradict') AS contradict
FROM pair
GROUP BY one, other
ORDER BY count(*) DESC, one, other
