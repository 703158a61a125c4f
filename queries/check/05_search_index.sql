/* search index: articles that full-text search does not know */
SELECT '', 'the search index holds ' || (SELECT count(*) FROM article_fts_docsize) || ' of ' || count(*) || ' articles'
FROM article HAVING count(*) <> (SELECT count(*) FROM article_fts_docsize)
