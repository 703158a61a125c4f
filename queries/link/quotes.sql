/* Linking: quotes that may vary one utterance. */
SELECT q.quote_id, q.text, coalesce(root.name, e.name) AS speaker, a.published_at
FROM quote AS q
JOIN article AS a USING (article_id)
LEFT JOIN entity AS e ON e.entity_id = q.speaker_id
LEFT JOIN entity AS root ON root.entity_id = e.merged_into
WHERE a.is_latest = 1 AND q.review IS NOT 'rejected' AND q.kind IN ('direct', 'mixed')
ORDER BY q.quote_id
