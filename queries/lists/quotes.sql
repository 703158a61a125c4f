/* Who says what

   Every quote with its speaker, in order of publication. What is no speech is left out unless a
   kind is asked for: marks around titles and terms, beliefs, stances, what a document shows.

   :speaker = NULL -- a part of the speaker's name
   :source = NULL -- the outlet's name
   :kind = NULL -- direct, mixed, indirect, scare
   :words = NULL -- a part of what is said
   :event = NULL -- the slug of an event that the article makes a claim about
   :from = NULL -- published on this day or later
   :to = NULL -- published on this day or earlier
*/
SELECT v.speaker, v.cue, v.says, v.kind, v.source, v.published, v.speaker_as_written, v.cue_lemma, v.addressee,
  v.sentence, v.title, v.confidence, v.rule, v.review, v.quote_id, v.family_id, v.article_id, v.speaker_id
FROM v_quote AS v
WHERE (nullif(:speaker, '') IS NULL OR instr(lower(v.speaker), lower(:speaker)) > 0)
  AND (nullif(:source, '') IS NULL OR v.source = :source)
  AND ((nullif(:kind, '') IS NULL AND v.is_speech = 1) OR v.kind = :kind)
  AND (nullif(:words, '') IS NULL OR instr(lower(v.says), lower(:words)) > 0)
  AND (nullif(:from, '') IS NULL OR substr(v.published, 1, 10) >= :from)
  AND (nullif(:to, '') IS NULL OR substr(v.published, 1, 10) <= :to)
  AND (nullif(:event, '') IS NULL OR EXISTS (
    SELECT 1 FROM claim AS c JOIN event AS e USING (event_id) WHERE c.article_id = v.article_id AND e.slug = :event))
ORDER BY v.published, v.source, v.quote_id
