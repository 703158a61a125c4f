/* Which article was taken from which

   Articles whose text was taken from another article, with the share that was taken and what
   shows the direction.

   :least = 0 -- the least share of the text, 0 to 1
*/
SELECT source, published, title, from_source, from_published, from_title, share, basis, article_id, from_article_id
FROM v_copy
WHERE share >= CAST(coalesce(nullif(:least, ''), 0) AS REAL)
ORDER BY published, source, article_id, share DESC, from_article_id
