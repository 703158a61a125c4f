/* Frame: who says who says, one row a hop. */
SELECT h.claim_id, h.hop, h.label, h.cue, coalesce(root.name, e.name) AS entity,
  coalesce(root.entity_id, e.entity_id) AS entity_id
FROM attribution AS h
LEFT JOIN entity AS e ON e.entity_id = h.entity_id
LEFT JOIN entity AS root ON root.entity_id = e.merged_into
ORDER BY h.claim_id, h.hop
