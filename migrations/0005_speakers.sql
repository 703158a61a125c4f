/* Speakers who speak as one ("Holm and Berg said in a statement"), and which quotes are speech:
   marks alone, beliefs, stances and what a document shows are kept apart from it. */
PRAGMA user_version = 5;

CREATE TABLE other_speaker (
  quote_id INTEGER NOT NULL REFERENCES quote(quote_id) ON DELETE CASCADE,
  ordinal INTEGER NOT NULL,
  entity_id INTEGER NOT NULL REFERENCES entity(entity_id),
  PRIMARY KEY (quote_id, ordinal),
  CHECK (ordinal >= 1)
) STRICT, WITHOUT ROWID;
CREATE INDEX other_speaker_entity ON other_speaker(entity_id);

DROP VIEW v_quote;
CREATE VIEW v_quote AS
SELECT coalesce(root.name, speaker.name, q.speaker_text)
    || coalesce((SELECT group_concat(' and ' || name, '') FROM
      (SELECT coalesce(r.name, e.name) AS name FROM other_speaker AS o JOIN entity AS e ON e.entity_id = o.entity_id
       LEFT JOIN entity AS r ON r.entity_id = e.merged_into WHERE o.quote_id = q.quote_id ORDER BY o.ordinal)), '') AS speaker,
  q.cue, q.text AS says, q.kind,
  s.name AS source, a.published_at AS published,
  iif(a.published_at GLOB '[0-9]*' AND length(a.published_at) >= 10, substr(a.published_at, 1, 10), NULL) AS day,
  q.speaker_text AS speaker_as_written, q.cue_lemma, addressee.name AS addressee,
  substr(iif(t.field = 'title', a.title, a.body), t.start_char + 1, t.end_char - t.start_char) AS sentence,
  a.title, EXISTS (SELECT 1 FROM copy AS f WHERE f.article_id = a.article_id AND f.share >= 0.5) AS is_copy,
  q.kind <> 'scare' AND coalesce(q.rule, '') NOT IN ('thought', 'shown', 'attitude', 'topic') AS is_speech,
  q.confidence, q.rule, q.quote_id, q.family_id, q.sentence_id, q.article_id, a.source_id,
  coalesce(root.entity_id, speaker.entity_id) AS speaker_id
FROM quote AS q
JOIN article AS a USING (article_id)
JOIN source AS s USING (source_id)
LEFT JOIN sentence AS t ON t.sentence_id = q.sentence_id
LEFT JOIN entity AS speaker ON speaker.entity_id = q.speaker_id
LEFT JOIN entity AS root ON root.entity_id = speaker.merged_into
LEFT JOIN entity AS addressee ON addressee.entity_id = q.addressee_id
WHERE a.is_latest = 1;

INSERT OR REPLACE INTO doc (name, col, text) VALUES
  ('other_speaker', '', 'The other speakers of a quote that several give as one; the first stands in quote.'),
  ('other_speaker', 'quote_id', 'The quote.'),
  ('other_speaker', 'ordinal', 'Position among the speakers, from 1; the first speaker, in quote, is 0.'),
  ('other_speaker', 'entity_id', 'The speaker.'),
  ('v_quote', 'speaker', 'Who says it; several names joined by "and" where they speak as one.'),
  ('v_quote', 'is_speech', '1 where somebody speaks or writes; 0 for marks without speech, beliefs, stances and what a document shows.');
