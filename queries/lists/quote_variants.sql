/* One utterance in several wordings

   Families of quotes of several articles with more than one wording, the fullest wording first within each.

   :event = NULL -- the slug of an event that an article of the family makes a claim about
*/
SELECT v.family_id, v.speaker, v.says, v.cue, v.kind, v.source, v.published, v.quote_id
FROM v_quote AS v
WHERE v.family_id IS NOT NULL AND v.is_copy = 0
  AND (SELECT count(DISTINCT x.says) > 1 AND count(DISTINCT x.article_id) > 1
       FROM v_quote AS x WHERE x.family_id = v.family_id AND x.is_copy = 0)
  AND (nullif(:event, '') IS NULL OR EXISTS (
    SELECT 1 FROM v_quote AS y JOIN claim AS c USING (article_id) JOIN event AS e USING (event_id)
    WHERE y.family_id = v.family_id AND e.slug = :event))
ORDER BY v.family_id, length(v.says) DESC, v.published, v.quote_id
