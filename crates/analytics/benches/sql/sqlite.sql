/* Bench: the names that the other files of this folder read, over the tables of SQLite. */
WITH in_article AS (
  SELECT a.article_id, s.name AS source, a.published_at AS published,
    EXISTS (SELECT 1 FROM copy AS f WHERE f.article_id = a.article_id AND f.share >= 0.5) AS is_copy
  FROM article AS a JOIN source AS s USING (source_id) WHERE a.is_latest = 1),
claims AS (
  SELECT c.claim_id, e.slug AS event, i.source, i.published, c.kind, c.text AS says, c.status, i.is_copy
  FROM claim AS c JOIN in_article AS i USING (article_id) LEFT JOIN event AS e USING (event_id)
  WHERE c.review IS NOT 'rejected'),
figures AS (
  SELECT c.event_id, i.source, i.published, c.kind, c.status, c.subset, c.scope, c.low, c.high
  FROM claim AS c JOIN in_article AS i USING (article_id) WHERE c.bound IS NOT NULL AND c.review IS NOT 'rejected'),
statements AS (SELECT s.statement_id, m.claim_id, s.kind FROM statement AS s JOIN claim_statement AS m USING (statement_id)),
relations AS (SELECT statement_id, other_id, relation FROM statement_relation),
meetings AS (
  SELECT c.claim_id, c.kind, c.status, i.source, i.is_copy, coalesce(root.name, e.name, p.label) AS participant
  FROM claim AS c JOIN in_article AS i USING (article_id)
  JOIN claim_entity AS p ON p.claim_id = c.claim_id AND p.role IN ('participant', 'host')
  LEFT JOIN entity AS e ON e.entity_id = p.entity_id
  LEFT JOIN entity AS root ON root.entity_id = e.merged_into
  WHERE c.review IS NOT 'rejected')
SELECT * FROM (
