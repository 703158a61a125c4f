/* What each source calls somebody or something

   The names and nouns by which sources refer to one entity, with their shares: the naming
   side of framing. Pronouns are left out.

   :name = NULL -- the entity's canonical name, or a part of it; everything where empty
   :form = NULL -- name or nominal; both where empty
*/
SELECT entity, source, called, form, count(*) AS times,
  round(100.0 * count(*) / sum(count(*)) OVER (PARTITION BY entity_id, source), 1) AS percent,
  count(DISTINCT article_id) AS articles, min(mention_id) AS mention_id
FROM v_naming
WHERE (nullif(:name, '') IS NULL OR entity LIKE '%' || :name || '%')
  AND form <> 'pronoun' AND (nullif(:form, '') IS NULL OR form = :form)
GROUP BY entity_id, entity, source, called, form
ORDER BY entity, source, times DESC, called
