/* Views in plain words, for SQLite 3.38 and later (no ORDER BY inside aggregates). Human columns first, ids last. All but v_check_span show the latest
   version of each article only; entities that were merged appear under the one they were
   merged into. `day` is the day of `published` where it is known to the day. A view is
   changed by a new file that drops it and makes it again. */

PRAGMA user_version = 2;

CREATE VIEW v_source AS
SELECT s.name AS source, s.kind, s.country, s.lang, s.domain,
  count(a.article_id) AS articles,
  count(a.article_id) FILTER (WHERE EXISTS (SELECT 1 FROM copy AS f WHERE f.article_id = a.article_id AND f.share >= 0.5)) AS copies,
  min(a.published_at) AS first_published, max(a.published_at) AS last_published,
  s.merged_into, s.source_id
FROM source AS s LEFT JOIN article AS a ON a.source_id = s.source_id AND a.is_latest = 1
GROUP BY s.source_id;

CREATE VIEW v_article AS
SELECT s.name AS source, a.published_at AS published, iif(a.published_at GLOB '[0-9]*' AND length(a.published_at) >= 10, substr(a.published_at, 1, 10), NULL) AS day,
  a.title, a.byline, a.agency, a.dateline, a.lang, a.url, length(a.body) AS chars,
  (SELECT count(*) FROM quote AS q WHERE q.article_id = a.article_id AND q.kind <> 'scare') AS quotes,
  (SELECT count(*) FROM claim AS c WHERE c.article_id = a.article_id) AS claims,
  EXISTS (SELECT 1 FROM copy AS f WHERE f.article_id = a.article_id AND f.share >= 0.5) AS is_copy,
  a.published_precision, a.published_from, a.external_id, a.path, a.body, a.article_id, a.source_id
FROM article AS a JOIN source AS s USING (source_id)
WHERE a.is_latest = 1;

CREATE VIEW v_entity AS
SELECT e.name, e.kind,
  (SELECT group_concat(alias, '; ') FROM
    (SELECT l.alias FROM alias AS l JOIN entity AS x USING (entity_id)
     WHERE (x.entity_id = e.entity_id OR x.merged_into = e.entity_id) AND l.alias <> e.name
     UNION SELECT x.name FROM entity AS x WHERE x.merged_into = e.entity_id AND x.name <> e.name
     ORDER BY 1)) AS also_called,
  (SELECT count(*) FROM entity AS x JOIN mention AS m USING (entity_id) JOIN article AS a USING (article_id)
   WHERE (x.entity_id = e.entity_id OR x.merged_into = e.entity_id) AND a.is_latest = 1) AS mentions,
  (SELECT count(DISTINCT m.article_id) FROM entity AS x JOIN mention AS m USING (entity_id)
     JOIN article AS a USING (article_id)
   WHERE (x.entity_id = e.entity_id OR x.merged_into = e.entity_id) AND a.is_latest = 1) AS articles,
  e.gender, e.wikidata, e.geonames, e.slug, e.only_article_id, e.entity_id
FROM entity AS e
WHERE e.merged_into IS NULL;

CREATE VIEW v_event AS
SELECT e.slug AS event, e.title, e.kind, e.date_from, e.date_to, coalesce(place.name, e.place) AS place,
  parent.slug AS part_of,
  count(DISTINCT a.article_id) AS articles, count(DISTINCT a.source_id) AS sources,
  count(DISTINCT CASE WHEN NOT EXISTS (SELECT 1 FROM copy AS f WHERE f.article_id = a.article_id AND f.share >= 0.5) THEN iif(s.name = '(unknown)', 'article ' || a.article_id, s.name) END) AS independent_sources,
  count(c.claim_id) AS claims, min(a.published_at) AS first_published, max(a.published_at) AS last_published,
  e.origin, e.reason, e.event_id, e.parent_id
FROM event AS e
LEFT JOIN entity AS place ON place.entity_id = e.place_id
LEFT JOIN event AS parent ON parent.event_id = e.parent_id
LEFT JOIN (claim AS c JOIN article AS a ON a.article_id = c.article_id AND a.is_latest = 1
  JOIN source AS s ON s.source_id = a.source_id) ON c.event_id = e.event_id
GROUP BY e.event_id;

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
  a.title, EXISTS (SELECT 1 FROM copy AS f WHERE f.article_id = a.article_id AND f.share >= 0.5) AS is_copy, c.confidence, c.rule,
  c.claim_id, c.sentence_id, c.quote_id, c.article_id, a.source_id, c.event_id
FROM claim AS c
JOIN article AS a USING (article_id)
JOIN source AS s USING (source_id)
LEFT JOIN sentence AS t ON t.sentence_id = c.sentence_id
LEFT JOIN event AS e ON e.event_id = c.event_id
LEFT JOIN entity AS place ON place.entity_id = c.place_id
LEFT JOIN attribution AS hop ON hop.claim_id = c.claim_id AND hop.hop = 1
WHERE a.is_latest = 1;

CREATE VIEW v_figure AS
SELECT e.slug AS event, s.name AS source, a.published_at AS published,
  iif(a.published_at GLOB '[0-9]*' AND length(a.published_at) >= 10, substr(a.published_at, 1, 10), NULL) AS day,
  c.kind, c.scope, c.text AS says, c.bound, c.n, c.n2, c.word, c.low, c.high, c.low_open, c.high_open, c.approximate,
  c.unit, c.victims, c.status, hop.label AS attributed_to,
  (SELECT label FROM attribution AS h WHERE h.claim_id = c.claim_id ORDER BY hop DESC LIMIT 1) AS ultimately_from,
  c.subset, c.period, coalesce(place.name, c.place) AS place, c.happened_from, c.happened_to, c.as_of, c.section,
  substr(iif(t.field = 'title', a.title, a.body), t.start_char + 1, t.end_char - t.start_char) AS sentence,
  a.title, EXISTS (SELECT 1 FROM copy AS f WHERE f.article_id = a.article_id AND f.share >= 0.5) AS is_copy, c.confidence, c.rule,
  c.claim_id, c.superset_id, c.sentence_id, c.article_id, a.source_id, c.event_id
FROM claim AS c
JOIN article AS a USING (article_id)
JOIN source AS s USING (source_id)
LEFT JOIN sentence AS t ON t.sentence_id = c.sentence_id
LEFT JOIN event AS e ON e.event_id = c.event_id
LEFT JOIN entity AS place ON place.entity_id = c.place_id
LEFT JOIN attribution AS hop ON hop.claim_id = c.claim_id AND hop.hop = 1
WHERE a.is_latest = 1 AND c.bound IS NOT NULL;

CREATE VIEW v_meeting AS
SELECT e.slug AS event, s.name AS source, a.published_at AS published,
  iif(a.published_at GLOB '[0-9]*' AND length(a.published_at) >= 10, substr(a.published_at, 1, 10), NULL) AS day,
  (SELECT group_concat(label, '; ') FROM
    (SELECT label FROM claim_entity AS p WHERE p.claim_id = c.claim_id AND p.role IN ('participant', 'host')
     ORDER BY role DESC, ordinal)) AS participants,
  c.form, c.occasion, c.status, coalesce(place.name, c.place) AS place, c.happened_from, c.happened_to,
  c.text AS says, hop.label AS attributed_to,
  substr(iif(t.field = 'title', a.title, a.body), t.start_char + 1, t.end_char - t.start_char) AS sentence,
  a.title, EXISTS (SELECT 1 FROM copy AS f WHERE f.article_id = a.article_id AND f.share >= 0.5) AS is_copy, c.confidence, c.rule,
  c.claim_id, c.sentence_id, c.article_id, a.source_id, c.event_id
FROM claim AS c
JOIN article AS a USING (article_id)
JOIN source AS s USING (source_id)
LEFT JOIN sentence AS t ON t.sentence_id = c.sentence_id
LEFT JOIN event AS e ON e.event_id = c.event_id
LEFT JOIN entity AS place ON place.entity_id = c.place_id
LEFT JOIN attribution AS hop ON hop.claim_id = c.claim_id AND hop.hop = 1
WHERE a.is_latest = 1 AND c.kind = 'met';

CREATE VIEW v_quote AS
SELECT coalesce(root.name, speaker.name, q.speaker_text) AS speaker, q.cue, q.text AS says, q.kind,
  s.name AS source, a.published_at AS published,
  iif(a.published_at GLOB '[0-9]*' AND length(a.published_at) >= 10, substr(a.published_at, 1, 10), NULL) AS day,
  q.speaker_text AS speaker_as_written, q.cue_lemma, addressee.name AS addressee,
  substr(iif(t.field = 'title', a.title, a.body), t.start_char + 1, t.end_char - t.start_char) AS sentence,
  a.title, EXISTS (SELECT 1 FROM copy AS f WHERE f.article_id = a.article_id AND f.share >= 0.5) AS is_copy, q.confidence, q.rule,
  q.quote_id, q.family_id, q.sentence_id, q.article_id, a.source_id,
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
  a.published_at AS published,
  iif(a.published_at GLOB '[0-9]*' AND length(a.published_at) >= 10, substr(a.published_at, 1, 10), NULL) AS day,
  coalesce(root.kind, e.kind) AS kind, a.title, m.field, m.start_char, m.end_char, m.rule,
  m.mention_id, m.article_id, a.source_id, coalesce(root.entity_id, e.entity_id) AS entity_id
FROM mention AS m
JOIN article AS a USING (article_id)
JOIN source AS s USING (source_id)
JOIN entity AS e ON e.entity_id = m.entity_id
LEFT JOIN entity AS root ON root.entity_id = e.merged_into
WHERE a.is_latest = 1;

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
WHERE a.is_latest = 1;

CREATE VIEW v_copy AS
SELECT s.name AS source, a.title, a.published_at AS published, o.name AS from_source, b.title AS from_title,
  b.published_at AS from_published, f.share, f.basis, f.article_id, f.from_article_id
FROM copy AS f
JOIN article AS a ON a.article_id = f.article_id
JOIN source AS s ON s.source_id = a.source_id
JOIN article AS b ON b.article_id = f.from_article_id
JOIN source AS o ON o.source_id = b.source_id
WHERE a.is_latest = 1 AND b.is_latest = 1;

/* One row a statement: the claims that say the same, with the wording that came first. */
CREATE VIEW v_statement AS
SELECT e.slug AS event, k.kind, k.scope, first.text AS says, k.low, k.high, k.low_open, k.high_open, k.approximate,
  k.status, k.attributed_to, first_source.name AS first_source, k.first_at AS first_published, k.last_at AS last_published,
  count(DISTINCT a.source_id) AS sources,
  count(DISTINCT CASE WHEN NOT EXISTS (SELECT 1 FROM copy AS f WHERE f.article_id = a.article_id AND f.share >= 0.5) THEN iif(s.name = '(unknown)', 'article ' || a.article_id, s.name) END) AS independent_sources,
  count(*) AS claims, first.claim_id, k.statement_id, k.event_id, k.attributed_id
FROM statement AS k
JOIN event AS e ON e.event_id = k.event_id
JOIN claim_statement AS member ON member.statement_id = k.statement_id
JOIN claim AS c ON c.claim_id = member.claim_id
JOIN article AS a ON a.article_id = c.article_id AND a.is_latest = 1
JOIN source AS s ON s.source_id = a.source_id
JOIN claim AS first ON first.claim_id =
  (SELECT x.claim_id FROM claim_statement AS y JOIN claim AS x USING (claim_id) JOIN article AS z USING (article_id)
   WHERE y.statement_id = k.statement_id AND z.is_latest = 1 ORDER BY z.published_at, x.claim_id LIMIT 1)
JOIN article AS first_article ON first_article.article_id = first.article_id
JOIN source AS first_source ON first_source.source_id = first_article.source_id
GROUP BY k.statement_id;

CREATE VIEW v_relation AS
SELECT one.event, one.kind, r.relation, one.first_source AS source, one.says, one.attributed_to,
  one.first_published AS published, other.first_source AS other_source, other.says AS other_says,
  other.attributed_to AS other_attributed_to, other.first_published AS other_published, r.reason,
  one.low, one.high, other.low AS other_low, other.high AS other_high,
  one.sources, other.sources AS other_sources, one.claim_id, other.claim_id AS other_claim_id,
  r.statement_id, r.other_id, one.event_id
FROM statement_relation AS r
JOIN v_statement AS one ON one.statement_id = r.statement_id
JOIN v_statement AS other ON other.statement_id = r.other_id;

CREATE VIEW v_conflict AS
SELECT event, kind, source, says, attributed_to, published, other_source, other_says, other_attributed_to,
  other_published, max(published, other_published) AS since, reason, sources, other_sources,
  claim_id, other_claim_id, statement_id, other_id, event_id
FROM v_relation WHERE relation = 'contradict';

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
  /* A pronoun is stored under the name it stands for; then its mention is the proof. */
  AND NOT EXISTS (
    SELECT 1 FROM mention AS m
    WHERE m.article_id = body.article_id AND m.field = h.field AND m.start_char = h.start_char
      AND m.end_char = h.end_char AND m.form = 'pronoun' AND m.entity_id = h.entity_id)
UNION ALL
SELECT 'quote', q.quote_id, 'its ' || q.role || ' reads ' || quote(q.stored) || ', its ranges give ' || quote(q.given),
  q.article_id
FROM (
  SELECT quote_id, article_id, role, stored, group_concat(piece, ' ') AS given
  FROM (
    SELECT u.quote_id, u.article_id, p.role,
      CASE p.role WHEN 'content' THEN u.text WHEN 'speaker' THEN u.speaker_text ELSE u.cue END AS stored,
      substr(iif(p.field = 'title', b.title, b.body), p.start_char + 1, p.end_char - p.start_char) AS piece
    FROM quote AS u JOIN body AS b USING (article_id) JOIN quote_span AS p USING (quote_id)
    WHERE p.role IN ('content', 'speaker', 'cue')
    ORDER BY u.quote_id, p.role, p.ordinal)
  GROUP BY quote_id, role) AS q
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
