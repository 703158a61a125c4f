/* What stands in one source only

   Figures of one event that one independent source alone gives and that no other statement
   contradicts.

   :event = NULL -- the event's slug
*/
SELECT v.kind, v.scope, v.says, v.attributed_to, v.first_source, v.first_published, v.claim_id
FROM v_statement AS v
WHERE v.event = :event AND v.independent_sources = 1 AND v.sources = 1 AND v.low IS NOT NULL
  AND NOT EXISTS (
    SELECT 1 FROM statement_relation AS r
    WHERE r.relation = 'contradict' AND v.statement_id IN (r.statement_id, r.other_id))
ORDER BY v.first_published, v.claim_id
