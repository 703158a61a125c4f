/* How much of each source is here

   Articles, copies, claims and quotes per source, with the first and the last day.
*/
SELECT v.source, v.articles, v.copies,
  (SELECT count(*) FROM claim AS c JOIN article AS a USING (article_id)
   WHERE a.source_id = v.source_id AND a.is_latest = 1 AND c.review IS NOT 'rejected') AS claims,
  (SELECT count(*) FROM quote AS q JOIN article AS a USING (article_id)
   WHERE a.source_id = v.source_id AND a.is_latest = 1 AND q.kind <> 'scare' AND q.review IS NOT 'rejected') AS quotes,
  v.first_published, v.last_published, v.source_id
FROM v_source AS v
WHERE v.articles > 0
ORDER BY v.articles DESC, v.source
