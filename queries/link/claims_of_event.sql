/* Linking: the claims of one event, for a decision about it. */
SELECT c.claim_id
FROM claim AS c JOIN article AS a USING (article_id)
WHERE c.event_id = :event AND a.is_latest = 1 AND c.review IS NOT 'rejected'
ORDER BY c.claim_id
