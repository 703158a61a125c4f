/* On whose word each source relies

   Whom each source cites for its claims, and how often.

   :kind = NULL -- which kind of claim; every kind where empty
*/
SELECT source, coalesce(entity, attributed_to) AS cites, count(*) AS claims, count(DISTINCT article_id) AS articles,
  min(claim_id) AS claim_id
FROM v_attribution
WHERE hop = 1 AND (nullif(:kind, '') IS NULL OR kind = :kind)
GROUP BY source, cites
ORDER BY source, claims DESC, cites
