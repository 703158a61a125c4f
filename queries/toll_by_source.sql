/* What each source says of one figure

   Every figure of a kind and scope, source by source, as first published. Planned, possible
   and denied figures and parts of larger figures are left out.

   :event = NULL -- the event's slug; every event where empty
   :kind = 'killed' -- killed, injured, missing, displaced, detained
   :scope = 'all' -- who is counted: all, civilians, children, ...
*/
WITH figure AS (
  SELECT *,
    row_number() OVER (PARTITION BY event, source, bound, n, n2, word, attributed_to ORDER BY published, claim_id) AS nth,
    count(*) OVER (PARTITION BY event, source, bound, n, n2, word, attributed_to) AS times
  FROM v_figure
  WHERE (nullif(:event, '') IS NULL OR event = :event)
    AND kind = coalesce(nullif(:kind, ''), 'killed')
    AND coalesce(scope, 'all') = coalesce(nullif(:scope, ''), 'all')
    AND status = 'occurred' AND subset = 0)
SELECT event, source, published AS first_published, says, bound, low, high, low_open, high_open, approximate,
  attributed_to, is_copy, times, claim_id
FROM figure
WHERE nth = 1
ORDER BY event, first_published, source, claim_id
