/* Who copied whom

   Articles whose text was taken from another article, with the share that was taken and what
   shows the direction. */
SELECT v.source, v.published, v.title, v.from_source, v.from_published, v.from_title, v.share, v.basis,
  v.article_id, v.from_article_id
FROM v_copy AS v
ORDER BY v.published, v.source, v.article_id, v.share DESC, v.from_article_id
