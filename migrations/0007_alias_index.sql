/* Names find their entity by another name it bears. */
PRAGMA user_version = 7;

CREATE INDEX alias_by_name ON alias(alias);
