-- Evidence of spelling is one letter too, since linking joins what one article misspells.

UPDATE doc SET text = replace(text, 'spelling (an initial or an Arabic article more)',
  'spelling (an initial or an Arabic article more, or one letter that only this article has otherwise)')
WHERE name IN ('identity', 'v_identity') AND col = 'reason';

PRAGMA user_version = 10;
