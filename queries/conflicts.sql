/* Who contradicts whom

   Statements on one event and kind that cannot both be right and of which neither updates the
   other, each with its first source and wording, and the reason.

   :event = NULL -- the event's slug; every event where empty
*/
SELECT event, kind, source, says, attributed_to, published, other_source, other_says, other_attributed_to,
  other_published, since, reason, claim_id, other_claim_id
FROM v_conflict
WHERE nullif(:event, '') IS NULL OR event = :event
ORDER BY event, kind, since, claim_id, other_claim_id
