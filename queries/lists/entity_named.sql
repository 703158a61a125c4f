/* The entity that a word names, merged ones among them, the most mentioned first

   :id = NULL -- its number
   :word = NULL -- its slug
   :key = NULL -- its name, folded
*/
SELECT e.entity_id, e.slug, e.name, e.kind, root.slug AS merged_into
FROM entity AS e LEFT JOIN entity AS root ON root.entity_id = e.merged_into
WHERE e.entity_id = :id OR (:id IS NULL AND (e.slug = :word OR e.name_key = :key))
ORDER BY e.slug = :word DESC, (SELECT count(*) FROM mention AS m WHERE m.entity_id = e.entity_id) DESC, e.entity_id
