/* What each source says of one figure

   Every figure of a kind and scope, source by source, as first published. Planned, possible
   and denied figures and parts of larger figures are left out.

   :event = NULL -- the event's slug; every event where NULL
   :kind = 'killed' -- killed, injured, missing, displaced, detained
   :scope = 'all' -- who is counted: all, civilians, children, ...
*/
SELECT event, source, min(published) AS first_published, says, bound, low, high, low_open, high_open, approximate,
  attributed_to, is_copy, count(*) AS times, min(claim_id) AS claim_id
FROM v_figure
WHERE (nullif(:event, '') IS NULL OR event = :event)
  AND kind = coalesce(nullif(:kind, ''), 'killed')
  AND coalesce(scope, 'all') = coalesce(nullif(:scope, ''), 'all')
  AND status = 'occurred' AND subset = 0
GROUP BY event, source, bound, n, n2, word, attributed_to
ORDER BY event, first_published, source, claim_id
