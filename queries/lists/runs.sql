/* What was done to this database

   One row for each command that wrote, latest first: when, by which version, under which
   rules, and how many articles it added. */
SELECT r.command, r.started_at, r.finished_at, r.version, r.rules_hash,
  (SELECT count(*) FROM article AS a WHERE a.run_id = r.run_id) AS articles_added, r.params, r.run_id
FROM run AS r
ORDER BY r.run_id DESC
