/* The outlets

   Every outlet with its articles, how many of them are copies of another article, when they
   appeared, and what was found in them. */
SELECT s.name AS source, s.kind, count(v.article_id) AS articles, count(v.copy_of) AS copies,
  min(v.published) AS first_published, max(v.published) AS last_published,
  coalesce(sum(v.quotes), 0) AS quotes, coalesce(sum(v.claims), 0) AS claims,
  s.domain, s.country, s.lang, s.source_id
FROM source AS s LEFT JOIN v_article AS v ON v.source_id = s.source_id
WHERE s.merged_into IS NULL
GROUP BY s.source_id
ORDER BY articles DESC, s.name
