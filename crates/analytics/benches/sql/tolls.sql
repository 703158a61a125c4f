/* Bench: the figure of every event. Read by SQLite over its tables and by DuckDB over Parquet. */
SELECT event_id, min(coalesce(low, high)) AS low, max(coalesce(high, low)) AS high,
  count(DISTINCT source) AS sources, count(*) AS claims, min(published) AS first_day, max(published) AS last_day
FROM figures
WHERE event_id IS NOT NULL AND kind = 'killed' AND status = 'occurred' AND NOT subset AND coalesce(scope, 'all') = 'all'
GROUP BY event_id
ORDER BY high DESC, event_id
