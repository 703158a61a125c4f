/* Views in plain words. Human columns first, ids last. All but v_check_span show the latest
   version of each article only; entities that were merged appear under the one they were
   merged into. A view is changed by a new file that drops and makes it again. */

PRAGMA user_version = 2;

CREATE VIEW v_article AS
SELECT s.name AS source, a.published_at AS published, a.title, a.byline, a.agency, a.dateline, a.lang, a.url,
  length(a.body) AS chars,
  (SELECT count(*) FROM quote AS q WHERE q.article_id = a.article_id AND q.kind <> 'scare') AS quotes,
  (SELECT count(*) FROM claim AS c WHERE c.article_id = a.article_id) AS claims,
  (SELECT f.from_article_id FROM copy AS f WHERE f.article_id = a.article_id
   ORDER BY f.share DESC, f.from_article_id LIMIT 1) AS copy_of,
  a.published_precision, a.published_from, a.external_id, a.path, a.body, a.article_id, a.source_id
FROM article AS a JOIN source AS s USING (source_id)
WHERE a.is_latest = 1;

CREATE VIEW v_entity AS
SELECT e.name, e.kind, e.wikidata, e.geonames, e.gender, e.slug,
  (SELECT group_concat(alias, '; ') FROM (SELECT DISTINCT alias FROM alias AS l WHERE l.entity_id = e.entity_id ORDER BY alias))
    AS also_called,
  (SELECT count(*) FROM mention AS m JOIN article AS a USING (article_id)
   WHERE m.entity_id = e.entity_id AND a.is_latest = 1) AS mentions,
  (SELECT count(DISTINCT m.article_id) FROM mention AS m JOIN article AS a USING (article_id)
   WHERE m.entity_id = e.entity_id AND a.is_latest = 1) AS articles,
  e.only_article_id, e.merged_into, e.entity_id
FROM entity AS e;

CREATE VIEW v_claim AS
SELECT e.slug AS event, s.name AS source, a.published_at AS published, c.kind, c.text AS says, c.status,
  first_hop.label AS attributed_to,
  (SELECT group_concat(label, ' < ') FROM (SELECT label FROM attribution AS h WHERE h.claim_id = c.claim_id ORDER BY hop))
    AS chain,
  (SELECT group_concat(label, '; ')
   FROM (SELECT label FROM claim_entity AS p WHERE p.claim_id = c.claim_id ORDER BY role, ordinal)) AS who,
  coalesce(place.name, c.place) AS place, c.happened_from, c.happened_to, c.section,
  substr(CASE t.field WHEN 'title' THEN a.title ELSE a.body END, t.start_char + 1, t.end_char - t.start_char) AS sentence,
  a.title, c.confidence, c.rule, c.claim_id, c.sentence_id, c.quote_id, c.article_id, c.event_id
FROM claim AS c
JOIN article AS a USING (article_id)
JOIN source AS s USING (source_id)
LEFT JOIN sentence AS t ON t.sentence_id = c.sentence_id
LEFT JOIN event AS e ON e.event_id = c.event_id
LEFT JOIN entity AS place ON place.entity_id = c.place_id
LEFT JOIN attribution AS first_hop ON first_hop.claim_id = c.claim_id AND first_hop.hop = 1
WHERE a.is_latest = 1;

CREATE VIEW v_figure AS
SELECT e.slug AS event, s.name AS source, a.published_at AS published, c.kind, c.scope, c.text AS says,
  c.bound, c.n, c.n2, c.word, c.low, c.high, c.low_open, c.high_open, c.approximate, c.unit, c.victims,
  c.status, first_hop.label AS attributed_to,
  (SELECT label FROM attribution AS h WHERE h.claim_id = c.claim_id ORDER BY hop DESC LIMIT 1) AS ultimately_from,
  c.subset, c.period, coalesce(place.name, c.place) AS place, c.happened_from, c.happened_to, c.as_of, c.section,
  substr(CASE t.field WHEN 'title' THEN a.title ELSE a.body END, t.start_char + 1, t.end_char - t.start_char) AS sentence,
  a.title, EXISTS (SELECT 1 FROM copy AS f WHERE f.article_id = a.article_id) AS is_copy,
  c.confidence, c.rule, c.claim_id, c.superset_id, c.sentence_id, c.article_id, a.source_id, c.event_id
FROM claim AS c
JOIN article AS a USING (article_id)
JOIN source AS s USING (source_id)
LEFT JOIN sentence AS t ON t.sentence_id = c.sentence_id
LEFT JOIN event AS e ON e.event_id = c.event_id
LEFT JOIN entity AS place ON place.entity_id = c.place_id
LEFT JOIN attribution AS first_hop ON first_hop.claim_id = c.claim_id AND first_hop.hop = 1
WHERE a.is_latest = 1 AND c.bound IS NOT NULL;

CREATE VIEW v_meeting AS
SELECT e.slug AS event, s.name AS source, a.published_at AS published,
  (SELECT group_concat(label, '; ')
   FROM (SELECT label FROM claim_entity AS p
         WHERE p.claim_id = c.claim_id AND role IN ('participant', 'host') ORDER BY role DESC, ordinal)) AS participants,
  c.form, c.occasion, c.status, coalesce(place.name, c.place) AS place, c.happened_from, c.happened_to,
  c.text AS says, first_hop.label AS attributed_to,
  substr(CASE t.field WHEN 'title' THEN a.title ELSE a.body END, t.start_char + 1, t.end_char - t.start_char) AS sentence,
  a.title, c.confidence, c.rule, c.claim_id, c.sentence_id, c.article_id, c.event_id
FROM claim AS c
JOIN article AS a USING (article_id)
JOIN source AS s USING (source_id)
LEFT JOIN sentence AS t ON t.sentence_id = c.sentence_id
LEFT JOIN event AS e ON e.event_id = c.event_id
LEFT JOIN entity AS place ON place.entity_id = c.place_id
LEFT JOIN attribution AS first_hop ON first_hop.claim_id = c.claim_id AND first_hop.hop = 1
WHERE a.is_latest = 1 AND c.kind = 'met';

CREATE VIEW v_quote AS
SELECT coalesce(root.name, speaker.name, q.speaker_text) AS speaker, q.cue, q.text AS says, q.kind,
  s.name AS source, a.published_at AS published, q.speaker_text AS speaker_as_written, q.cue_lemma,
  addressee.name AS addressee,
  substr(CASE t.field WHEN 'title' THEN a.title ELSE a.body END, t.start_char + 1, t.end_char - t.start_char) AS sentence,
  a.title, q.confidence, q.rule, q.quote_id, q.family_id, q.sentence_id, q.article_id,
  coalesce(root.entity_id, speaker.entity_id) AS speaker_id
FROM quote AS q
JOIN article AS a USING (article_id)
JOIN source AS s USING (source_id)
LEFT JOIN sentence AS t ON t.sentence_id = q.sentence_id
LEFT JOIN entity AS speaker ON speaker.entity_id = q.speaker_id
LEFT JOIN entity AS root ON root.entity_id = speaker.merged_into
LEFT JOIN entity AS addressee ON addressee.entity_id = q.addressee_id
WHERE a.is_latest = 1;

CREATE VIEW v_naming AS
SELECT coalesce(root.name, e.name) AS entity, m.text AS called, m.form, s.name AS source,
  a.published_at AS published, coalesce(root.kind, e.kind) AS kind, a.title,
  m.field, m.start_char, m.end_char, m.rule, m.mention_id, m.article_id, a.source_id,
  coalesce(root.entity_id, e.entity_id) AS entity_id
FROM mention AS m
JOIN article AS a USING (article_id)
JOIN source AS s USING (source_id)
JOIN entity AS e ON e.entity_id = m.entity_id
LEFT JOIN entity AS root ON root.entity_id = e.merged_into
WHERE a.is_latest = 1;

/* The proof behind every row: each stored range against the text it was cut from. A row here
   is an error; all versions of all articles are looked at. */
CREATE VIEW v_check_span AS
WITH body AS (
  SELECT article_id, title, body, length(title) AS title_length, length(body) AS body_length,
    length(coalesce(raw, body)) AS raw_length FROM article)
SELECT 'mention' AS row_kind, mention_id AS row_id,
  'reads ' || quote(text) || ', its range gives '
    || quote(substr(iif(field = 'title', title, body), start_char + 1, end_char - start_char)) AS problem, article_id
FROM mention JOIN body USING (article_id)
WHERE text IS NOT substr(iif(field = 'title', title, body), start_char + 1, end_char - start_char)
UNION ALL
SELECT 'claim', claim_id, 'reads ' || quote(text) || ', its range gives '
    || quote(substr(iif(field = 'title', title, body), start_char + 1, end_char - start_char)), article_id
FROM claim JOIN body USING (article_id)
WHERE text IS NOT substr(iif(field = 'title', title, body), start_char + 1, end_char - start_char)
UNION ALL
SELECT 'claim', claim_id, 'its attribution reads ' || quote(label) || ', its range gives '
    || quote(substr(iif(h.field = 'title', title, body), h.start_char + 1, h.end_char - h.start_char)), article_id
FROM attribution AS h JOIN claim USING (claim_id) JOIN body USING (article_id)
WHERE h.field IS NOT NULL
  AND label IS NOT substr(iif(h.field = 'title', title, body), h.start_char + 1, h.end_char - h.start_char)
UNION ALL
SELECT 'quote', q.quote_id, 'its ' || q.role || ' reads ' || quote(q.stored) || ', its ranges give ' || quote(q.given),
  q.article_id
FROM (
  SELECT u.quote_id, u.article_id, p.role,
    CASE p.role WHEN 'content' THEN u.text WHEN 'speaker' THEN u.speaker_text ELSE u.cue END AS stored,
    group_concat(substr(iif(p.field = 'title', b.title, b.body), p.start_char + 1, p.end_char - p.start_char), ' '
      ORDER BY p.ordinal) AS given
  FROM quote AS u JOIN body AS b USING (article_id) JOIN quote_span AS p USING (quote_id)
  WHERE p.role IN ('content', 'speaker', 'cue')
  GROUP BY u.quote_id, p.role) AS q
WHERE q.stored IS NOT q.given
UNION ALL
SELECT 'quote', quote_id, 'a ' || role || ' range ends after its text', article_id
FROM quote_span AS p JOIN quote USING (quote_id) JOIN body USING (article_id)
WHERE p.end_char > iif(p.field = 'title', title_length, body_length)
UNION ALL
SELECT 'sentence', sentence_id, 'its range ends after its text', article_id
FROM sentence JOIN body USING (article_id)
WHERE end_char > iif(field = 'title', title_length, body_length)
UNION ALL
SELECT 'article', article_id, 'segment ' || ordinal || ' ends after its text', article_id
FROM segment JOIN body USING (article_id)
WHERE raw_end > raw_length OR body_end > body_length;
