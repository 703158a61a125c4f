/* The article, where it mentions the entity

   :entity = NULL -- the entity's number
   :article = NULL -- the article's number
*/
SELECT content_hash FROM article AS a
WHERE a.article_id = :article
  AND EXISTS (SELECT 1 FROM mention AS m WHERE m.article_id = a.article_id AND m.entity_id = :entity)
