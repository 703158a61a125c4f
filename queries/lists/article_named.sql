/* The articles that a reference means, latest versions only

   :id = NULL -- the article's number
   :external = NULL -- the id of its input record
   :url = NULL -- its address
*/
SELECT a.article_id FROM article AS a
WHERE a.is_latest = 1 AND (a.article_id = :id OR a.external_id = :external OR a.url = :url)
ORDER BY a.article_id
