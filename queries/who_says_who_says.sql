/* Word at second hand

   Claims for which a source cites somebody who in turn cites somebody else.

   :event = NULL -- the event's slug; every event where empty
*/
SELECT event, source, says, chain, status, published, sentence, claim_id
FROM v_claim
WHERE (nullif(:event, '') IS NULL OR event = :event)
  AND EXISTS (SELECT 1 FROM attribution AS h WHERE h.claim_id = v_claim.claim_id AND h.hop = 2)
ORDER BY event, published, claim_id
