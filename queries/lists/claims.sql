/* What is claimed

   Every claim with its words, its sentence and whom the text says it is from, in order of
   publication.

   :event = NULL -- the event's slug
   :source = NULL -- the outlet's name
   :kind = NULL -- killed, injured, missing, displaced, detained, met, visited, responsible, struck, figure
   :status = NULL -- occurred, planned, possible, denied
   :from = NULL -- published on this day or later
   :to = NULL -- published on this day or earlier
*/
SELECT v.event, v.source, v.published, v.kind, v.says, v.status, v.attributed_to, v.chain, v.who, v.place,
  v.happened_from, v.happened_to, v.section, v.sentence, v.title, v.confidence, v.rule, v.review, v.claim_id, v.quote_id,
  v.article_id, v.event_id
FROM v_claim AS v
WHERE (nullif(:event, '') IS NULL OR v.event = :event)
  AND (nullif(:source, '') IS NULL OR v.source = :source)
  AND (nullif(:kind, '') IS NULL OR v.kind = :kind)
  AND (nullif(:status, '') IS NULL OR v.status = :status)
  AND (nullif(:from, '') IS NULL OR substr(v.published, 1, 10) >= :from)
  AND (nullif(:to, '') IS NULL OR substr(v.published, 1, 10) <= :to)
ORDER BY v.published, v.source, v.article_id, v.claim_id
