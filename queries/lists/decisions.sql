/* What people decided

   Every decision, the newest first, with the words it is anchored to.

   :all = NULL -- 1 for those taken back as well
*/
SELECT d.decided_at, d.decided_by, d.action, d.target, d.exact, d.patch, d.note, d.undone_at,
  (SELECT group_concat('claim:' || c.claim_id, ' ') FROM claim AS c JOIN article AS a USING (article_id)
   WHERE c.decision_id = d.decision_id AND a.is_latest = 1) AS claims,
  (SELECT group_concat('quote:' || q.quote_id, ' ') FROM quote AS q JOIN article AS a USING (article_id)
   WHERE q.decision_id = d.decision_id AND a.is_latest = 1) AS quotes,
  d.decision_id
FROM decision AS d
WHERE :all = 1 OR d.undone_at IS NULL
ORDER BY d.decision_id DESC
