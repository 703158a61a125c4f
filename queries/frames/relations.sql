/* Frame: how statements stand to each other. */
SELECT r.statement_id, r.other_id, r.relation, r.reason
FROM statement_relation AS r
ORDER BY r.statement_id, r.other_id
