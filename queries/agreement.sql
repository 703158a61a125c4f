/* What several sources say alike

   Statements with the number of outlets that make them, and how many of these are origins of
   their own once copies are taken away. Most widely said first.

   :event = NULL -- the event's slug; every event where empty
   :least = 2 -- how many independent sources at least
*/
SELECT event, kind, scope, says, attributed_to, independent_sources, sources, claims, first_source, first_published,
  claim_id
FROM v_statement
WHERE (nullif(:event, '') IS NULL OR event = :event)
  AND independent_sources >= CAST(coalesce(nullif(:least, ''), 2) AS INTEGER)
ORDER BY event, independent_sources DESC, sources DESC, first_published, claim_id
