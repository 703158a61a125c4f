/* The events

   Every event with how many sources, articles and claims speak of it, most claims first. A
   part of another event names that event. */
SELECT e.slug AS event, e.title, e.kind, e.date_from, e.date_to, coalesce(p.name, e.place) AS place,
  count(DISTINCT a.source_id) AS sources, count(DISTINCT a.article_id) AS articles, count(c.claim_id) AS claims,
  (SELECT parent.slug FROM event AS parent WHERE parent.event_id = e.parent_id) AS part_of,
  e.origin, e.reason, e.event_id
FROM event AS e
LEFT JOIN entity AS p ON p.entity_id = e.place_id
LEFT JOIN claim AS c ON c.event_id = e.event_id
  AND c.article_id IN (SELECT article_id FROM article WHERE is_latest = 1)
LEFT JOIN article AS a ON a.article_id = c.article_id
GROUP BY e.event_id
ORDER BY claims DESC, e.slug
