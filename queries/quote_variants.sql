/* One utterance in several wordings

   Quotes that vary one utterance in several articles, with who printed which wording.

   :name = NULL -- only this speaker; everybody where empty
*/
SELECT q.family_id, f.text AS fullest, q.speaker, q.source, q.says, q.cue, q.kind, q.published, q.quote_id
FROM v_quote AS q JOIN quote_family AS f USING (family_id)
WHERE (nullif(:name, '') IS NULL OR q.speaker LIKE '%' || :name || '%')
  AND (SELECT count(DISTINCT x.says) > 1 AND count(DISTINCT x.article_id) > 1
       FROM v_quote AS x WHERE x.family_id = q.family_id)
ORDER BY q.family_id, q.published, q.quote_id
