/* Which source covered which event, and how much

   One row for every event and source with articles on it: when it began, how many articles,
   claims on it and quotes, and how many of the articles are copies.

   :event = NULL -- the event's slug; every event where empty
*/
WITH telling AS (
  SELECT c.event_id, c.article_id, count(*) AS claims
  FROM claim AS c WHERE c.event_id IS NOT NULL
  GROUP BY c.event_id, c.article_id)
SELECT e.slug AS event, a.source, count(*) AS articles, sum(a.is_copy) AS copies, sum(t.claims) AS claims,
  sum(a.quotes) AS quotes, min(a.published) AS first_published, max(a.published) AS last_published
FROM telling AS t
JOIN event AS e USING (event_id)
JOIN v_article AS a USING (article_id)
WHERE nullif(:event, '') IS NULL OR e.slug = :event
GROUP BY e.slug, a.source
ORDER BY e.slug, first_published, a.source
