/* Names of organisations, places and groups by source

   How often each source uses which name for which entity; people are left out, because a
   surname after a full name is style and no framing. */
SELECT n.entity_id, n.entity, n.source, n.called, count(*) AS times
FROM v_naming AS n
WHERE n.form = 'name' AND n.kind <> 'person'
GROUP BY n.entity_id, n.source, n.called
ORDER BY n.entity_id, n.source, times DESC, n.called
