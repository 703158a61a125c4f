/* The country that a place lies in: linking keeps events of different countries apart, and
   users group by it. */
PRAGMA user_version = 4;

ALTER TABLE entity ADD COLUMN country TEXT CHECK (country IS NULL OR length(country) = 2);

DROP VIEW v_entity;
CREATE VIEW v_entity AS
SELECT e.name, e.kind,
  (SELECT group_concat(alias, '; ') FROM
    (SELECT l.alias FROM alias AS l JOIN entity AS x USING (entity_id)
     WHERE (x.entity_id = e.entity_id OR x.merged_into = e.entity_id) AND l.alias <> e.name
     UNION SELECT x.name FROM entity AS x WHERE x.merged_into = e.entity_id AND x.name <> e.name
     ORDER BY 1)) AS also_called,
  (SELECT count(*) FROM entity AS x JOIN mention AS m USING (entity_id) JOIN article AS a USING (article_id)
   WHERE (x.entity_id = e.entity_id OR x.merged_into = e.entity_id) AND a.is_latest = 1) AS mentions,
  (SELECT count(DISTINCT m.article_id) FROM entity AS x JOIN mention AS m USING (entity_id)
     JOIN article AS a USING (article_id)
   WHERE (x.entity_id = e.entity_id OR x.merged_into = e.entity_id) AND a.is_latest = 1) AS articles,
  e.gender, e.country, e.wikidata, e.geonames, e.slug, e.only_article_id, e.entity_id
FROM entity AS e
WHERE e.merged_into IS NULL;

INSERT INTO doc (name, col, text) VALUES
  ('entity', 'country', 'Of a place: the country it is or lies in, ISO 3166 code of two letters, where one is meant beyond doubt.');
