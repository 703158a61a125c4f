/* Linking: what it reads of an article. */
SELECT a.article_id, a.title, a.published_at
FROM article AS a
WHERE a.is_latest = 1
ORDER BY a.article_id
