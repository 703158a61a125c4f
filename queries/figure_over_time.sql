/* One figure day by day

   For every day of publication the lowest and the highest figure of that day, and how far it
   had risen until then. Copies count once, at their origin.

   :event = NULL -- the event's slug; every event where empty
   :kind = 'killed' -- killed, injured, missing, displaced, detained
   :scope = 'all' -- who is counted: all, civilians, children, ...
*/
SELECT event, day, min(coalesce(low, high)) AS lowest, max(coalesce(high, low)) AS highest,
  max(high_open) AS some_open, max(max(coalesce(high, low))) OVER (PARTITION BY event ORDER BY day) AS highest_so_far,
  count(DISTINCT source) AS sources, count(*) AS figures
FROM v_figure
WHERE (nullif(:event, '') IS NULL OR event = :event)
  AND kind = coalesce(nullif(:kind, ''), 'killed')
  AND coalesce(scope, 'all') = coalesce(nullif(:scope, ''), 'all')
  AND status = 'occurred' AND subset = 0 AND is_copy = 0 AND day IS NOT NULL
GROUP BY event, day
ORDER BY event, day
