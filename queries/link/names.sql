/* Linking: the names in the sentences of claims that make events; other figures go where their sentence goes. */
SELECT c.claim_id, coalesce(root.name, e.name, m.text) AS name
FROM claim AS c
JOIN sentence AS t ON t.sentence_id = c.sentence_id
JOIN mention AS m ON m.article_id = c.article_id AND m.field = t.field
  AND m.start_char >= t.start_char AND m.end_char <= t.end_char AND m.form = 'name'
LEFT JOIN entity AS e ON e.entity_id = m.entity_id
LEFT JOIN entity AS root ON root.entity_id = e.merged_into
WHERE c.kind <> 'figure'
ORDER BY c.claim_id, m.start_char
