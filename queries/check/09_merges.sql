/* merges: an entity merged into one that was itself merged away */
SELECT 'entity:' || a.entity_id, 'is merged into entity:' || b.entity_id || ', itself merged away'
FROM entity AS a JOIN entity AS b ON b.entity_id = a.merged_into WHERE b.merged_into IS NOT NULL
