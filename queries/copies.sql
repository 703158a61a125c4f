/* Who copied whom

   Articles whose text was taken from another article, with the share that was taken and what
   shows the direction. */
SELECT s.name AS source, a.published_at AS published, a.title, fs.name AS from_source, fa.published_at AS from_published,
  fa.title AS from_title, f.share, f.basis, f.article_id, f.from_article_id
FROM copy AS f
JOIN article AS a ON a.article_id = f.article_id
JOIN source AS s ON s.source_id = a.source_id
JOIN article AS fa ON fa.article_id = f.from_article_id
JOIN source AS fs ON fs.source_id = fa.source_id
WHERE a.is_latest = 1
ORDER BY a.published_at, s.name, f.article_id, f.share DESC, f.from_article_id
