/* Who is held responsible, by whom

   Claims of responsibility: the actor's own, those of others, and denials.

   :event = NULL -- the event's slug; every event where empty
*/
SELECT e.slug AS event, s.name AS source,
  (SELECT group_concat(label, '; ') FROM
    (SELECT label FROM claim_entity AS p WHERE p.claim_id = c.claim_id AND p.role = 'actor' ORDER BY ordinal)) AS actor,
  c.stance, h.label AS attributed_to, c.text AS says, a.published_at AS published, c.claim_id
FROM claim AS c
JOIN article AS a USING (article_id)
JOIN source AS s USING (source_id)
LEFT JOIN event AS e ON e.event_id = c.event_id
LEFT JOIN attribution AS h ON h.claim_id = c.claim_id AND h.hop = 1
WHERE c.kind = 'responsible' AND a.is_latest = 1 AND c.review IS NOT 'rejected' AND (nullif(:event, '') IS NULL OR e.slug = :event)
ORDER BY event, published, c.claim_id
