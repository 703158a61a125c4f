/* Why the person, body or place of an article was taken for one that the database knew: every join that the
   program makes by itself is a row, which a person can read and take back. And who a speaker without name is. */
PRAGMA user_version = 9;

CREATE TABLE identity (
  article_id INTEGER NOT NULL REFERENCES article(article_id) ON DELETE CASCADE,
  entity_id INTEGER NOT NULL REFERENCES entity(entity_id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  reason TEXT NOT NULL CHECK (reason IN ('wikidata','geonames','name','full-name','spelling','surname')),
  decision_id INTEGER REFERENCES decision(decision_id),
  PRIMARY KEY (article_id, entity_id, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX identity_entity ON identity(entity_id);
CREATE INDEX identity_decision ON identity(decision_id) WHERE decision_id IS NOT NULL;

ALTER TABLE quote ADD COLUMN speaker_means TEXT;

/* Who speaks, where only "she" is written: the words that "she" takes up. */
DROP VIEW v_quote;
CREATE VIEW v_quote AS
SELECT coalesce(root.name, speaker.name, q.speaker_means, q.speaker_text)
    || coalesce((SELECT group_concat(' and ' || name, '') FROM
      (SELECT coalesce(r.name, e.name) AS name FROM other_speaker AS o JOIN entity AS e ON e.entity_id = o.entity_id
       LEFT JOIN entity AS r ON r.entity_id = e.merged_into WHERE o.quote_id = q.quote_id ORDER BY o.ordinal)), '')
    AS speaker,
  q.cue, q.text AS says, q.kind,
  s.name AS source, a.published_at AS published,
  iif(a.published_at GLOB '[0-9]*' AND length(a.published_at) >= 10, substr(a.published_at, 1, 10), NULL) AS day,
  q.speaker_text AS speaker_as_written, q.cue_lemma, addressee.name AS addressee,
  substr(iif(t.field = 'title', a.title, a.body), t.start_char + 1, t.end_char - t.start_char) AS sentence,
  a.title, EXISTS (SELECT 1 FROM copy AS f WHERE f.article_id = a.article_id AND f.share >= 0.5) AS is_copy,
  q.kind <> 'scare' AND coalesce(q.rule, '') NOT IN ('thought', 'shown', 'attitude', 'topic') AS is_speech,
  q.confidence, q.rule, q.review, q.quote_id, q.family_id, q.sentence_id, q.article_id, a.source_id,
  coalesce(root.entity_id, speaker.entity_id) AS speaker_id
FROM quote AS q
JOIN article AS a USING (article_id)
JOIN source AS s USING (source_id)
LEFT JOIN sentence AS t ON t.sentence_id = q.sentence_id
LEFT JOIN entity AS speaker ON speaker.entity_id = q.speaker_id
LEFT JOIN entity AS root ON root.entity_id = speaker.merged_into
LEFT JOIN entity AS addressee ON addressee.entity_id = q.addressee_id
WHERE a.is_latest = 1 AND q.review IS NOT 'rejected';

/* Why the names of several articles are one. */
CREATE VIEW v_identity AS
SELECT e.name AS entity, i.name AS called, i.reason, s.name AS source, a.title,
  i.decision_id IS NOT NULL AS is_parted, i.decision_id, i.article_id, a.source_id, i.entity_id
FROM identity AS i
JOIN entity AS e USING (entity_id)
JOIN article AS a USING (article_id)
JOIN source AS s USING (source_id)
WHERE a.is_latest = 1;

INSERT INTO doc (name, col, text) VALUES
  ('identity', '', 'Why an entity of an article was taken for one that the database knew from other articles: one row a join.'),
  ('identity', 'article_id', 'The article.'),
  ('identity', 'entity_id', 'The entity that it was joined with.'),
  ('identity', 'name', 'Its name in the article.'),
  ('identity', 'reason', 'The evidence: wikidata or geonames (the same id), name (the same full name), full-name (one article has both full names for one person), spelling (an initial or an Arabic article more), surname (the one bearer of it in articles of the same weeks that name the same persons and bodies).'),
  ('identity', 'decision_id', 'The decision that parted them again; NULL while they are one.'),
  ('quote', 'speaker_means', 'Whom a speaker without name means: the words that "she" or "who" takes up; NULL where a name or nothing is known.'),
  ('v_identity', '', 'Why the names of several articles are one entity.'),
  ('v_identity', 'entity', 'The entity.'),
  ('v_identity', 'called', 'Its name in the article.'),
  ('v_identity', 'reason', 'The evidence: wikidata or geonames (the same id), name (the same full name), full-name (one article has both full names for one person), spelling (an initial or an Arabic article more), surname (the one bearer of it in articles of the same weeks that name the same persons and bodies).'),
  ('v_identity', 'source', 'The outlet.'),
  ('v_identity', 'title', 'The headline of the article.'),
  ('v_identity', 'is_parted', '1 where a person parted them again.'),
  ('v_identity', 'decision_id', 'The decision that did.'),
  ('v_identity', 'article_id', 'The article.'),
  ('v_identity', 'source_id', 'The outlet.'),
  ('v_identity', 'entity_id', 'The entity.');
