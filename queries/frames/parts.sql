/* Frame: who takes part in a claim: participants, hosts, actors, targets, victims. */
SELECT p.claim_id, p.role, p.ordinal, coalesce(root.name, e.name, p.label) AS name, p.label,
  coalesce(root.kind, e.kind) AS entity_kind, coalesce(root.entity_id, e.entity_id) AS entity_id
FROM claim_entity AS p
LEFT JOIN entity AS e ON e.entity_id = p.entity_id
LEFT JOIN entity AS root ON root.entity_id = e.merged_into
ORDER BY p.claim_id, p.role, p.ordinal
