/* The tables. Offsets are Unicode code points, 0-based, end-exclusive, in the field they
   name ('title' or 'body'); those of segment.raw_* count in the raw text. Times are RFC 3339
   UTC, dates ISO, as precise as the text gave them. Nothing here is edited once released:
   a change is a new file. */

PRAGMA application_id = 1347180593;
PRAGMA user_version = 1;

CREATE TABLE run (
  run_id INTEGER PRIMARY KEY,
  command TEXT NOT NULL,
  started_at TEXT NOT NULL,
  finished_at TEXT,
  version TEXT NOT NULL,
  rules_hash TEXT NOT NULL,
  params TEXT CHECK (params IS NULL OR json_valid(params))
) STRICT;

CREATE TABLE source (
  source_id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL DEFAULT 'other'
    CHECK (kind IN ('agency','newspaper','broadcaster','government','ngo','social','other')),
  domain TEXT,
  country TEXT,
  lang TEXT,
  merged_into INTEGER REFERENCES source(source_id)
) STRICT;

CREATE TABLE article (
  article_id INTEGER PRIMARY KEY,
  source_id INTEGER NOT NULL REFERENCES source(source_id),
  title TEXT NOT NULL,
  published_at TEXT,
  published_precision TEXT CHECK (published_precision IN ('second','minute','hour','day','month','year')),
  published_from TEXT CHECK (published_from IN
    ('flag','manifest','record','json-ld','meta','time','feed','url','dateline','text')),
  byline TEXT,
  agency TEXT,
  dateline TEXT,
  body TEXT NOT NULL,
  raw TEXT,
  lang TEXT,
  url TEXT,
  external_id TEXT,
  path TEXT,
  version_of INTEGER REFERENCES article(article_id),
  is_latest INTEGER NOT NULL DEFAULT 1 CHECK (is_latest IN (0, 1)),
  content_hash TEXT NOT NULL,
  run_id INTEGER NOT NULL REFERENCES run(run_id),
  UNIQUE (source_id, content_hash)
) STRICT;
CREATE INDEX article_url ON article(url) WHERE url IS NOT NULL;
CREATE INDEX article_external_id ON article(external_id) WHERE external_id IS NOT NULL;
CREATE INDEX article_published ON article(published_at);
CREATE INDEX article_version_of ON article(version_of) WHERE version_of IS NOT NULL;

CREATE TABLE segment (
  article_id INTEGER NOT NULL REFERENCES article(article_id) ON DELETE CASCADE,
  ordinal INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN
    ('title','byline','dateline','body','subhead','caption','credit','interface','related','tail')),
  is_repeat INTEGER NOT NULL DEFAULT 0 CHECK (is_repeat IN (0, 1)),
  raw_start INTEGER NOT NULL,
  raw_end INTEGER NOT NULL,
  body_start INTEGER,
  body_end INTEGER,
  PRIMARY KEY (article_id, ordinal),
  CHECK (raw_start <= raw_end AND body_start <= body_end AND (body_start IS NULL) = (body_end IS NULL))
) STRICT, WITHOUT ROWID;

CREATE TABLE sentence (
  sentence_id INTEGER PRIMARY KEY,
  article_id INTEGER NOT NULL REFERENCES article(article_id) ON DELETE CASCADE,
  ordinal INTEGER NOT NULL,
  field TEXT NOT NULL CHECK (field IN ('title','body')),
  start_char INTEGER NOT NULL,
  end_char INTEGER NOT NULL,
  CHECK (start_char < end_char)
) STRICT;
CREATE INDEX sentence_article ON sentence(article_id);

CREATE TABLE entity (
  entity_id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('person','organization','place','group','event','other')),
  name TEXT NOT NULL,
  slug TEXT NOT NULL UNIQUE,
  name_key TEXT NOT NULL,
  wikidata TEXT,
  geonames INTEGER,
  gender TEXT CHECK (gender IN ('female','male')),
  only_article_id INTEGER REFERENCES article(article_id) ON DELETE SET NULL,
  merged_into INTEGER REFERENCES entity(entity_id),
  reason TEXT
) STRICT;
CREATE INDEX entity_name_key ON entity(name_key, kind) WHERE only_article_id IS NULL;
CREATE INDEX entity_wikidata ON entity(wikidata) WHERE wikidata IS NOT NULL;
CREATE INDEX entity_geonames ON entity(geonames) WHERE geonames IS NOT NULL;
CREATE INDEX entity_merged_into ON entity(merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX entity_only_article ON entity(only_article_id) WHERE only_article_id IS NOT NULL;

CREATE TABLE alias (
  entity_id INTEGER NOT NULL REFERENCES entity(entity_id) ON DELETE CASCADE,
  alias TEXT NOT NULL,
  lang TEXT NOT NULL DEFAULT 'en',
  origin TEXT NOT NULL CHECK (origin IN ('text','lexicon','user')),
  valid_from TEXT,
  valid_to TEXT,
  PRIMARY KEY (entity_id, alias, lang)
) STRICT, WITHOUT ROWID;

CREATE TABLE mention (
  mention_id INTEGER PRIMARY KEY,
  article_id INTEGER NOT NULL REFERENCES article(article_id) ON DELETE CASCADE,
  entity_id INTEGER REFERENCES entity(entity_id),
  field TEXT NOT NULL CHECK (field IN ('title','body')),
  start_char INTEGER NOT NULL,
  end_char INTEGER NOT NULL,
  text TEXT NOT NULL,
  form TEXT NOT NULL CHECK (form IN ('name','nominal','pronoun')),
  rule TEXT,
  CHECK (start_char < end_char)
) STRICT;
CREATE INDEX mention_article ON mention(article_id);
CREATE INDEX mention_entity ON mention(entity_id) WHERE entity_id IS NOT NULL;

CREATE TABLE event (
  event_id INTEGER PRIMARY KEY,
  slug TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL,
  kind TEXT,
  date_from TEXT,
  date_to TEXT,
  place TEXT,
  place_id INTEGER REFERENCES entity(entity_id),
  parent_id INTEGER REFERENCES event(event_id) DEFERRABLE INITIALLY DEFERRED,
  reason TEXT,
  origin TEXT NOT NULL DEFAULT 'machine' CHECK (origin IN ('machine','user')),
  CHECK (parent_id <> event_id)
) STRICT;
CREATE INDEX event_parent ON event(parent_id) WHERE parent_id IS NOT NULL;

CREATE TABLE quote_family (
  family_id INTEGER PRIMARY KEY,
  text TEXT NOT NULL
) STRICT;

CREATE TABLE quote (
  quote_id INTEGER PRIMARY KEY,
  article_id INTEGER NOT NULL REFERENCES article(article_id) ON DELETE CASCADE,
  sentence_id INTEGER REFERENCES sentence(sentence_id) ON DELETE CASCADE,
  family_id INTEGER REFERENCES quote_family(family_id),
  kind TEXT NOT NULL CHECK (kind IN ('direct','indirect','mixed','scare')),
  text TEXT NOT NULL,
  speaker_id INTEGER REFERENCES entity(entity_id),
  speaker_text TEXT,
  cue TEXT,
  cue_lemma TEXT,
  addressee_id INTEGER REFERENCES entity(entity_id),
  confidence REAL,
  rule TEXT
) STRICT;
CREATE INDEX quote_article ON quote(article_id);
CREATE INDEX quote_sentence ON quote(sentence_id);
CREATE INDEX quote_speaker ON quote(speaker_id) WHERE speaker_id IS NOT NULL;
CREATE INDEX quote_addressee ON quote(addressee_id) WHERE addressee_id IS NOT NULL;
CREATE INDEX quote_by_family ON quote(family_id) WHERE family_id IS NOT NULL;

CREATE TABLE quote_span (
  quote_id INTEGER NOT NULL REFERENCES quote(quote_id) ON DELETE CASCADE,
  role TEXT NOT NULL CHECK (role IN ('content','quoted','speaker','cue')),
  ordinal INTEGER NOT NULL,
  field TEXT NOT NULL CHECK (field IN ('title','body')),
  start_char INTEGER NOT NULL,
  end_char INTEGER NOT NULL,
  PRIMARY KEY (quote_id, role, ordinal),
  CHECK (start_char < end_char)
) STRICT, WITHOUT ROWID;

CREATE TABLE claim (
  claim_id INTEGER PRIMARY KEY,
  article_id INTEGER NOT NULL REFERENCES article(article_id) ON DELETE CASCADE,
  sentence_id INTEGER REFERENCES sentence(sentence_id) ON DELETE CASCADE,
  quote_id INTEGER REFERENCES quote(quote_id) ON DELETE CASCADE,
  event_id INTEGER REFERENCES event(event_id),
  event_reason TEXT,
  event_phrase TEXT,
  kind TEXT NOT NULL CHECK (kind IN
    ('killed','injured','missing','displaced','detained','met','visited','responsible','struck','figure')),
  section TEXT NOT NULL CHECK (section IN ('title','body','caption')),
  field TEXT NOT NULL CHECK (field IN ('title','body')),
  start_char INTEGER NOT NULL,
  end_char INTEGER NOT NULL,
  text TEXT NOT NULL,
  bound TEXT CHECK (bound IN
    ('exact','at_least','more_than','at_most','fewer_than','about','nearly','range','vague')),
  n REAL,
  n2 REAL,
  word TEXT,
  hedge TEXT,
  low REAL,
  high REAL,
  low_open INTEGER CHECK (low_open IN (0, 1)),
  high_open INTEGER CHECK (high_open IN (0, 1)),
  approximate INTEGER NOT NULL DEFAULT 0 CHECK (approximate IN (0, 1)),
  unit TEXT,
  victims TEXT,
  scope TEXT CHECK (scope IN
    ('all','civilians','children','women','fighters','security_forces','attackers','nationals','other')),
  subset INTEGER NOT NULL DEFAULT 0 CHECK (subset IN (0, 1)),
  superset_id INTEGER REFERENCES claim(claim_id) ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED,
  period TEXT CHECK (period IN ('incident','day','cumulative')),
  status TEXT NOT NULL DEFAULT 'occurred' CHECK (status IN ('occurred','planned','possible','denied')),
  stance TEXT CHECK (stance IN ('claimed','blamed','denied')),
  form TEXT CHECK (form IN ('meeting','talks','call','summit','visit','other')),
  occasion TEXT,
  place TEXT,
  place_id INTEGER REFERENCES entity(entity_id),
  happened_from TEXT,
  happened_to TEXT,
  happened_precision TEXT CHECK (happened_precision IN ('second','minute','hour','day','month','year')),
  as_of TEXT,
  as_of_precision TEXT CHECK (as_of_precision IN ('second','minute','hour','day','month','year')),
  confidence REAL,
  rule TEXT,
  CHECK (low IS NULL OR high IS NULL OR low <= high),
  CHECK (start_char < end_char),
  CHECK (bound IS NULL OR (low_open IS NOT NULL AND high_open IS NOT NULL))
) STRICT;
CREATE INDEX claim_article ON claim(article_id);
CREATE INDEX claim_sentence ON claim(sentence_id);
CREATE INDEX claim_quote ON claim(quote_id) WHERE quote_id IS NOT NULL;
CREATE INDEX claim_event ON claim(event_id, kind) WHERE event_id IS NOT NULL;
CREATE INDEX claim_superset ON claim(superset_id) WHERE superset_id IS NOT NULL;
CREATE INDEX claim_place ON claim(place_id) WHERE place_id IS NOT NULL;

CREATE TABLE claim_entity (
  claim_id INTEGER NOT NULL REFERENCES claim(claim_id) ON DELETE CASCADE,
  role TEXT NOT NULL CHECK (role IN ('participant','host','actor','target','victim','instrument')),
  ordinal INTEGER NOT NULL,
  entity_id INTEGER REFERENCES entity(entity_id),
  label TEXT NOT NULL,
  PRIMARY KEY (claim_id, role, ordinal)
) STRICT, WITHOUT ROWID;
CREATE INDEX claim_entity_entity ON claim_entity(entity_id) WHERE entity_id IS NOT NULL;

CREATE TABLE attribution (
  claim_id INTEGER NOT NULL REFERENCES claim(claim_id) ON DELETE CASCADE,
  hop INTEGER NOT NULL CHECK (hop >= 1),
  entity_id INTEGER REFERENCES entity(entity_id),
  label TEXT NOT NULL,
  cue TEXT,
  field TEXT CHECK (field IN ('title','body')),
  start_char INTEGER,
  end_char INTEGER,
  PRIMARY KEY (claim_id, hop),
  CHECK ((field IS NULL) = (start_char IS NULL) AND (field IS NULL) = (end_char IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX attribution_entity ON attribution(entity_id) WHERE entity_id IS NOT NULL;

CREATE TABLE statement (
  statement_id INTEGER PRIMARY KEY,
  event_id INTEGER NOT NULL REFERENCES event(event_id),
  kind TEXT NOT NULL,
  scope TEXT,
  low REAL,
  high REAL,
  low_open INTEGER NOT NULL DEFAULT 0 CHECK (low_open IN (0, 1)),
  high_open INTEGER NOT NULL DEFAULT 0 CHECK (high_open IN (0, 1)),
  approximate INTEGER NOT NULL DEFAULT 0 CHECK (approximate IN (0, 1)),
  status TEXT NOT NULL,
  attributed_to TEXT,
  attributed_id INTEGER REFERENCES entity(entity_id),
  first_at TEXT,
  last_at TEXT
) STRICT;
CREATE INDEX statement_event ON statement(event_id);
CREATE INDEX statement_attributed ON statement(attributed_id) WHERE attributed_id IS NOT NULL;

CREATE TABLE claim_statement (
  claim_id INTEGER PRIMARY KEY REFERENCES claim(claim_id) ON DELETE CASCADE,
  statement_id INTEGER NOT NULL REFERENCES statement(statement_id) ON DELETE CASCADE
) STRICT;
CREATE INDEX claim_statement_statement ON claim_statement(statement_id);

CREATE TABLE statement_relation (
  statement_id INTEGER NOT NULL REFERENCES statement(statement_id) ON DELETE CASCADE,
  other_id INTEGER NOT NULL REFERENCES statement(statement_id) ON DELETE CASCADE,
  relation TEXT NOT NULL CHECK (relation IN ('refines','update','bound-raised','contradict','other-scope')),
  reason TEXT NOT NULL,
  PRIMARY KEY (statement_id, other_id),
  CHECK (statement_id <> other_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX statement_relation_other ON statement_relation(other_id);

CREATE TABLE copy (
  article_id INTEGER NOT NULL REFERENCES article(article_id) ON DELETE CASCADE,
  from_article_id INTEGER NOT NULL REFERENCES article(article_id) ON DELETE CASCADE,
  share REAL NOT NULL CHECK (share BETWEEN 0 AND 1),
  basis TEXT NOT NULL,
  PRIMARY KEY (article_id, from_article_id),
  CHECK (article_id <> from_article_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX copy_from ON copy(from_article_id);

CREATE TABLE copy_span (
  article_id INTEGER NOT NULL REFERENCES article(article_id) ON DELETE CASCADE,
  from_article_id INTEGER NOT NULL REFERENCES article(article_id) ON DELETE CASCADE,
  ordinal INTEGER NOT NULL,
  start_char INTEGER NOT NULL,
  end_char INTEGER NOT NULL,
  from_start INTEGER NOT NULL,
  from_end INTEGER NOT NULL,
  PRIMARY KEY (article_id, from_article_id, ordinal),
  FOREIGN KEY (article_id, from_article_id) REFERENCES copy(article_id, from_article_id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX copy_span_from ON copy_span(from_article_id);

CREATE TABLE sketch (
  hash INTEGER NOT NULL,
  article_id INTEGER NOT NULL REFERENCES article(article_id) ON DELETE CASCADE,
  PRIMARY KEY (hash, article_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX sketch_article ON sketch(article_id);

CREATE TABLE decision (
  decision_id INTEGER PRIMARY KEY,
  decided_at TEXT NOT NULL,
  decided_by TEXT,
  action TEXT NOT NULL,
  target TEXT NOT NULL,
  content_hash TEXT,
  exact TEXT,
  prefix TEXT,
  suffix TEXT,
  start_char INTEGER,
  patch TEXT CHECK (patch IS NULL OR json_valid(patch)),
  note TEXT
) STRICT;

CREATE TABLE doc (
  name TEXT NOT NULL,
  col TEXT NOT NULL DEFAULT '',
  text TEXT NOT NULL,
  PRIMARY KEY (name, col)
) STRICT, WITHOUT ROWID;

/* Double quotes around the content table: Datasette recognises only this spelling. */
CREATE VIRTUAL TABLE article_fts USING fts5(
  title, body, content="article", content_rowid='article_id', tokenize="unicode61 remove_diacritics 2");
CREATE TRIGGER article_fts_insert AFTER INSERT ON article BEGIN
  INSERT INTO article_fts(rowid, title, body) VALUES (new.article_id, new.title, new.body);
END;
CREATE TRIGGER article_fts_delete AFTER DELETE ON article BEGIN
  INSERT INTO article_fts(article_fts, rowid, title, body) VALUES ('delete', old.article_id, old.title, old.body);
END;
CREATE TRIGGER article_fts_update AFTER UPDATE OF title, body ON article BEGIN
  INSERT INTO article_fts(article_fts, rowid, title, body) VALUES ('delete', old.article_id, old.title, old.body);
  INSERT INTO article_fts(rowid, title, body) VALUES (new.article_id, new.title, new.body);
END;
