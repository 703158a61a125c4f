/* Frame: one row an event. */
SELECT e.event_id, e.slug AS event, e.title, e.kind, e.date_from, e.date_to, coalesce(p.name, e.place) AS place,
  parent.slug AS parent, e.origin, e.reason, e.parent_id
FROM event AS e
LEFT JOIN entity AS p ON p.entity_id = e.place_id
LEFT JOIN event AS parent ON parent.event_id = e.parent_id
ORDER BY e.event_id
