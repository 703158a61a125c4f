/* With which verbs each source reports a speaker

   "Said" is neutral, "claimed" and "admitted" are not: how often each source uses which.

   :name = NULL -- only this speaker; everybody where empty
*/
SELECT source, coalesce(cue_lemma, lower(cue)) AS verb, count(*) AS quotes, count(DISTINCT speaker) AS speakers,
  round(100.0 * count(*) / sum(count(*)) OVER (PARTITION BY source), 1) AS percent, min(quote_id) AS quote_id
FROM v_quote
WHERE cue IS NOT NULL AND is_speech = 1 AND (nullif(:name, '') IS NULL OR speaker LIKE '%' || :name || '%')
GROUP BY source, verb
ORDER BY source, quotes DESC, verb
