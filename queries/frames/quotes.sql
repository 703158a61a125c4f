/* Frame: one row a quote that nobody rejected. */
SELECT q.quote_id, q.article_id, q.sentence_id, q.family_id, q.kind, q.text AS says,
  coalesce(root.name, e.name, q.speaker_means, q.speaker_text) AS speaker, q.speaker_text AS speaker_as_written, q.cue, q.cue_lemma,
  to_whom.name AS addressee, q.confidence, q.rule, q.review, coalesce(root.entity_id, e.entity_id) AS speaker_id
FROM quote AS q
LEFT JOIN entity AS e ON e.entity_id = q.speaker_id
LEFT JOIN entity AS root ON root.entity_id = e.merged_into
LEFT JOIN entity AS to_whom ON to_whom.entity_id = q.addressee_id
WHERE q.review IS NOT 'rejected'
ORDER BY q.quote_id
