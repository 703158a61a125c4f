/* An article without address and id is known by its path when its file is read again. */
PRAGMA user_version = 6;

CREATE INDEX article_path ON article(path) WHERE path IS NOT NULL AND url IS NULL AND external_id IS NULL;
