/* One entity

   :id = NULL -- the entity's number
*/
SELECT v.name, v.kind, v.also_called, v.mentions, v.articles, v.gender, v.wikidata, v.geonames, v.slug, v.entity_id
FROM v_entity AS v
WHERE v.entity_id = :id
