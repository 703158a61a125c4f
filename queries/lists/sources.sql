/* The outlets

   Every outlet with its articles, how many of them are copies of another article, when they
   appeared, and what was found in them. */
SELECT v.source, v.kind, v.articles, v.copies, v.first_published, v.last_published,
  (SELECT coalesce(sum(a.quotes), 0) FROM v_article AS a WHERE a.source_id = v.source_id) AS quotes,
  (SELECT coalesce(sum(a.claims), 0) FROM v_article AS a WHERE a.source_id = v.source_id) AS claims,
  v.domain, v.country, v.lang, v.source_id
FROM v_source AS v
WHERE v.merged_into IS NULL
ORDER BY v.articles DESC, v.source
