/* The people, organisations and places

   Every entity with its names, most mentioned first.

   :kind = NULL -- person, organization, place, group, event, other
   :name = NULL -- a part of its name or of another name it bears
   :source = NULL -- mentioned by this outlet
*/
SELECT v.name, v.kind, v.mentions, v.articles,
  (SELECT count(DISTINCT n.source_id) FROM v_naming AS n WHERE n.entity_id = v.entity_id) AS sources,
  v.also_called, v.wikidata, v.geonames, v.gender, v.slug, v.entity_id
FROM v_entity AS v
WHERE v.mentions > 0
  AND (nullif(:kind, '') IS NULL OR v.kind = :kind)
  AND (nullif(:name, '') IS NULL OR instr(lower(v.name || '; ' || coalesce(v.also_called, '')), lower(:name)) > 0)
  AND (nullif(:source, '') IS NULL OR EXISTS (
    SELECT 1 FROM v_naming AS n WHERE n.entity_id = v.entity_id AND n.source = :source))
ORDER BY v.mentions DESC, v.name, v.entity_id
