/* The people, organisations and places

   Every entity with its names, most mentioned first.

   :kind = NULL -- person, organization, place, group, event, other
   :name = NULL -- a part of its name or of another name it bears
   :source = NULL -- mentioned by this outlet
*/
WITH told AS (
  SELECT coalesce(x.merged_into, x.entity_id) AS entity_id, count(*) AS mentions, count(DISTINCT m.article_id) AS articles,
    count(DISTINCT a.source_id) AS sources
  FROM mention AS m JOIN article AS a USING (article_id) JOIN entity AS x USING (entity_id)
  WHERE a.is_latest = 1
  GROUP BY 1)
SELECT v.name, v.kind, told.mentions, told.articles, told.sources, v.also_called, v.wikidata, v.geonames, v.gender, v.slug,
  v.entity_id
FROM told JOIN v_entity AS v ON v.entity_id = told.entity_id
WHERE (nullif(:kind, '') IS NULL OR v.kind = :kind)
  AND (nullif(:name, '') IS NULL OR instr(lower(v.name || '; ' || coalesce(v.also_called, '')), lower(:name)) > 0)
  AND (nullif(:source, '') IS NULL OR EXISTS (
    SELECT 1 FROM entity AS x JOIN mention AS m USING (entity_id) JOIN article AS a USING (article_id)
      JOIN source AS s USING (source_id)
    WHERE (x.entity_id = v.entity_id OR x.merged_into = v.entity_id) AND a.is_latest = 1 AND s.name = :source))
ORDER BY told.mentions DESC, v.name, v.entity_id
