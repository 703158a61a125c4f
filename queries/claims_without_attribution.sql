/* Claims that nobody is named for

   What sources state in their own voice, not citing anybody and not quoting.

   :event = NULL -- the event's slug; every event where empty
   :kind = NULL -- which kind of claim; every kind where empty
*/
SELECT event, source, kind, says, status, published, sentence, claim_id
FROM v_claim
WHERE attributed_to IS NULL AND quote_id IS NULL
  AND (nullif(:event, '') IS NULL OR event = :event) AND (nullif(:kind, '') IS NULL OR kind = :kind)
ORDER BY event, published, claim_id
