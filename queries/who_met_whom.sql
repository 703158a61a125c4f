/* Who met whom

   Every pair of people or parties, with how often a meeting of theirs is reported as held,
   planned, possible or denied, by how many sources, and when. Copies are left out.

   :name = NULL -- only meetings of this one; everybody where empty
*/
WITH part AS (
  SELECT DISTINCT p.claim_id, coalesce(root.name, e.name, p.label) AS name
  FROM claim_entity AS p
  LEFT JOIN entity AS e ON e.entity_id = p.entity_id
  LEFT JOIN entity AS root ON root.entity_id = e.merged_into
  WHERE p.role IN ('participant', 'host'))
SELECT one.name AS one, other.name AS other,
  sum(m.status = 'occurred') AS held, sum(m.status = 'planned') AS planned,
  sum(m.status = 'possible') AS possible, sum(m.status = 'denied') AS denied,
  count(DISTINCT m.source) AS sources, min(m.happened_from) AS first_day, max(m.happened_to) AS last_day,
  min(m.claim_id) AS claim_id
FROM v_meeting AS m
JOIN part AS one USING (claim_id)
JOIN part AS other ON other.claim_id = m.claim_id AND one.name < other.name
WHERE m.is_copy = 0 AND (nullif(:name, '') IS NULL OR :name IN (one.name, other.name))
GROUP BY one.name, other.name
ORDER BY sources DESC, held DESC, one.name, other.name
