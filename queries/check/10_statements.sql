/* statements: content that nobody says, or that is about another event than its claims */
SELECT 'statement:' || statement_id, 'no claim says it' FROM statement
WHERE statement_id NOT IN (SELECT statement_id FROM claim_statement)
UNION ALL
SELECT 'claim:' || c.claim_id, 'its statement is about another event'
FROM claim AS c JOIN claim_statement USING (claim_id) JOIN statement AS s USING (statement_id)
WHERE c.event_id IS NOT s.event_id
