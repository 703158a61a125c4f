/* versions: an article that was replaced and is still shown */
SELECT 'article:' || a.article_id, 'is shown as the latest, but article:' || b.article_id || ' replaced it'
FROM article AS a JOIN article AS b ON b.version_of = a.article_id WHERE a.is_latest = 1
