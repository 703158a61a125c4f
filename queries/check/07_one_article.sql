/* rows of one article: a claim whose sentence or quote is another article's */
SELECT 'claim:' || c.claim_id, 'its sentence or quote is of another article'
FROM claim AS c
LEFT JOIN sentence AS s USING (sentence_id)
LEFT JOIN quote AS q USING (quote_id)
WHERE s.article_id <> c.article_id OR q.article_id <> c.article_id
UNION ALL
SELECT 'quote:' || q.quote_id, 'its sentence is of another article'
FROM quote AS q JOIN sentence AS s USING (sentence_id) WHERE s.article_id <> q.article_id
