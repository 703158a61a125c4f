/* Slugs of events, those with most claims first. */
SELECT e.slug
FROM event AS e LEFT JOIN claim AS c USING (event_id)
GROUP BY e.event_id
ORDER BY count(c.claim_id) DESC, e.slug
LIMIT :most
