/* Human judgement beside the machine's rows. A decision is anchored to text; what it says of a
   claim or quote is written to `review`, and where it corrects one, what the machine had said
   stays in `machine`, so that taking the decision back restores it. */

PRAGMA user_version = 8;

ALTER TABLE decision ADD COLUMN field TEXT CHECK (field IN ('title','body'));
ALTER TABLE decision ADD COLUMN kind TEXT;
ALTER TABLE decision ADD COLUMN undone_at TEXT;
CREATE INDEX article_content_hash ON article(content_hash);

ALTER TABLE claim ADD COLUMN review TEXT CHECK (review IN ('accepted','rejected','corrected'));
ALTER TABLE claim ADD COLUMN decision_id INTEGER REFERENCES decision(decision_id);
ALTER TABLE claim ADD COLUMN machine TEXT CHECK (machine IS NULL OR json_valid(machine));
CREATE INDEX claim_decision ON claim(decision_id) WHERE decision_id IS NOT NULL;

ALTER TABLE quote ADD COLUMN review TEXT CHECK (review IN ('accepted','rejected','corrected'));
ALTER TABLE quote ADD COLUMN decision_id INTEGER REFERENCES decision(decision_id);
ALTER TABLE quote ADD COLUMN machine TEXT CHECK (machine IS NULL OR json_valid(machine));
CREATE INDEX quote_decision ON quote(decision_id) WHERE decision_id IS NOT NULL;

/* The views again: what a person rejected is not shown, what a person judged is marked. */
DROP VIEW v_claim;
CREATE VIEW v_claim AS
SELECT e.slug AS event, s.name AS source, a.published_at AS published,
  iif(a.published_at GLOB '[0-9]*' AND length(a.published_at) >= 10, substr(a.published_at, 1, 10), NULL) AS day,
  c.kind, c.text AS says, c.status, hop.label AS attributed_to,
  (SELECT group_concat(label, ' < ') FROM (SELECT label FROM attribution AS h WHERE h.claim_id = c.claim_id ORDER BY hop))
    AS chain,
  (SELECT group_concat(label, '; ') FROM
    (SELECT label FROM claim_entity AS p WHERE p.claim_id = c.claim_id ORDER BY role, ordinal)) AS who,
  coalesce(place.name, c.place) AS place, c.happened_from, c.happened_to, c.section,
  substr(iif(t.field = 'title', a.title, a.body), t.start_char + 1, t.end_char - t.start_char) AS sentence,
  a.title, EXISTS (SELECT 1 FROM copy AS f WHERE f.article_id = a.article_id AND f.share >= 0.5) AS is_copy, c.confidence, c.rule, c.review,
  c.claim_id, c.sentence_id, c.quote_id, c.article_id, a.source_id, c.event_id
FROM claim AS c
JOIN article AS a USING (article_id)
JOIN source AS s USING (source_id)
LEFT JOIN sentence AS t ON t.sentence_id = c.sentence_id
LEFT JOIN event AS e ON e.event_id = c.event_id
LEFT JOIN entity AS place ON place.entity_id = c.place_id
LEFT JOIN attribution AS hop ON hop.claim_id = c.claim_id AND hop.hop = 1
WHERE a.is_latest = 1 AND c.review IS NOT 'rejected';

DROP VIEW v_figure;
CREATE VIEW v_figure AS
SELECT e.slug AS event, s.name AS source, a.published_at AS published,
  iif(a.published_at GLOB '[0-9]*' AND length(a.published_at) >= 10, substr(a.published_at, 1, 10), NULL) AS day,
  c.kind, c.scope, c.text AS says, c.bound, c.n, c.n2, c.word, c.low, c.high, c.low_open, c.high_open, c.approximate,
  c.unit, c.victims, c.status, hop.label AS attributed_to,
  (SELECT label FROM attribution AS h WHERE h.claim_id = c.claim_id ORDER BY hop DESC LIMIT 1) AS ultimately_from,
  c.subset, c.period, coalesce(place.name, c.place) AS place, c.happened_from, c.happened_to, c.as_of, c.section,
  substr(iif(t.field = 'title', a.title, a.body), t.start_char + 1, t.end_char - t.start_char) AS sentence,
  a.title, EXISTS (SELECT 1 FROM copy AS f WHERE f.article_id = a.article_id AND f.share >= 0.5) AS is_copy, c.confidence, c.rule, c.review,
  c.claim_id, c.superset_id, c.sentence_id, c.article_id, a.source_id, c.event_id
FROM claim AS c
JOIN article AS a USING (article_id)
JOIN source AS s USING (source_id)
LEFT JOIN sentence AS t ON t.sentence_id = c.sentence_id
LEFT JOIN event AS e ON e.event_id = c.event_id
LEFT JOIN entity AS place ON place.entity_id = c.place_id
LEFT JOIN attribution AS hop ON hop.claim_id = c.claim_id AND hop.hop = 1
WHERE a.is_latest = 1 AND c.review IS NOT 'rejected' AND c.bound IS NOT NULL;

DROP VIEW v_meeting;
CREATE VIEW v_meeting AS
SELECT e.slug AS event, s.name AS source, a.published_at AS published,
  iif(a.published_at GLOB '[0-9]*' AND length(a.published_at) >= 10, substr(a.published_at, 1, 10), NULL) AS day,
  (SELECT group_concat(label, '; ') FROM
    (SELECT label FROM claim_entity AS p WHERE p.claim_id = c.claim_id AND p.role IN ('participant', 'host')
     ORDER BY role DESC, ordinal)) AS participants,
  c.form, c.occasion, c.status, coalesce(place.name, c.place) AS place, c.happened_from, c.happened_to,
  c.text AS says, hop.label AS attributed_to,
  substr(iif(t.field = 'title', a.title, a.body), t.start_char + 1, t.end_char - t.start_char) AS sentence,
  a.title, EXISTS (SELECT 1 FROM copy AS f WHERE f.article_id = a.article_id AND f.share >= 0.5) AS is_copy, c.confidence, c.rule, c.review,
  c.claim_id, c.sentence_id, c.article_id, a.source_id, c.event_id
FROM claim AS c
JOIN article AS a USING (article_id)
JOIN source AS s USING (source_id)
LEFT JOIN sentence AS t ON t.sentence_id = c.sentence_id
LEFT JOIN event AS e ON e.event_id = c.event_id
LEFT JOIN entity AS place ON place.entity_id = c.place_id
LEFT JOIN attribution AS hop ON hop.claim_id = c.claim_id AND hop.hop = 1
WHERE a.is_latest = 1 AND c.review IS NOT 'rejected' AND c.kind = 'met';

DROP VIEW v_quote;
CREATE VIEW v_quote AS
SELECT coalesce(root.name, speaker.name, q.speaker_text)
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

DROP VIEW v_attribution;
CREATE VIEW v_attribution AS
SELECT s.name AS source, h.label AS attributed_to, h.hop, h.cue,
  (SELECT label FROM attribution AS n WHERE n.claim_id = h.claim_id AND n.hop = h.hop + 1) AS who_cites,
  c.kind, c.text AS says, a.published_at AS published,
  iif(a.published_at GLOB '[0-9]*' AND length(a.published_at) >= 10, substr(a.published_at, 1, 10), NULL) AS day,
  coalesce(root.name, e.name) AS entity, a.title,
  h.claim_id, c.article_id, a.source_id, coalesce(root.entity_id, e.entity_id) AS entity_id
FROM attribution AS h
JOIN claim AS c USING (claim_id)
JOIN article AS a USING (article_id)
JOIN source AS s USING (source_id)
LEFT JOIN entity AS e ON e.entity_id = h.entity_id
LEFT JOIN entity AS root ON root.entity_id = e.merged_into
WHERE a.is_latest = 1 AND c.review IS NOT 'rejected';

DROP VIEW v_article;
CREATE VIEW v_article AS
SELECT s.name AS source, a.published_at AS published, iif(a.published_at GLOB '[0-9]*' AND length(a.published_at) >= 10, substr(a.published_at, 1, 10), NULL) AS day,
  a.title, a.byline, a.agency, a.dateline, a.lang, a.url, length(a.body) AS chars,
  (SELECT count(*) FROM quote AS q WHERE q.article_id = a.article_id AND q.kind <> 'scare' AND q.review IS NOT 'rejected') AS quotes,
  (SELECT count(*) FROM claim AS c WHERE c.article_id = a.article_id AND c.review IS NOT 'rejected') AS claims,
  EXISTS (SELECT 1 FROM copy AS f WHERE f.article_id = a.article_id AND f.share >= 0.5) AS is_copy,
  a.published_precision, a.published_from, a.external_id, a.path, a.body, a.article_id, a.source_id
FROM article AS a JOIN source AS s USING (source_id)
WHERE a.is_latest = 1;

INSERT INTO doc (name, col, text) VALUES
  ('decision', 'field', 'The field that start_char counts in: title or body.'),
  ('decision', 'kind', 'The kind of the claim or quote it is about: killed, met, direct ...'),
  ('decision', 'undone_at', 'When it was taken back; NULL while it holds.');
CREATE TEMP TABLE word (col TEXT PRIMARY KEY, text TEXT NOT NULL);
INSERT INTO temp.word (col, text) VALUES
  ('review', 'What a person decided of it: accepted or corrected; rejected rows are in no view.'),
  ('decision_id', 'The decision that says so.'),
  ('machine', 'What the extraction had said where a person corrected it, as JSON by column.'),
  ('country', 'The country it is or lies in, ISO 3166 code of two letters.');
INSERT OR IGNORE INTO doc (name, col, text)
SELECT shape.name, info.name, word.text
FROM sqlite_schema AS shape, pragma_table_info(shape.name) AS info JOIN temp.word AS word ON word.col = info.name
WHERE shape.type IN ('table', 'view') AND shape.name NOT GLOB 'article_fts_*';
DROP TABLE temp.word;
