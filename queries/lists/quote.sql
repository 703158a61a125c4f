/* One quote in its article

   The quote with the text it stands in and the ranges of what is said, of the speaker and of
   the cue. Offsets are code points of the text; a range is written start-end, and the
   ranges of one role are separated by blanks.

   :id = NULL -- the quote's number
*/
SELECT coalesce(root.name, e.name, q.speaker_means, q.speaker_text) AS speaker, q.speaker_text AS speaker_as_written, q.cue, q.cue_lemma,
  q.kind, q.text AS says, s.name AS source, a.published_at AS published, a.title, a.url,
  (SELECT min(field) FROM quote_span AS r WHERE r.quote_id = q.quote_id AND role = 'content') AS field,
  CASE (SELECT min(field) FROM quote_span AS r WHERE r.quote_id = q.quote_id AND role = 'content')
    WHEN 'title' THEN a.title ELSE a.body END AS text,
  (SELECT group_concat(start_char || '-' || end_char, ' ')
   FROM (SELECT * FROM quote_span AS r WHERE r.quote_id = q.quote_id AND role = 'content' ORDER BY ordinal)) AS content,
  (SELECT group_concat(start_char || '-' || end_char, ' ')
   FROM (SELECT * FROM quote_span AS r WHERE r.quote_id = q.quote_id AND role = 'speaker' ORDER BY ordinal)) AS speaker_range,
  (SELECT group_concat(start_char || '-' || end_char, ' ')
   FROM (SELECT * FROM quote_span AS r WHERE r.quote_id = q.quote_id AND role = 'cue' ORDER BY ordinal)) AS cue_range,
  (SELECT group_concat('quote:' || other.quote_id, ' ')
   FROM quote AS other WHERE other.family_id = q.family_id AND other.quote_id <> q.quote_id) AS variants,
  addressee.name AS addressee, q.confidence, q.rule, q.review, q.machine, q.decision_id, q.quote_id, q.family_id, q.article_id, a.is_latest
FROM quote AS q
JOIN article AS a USING (article_id)
JOIN source AS s USING (source_id)
LEFT JOIN entity AS e ON e.entity_id = q.speaker_id
LEFT JOIN entity AS root ON root.entity_id = e.merged_into
LEFT JOIN entity AS addressee ON addressee.entity_id = q.addressee_id
WHERE q.quote_id = :id
