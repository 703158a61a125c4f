/* parts and wholes: a part that exceeds its whole */
SELECT 'claim:' || part.claim_id, 'counts ' || part.low || ', more than the ' || whole.high || ' of claim:' || whole.claim_id
  || ' that it is part of'
FROM claim AS part JOIN claim AS whole ON whole.claim_id = part.superset_id
WHERE part.low > whole.high
