/* Why the names of several articles are one entity

   :id = NULL -- the entity's number
*/
SELECT i.reason, i.name, max(e.wikidata) AS wikidata, max(e.geonames) AS geonames, count(DISTINCT i.article_id) AS articles,
  min(i.article_id) AS article_id, max(i.decision_id) AS decision_id
FROM identity AS i JOIN entity AS e USING (entity_id) JOIN article AS a USING (article_id)
WHERE a.is_latest = 1 AND (e.entity_id = :id OR e.merged_into = :id)
GROUP BY i.decision_id IS NULL, i.reason, i.name
ORDER BY i.decision_id IS NULL DESC, articles DESC, i.reason, i.name
