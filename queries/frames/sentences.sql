/* Frame: the sentences that claims and quotes point at. */
SELECT t.sentence_id, t.article_id, t.ordinal, t.field, t.start_char, t.end_char,
  CASE WHEN :body THEN substr(iif(t.field = 'title', a.title, a.body), t.start_char + 1, t.end_char - t.start_char) END AS text
FROM sentence AS t JOIN article AS a USING (article_id)
WHERE a.is_latest = 1
  AND (t.sentence_id IN (SELECT sentence_id FROM claim) OR t.sentence_id IN (SELECT sentence_id FROM quote))
ORDER BY t.sentence_id
