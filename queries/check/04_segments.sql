/* segments: raw text with two labels, or with none */
WITH edge AS (
  SELECT article_id, ordinal, raw_start, coalesce(max(raw_end) OVER (PARTITION BY article_id ORDER BY ordinal
    ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS reached
  FROM segment
  UNION ALL
  SELECT article_id, max(ordinal) + 1, 2000000000, max(raw_end) FROM segment GROUP BY article_id),
gap AS (
  SELECT article_id, ordinal, trim(substr(coalesce(raw, body), reached + 1, raw_start - reached),
    char(9, 10, 11, 12, 13, 32, 133, 160, 8203, 8232, 8233, 12288, 65279)) AS words
  FROM edge JOIN article USING (article_id) WHERE raw_start > reached)
SELECT 'article:' || article_id, 'segment ' || ordinal || ' begins before the one ahead of it ends'
FROM edge WHERE raw_start < reached
UNION ALL
SELECT 'article:' || article_id, 'the text before segment ' || ordinal || ' has no label: ' || quote(substr(words, 1, 40))
FROM gap WHERE words <> ''
