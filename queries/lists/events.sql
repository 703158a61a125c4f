/* The events

   Every event with how many sources, articles and claims speak of it, most claims first. A
   part of another event names that event. */
SELECT v.event, v.title, v.kind, v.date_from, v.date_to, v.place, v.sources, v.independent_sources, v.articles, v.claims,
  v.part_of, v.first_published, v.last_published, v.origin, v.reason, v.event_id
FROM v_event AS v
ORDER BY v.claims DESC, v.event
