/* Which source takes text from which

   Pairs of sources with how many articles of the one took text from the other, and how much.

   :least = 0 -- the least share of the text, 0 to 1
*/
SELECT from_source, source, count(*) AS articles, round(avg(share), 2) AS mean_share, min(published) AS first_published,
  min(article_id) AS article_id
FROM v_copy
WHERE share >= CAST(coalesce(nullif(:least, ''), 0) AS REAL)
GROUP BY from_source, source
ORDER BY articles DESC, from_source, source
