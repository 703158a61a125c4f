/* Who is given a voice

   Speakers with how many quotes they have, in how many articles and sources. Copies are left
   out.

   :most = 50 -- how many speakers at most
*/
SELECT speaker, count(*) AS quotes, count(DISTINCT article_id) AS articles, count(DISTINCT source) AS sources,
  sum(kind = 'direct') AS direct, sum(kind = 'mixed') AS mixed, sum(kind = 'indirect') AS indirect,
  min(quote_id) AS quote_id
FROM v_quote
WHERE speaker_id IS NOT NULL AND is_speech = 1 AND is_copy = 0
GROUP BY speaker_id, speaker
ORDER BY quotes DESC, sources DESC, speaker
LIMIT CAST(coalesce(nullif(:most, ''), 50) AS INTEGER)
