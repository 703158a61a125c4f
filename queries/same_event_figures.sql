/* Figures of one event that cannot both be right

   Pairs of figures of the same event, kind and scope, by different sources, whose intervals
   lie apart. Whether the later one updates the earlier or contradicts it is for the query
   conflicts to say.

   :event = NULL -- the event's slug; every event where empty
   :kind = 'killed' -- killed, injured, missing, displaced, detained
*/
WITH figure AS (
  SELECT event, coalesce(scope, 'all') AS scope, source, published, says, attributed_to, claim_id, article_id,
    coalesce(low, -1e18) AS least, coalesce(high, 1e18) AS most,
    row_number() OVER (PARTITION BY event, coalesce(scope, 'all'), source, low, high, attributed_to
      ORDER BY published, claim_id) AS nth
  FROM v_figure
  WHERE event IS NOT NULL AND (nullif(:event, '') IS NULL OR event = :event)
    AND kind = coalesce(nullif(:kind, ''), 'killed')
    AND status = 'occurred' AND subset = 0 AND is_copy = 0 AND approximate = 0)
SELECT a.event, a.scope, a.source, a.says, a.attributed_to, a.published, b.source AS other_source, b.says AS other_says,
  b.attributed_to AS other_attributed_to, b.published AS other_published, a.claim_id, b.claim_id AS other_claim_id
FROM figure AS a
JOIN figure AS b ON b.event = a.event AND b.scope = a.scope AND a.most < b.least
  AND (b.source <> a.source OR a.source = '(unknown)' AND b.article_id <> a.article_id)
WHERE a.nth = 1 AND b.nth = 1
ORDER BY a.event, a.scope, a.claim_id, b.claim_id
