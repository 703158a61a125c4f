/* What one person is quoted saying

   Every quote of a speaker, oldest first, with the verb that reports it.

   :name = NULL -- the speaker's name, or a part of it; everybody where empty
   :kind = NULL -- direct, mixed or indirect; all three where empty
*/
SELECT speaker, cue, says, kind, source, published, title, sentence, quote_id, article_id
FROM v_quote
WHERE speaker LIKE '%' || coalesce(:name, '') || '%' AND is_speech = 1
  AND (nullif(:kind, '') IS NULL OR kind = :kind)
ORDER BY published, quote_id
