/* What each source calls somebody or something

   The names that each outlet uses for one entity, with how often, from its articles' own
   words and the words they quote; pronouns are left out.

   :entity = NULL -- the entity's slug; all entities where NULL
   :form = 'name' -- name, nominal
*/
SELECT n.entity, n.source, n.called, count(*) AS times, min(n.published) AS first_published, min(n.article_id) AS article_id,
  n.entity_id
FROM v_naming AS n JOIN entity AS e USING (entity_id)
WHERE (nullif(:entity, '') IS NULL OR e.slug = :entity)
  AND n.form = coalesce(nullif(:form, ''), 'name')
GROUP BY n.entity_id, n.source, n.called
ORDER BY n.entity, n.entity_id, n.source, times DESC, n.called
