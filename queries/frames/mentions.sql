/* Frame: one row a mention that is linked to an entity. */
SELECT m.mention_id, m.article_id, coalesce(root.name, e.name) AS entity, coalesce(root.kind, e.kind) AS entity_kind,
  m.text AS called, m.form, m.field, m.start_char, m.end_char, m.rule, coalesce(root.entity_id, e.entity_id) AS entity_id
FROM mention AS m
JOIN entity AS e ON e.entity_id = m.entity_id
LEFT JOIN entity AS root ON root.entity_id = e.merged_into
ORDER BY m.mention_id
