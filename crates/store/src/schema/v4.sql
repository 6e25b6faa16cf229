-- Version 4: what an article is to one that was read before it, and which of its paragraphs are no running text.
ALTER TABLE article ADD COLUMN copied_by TEXT;
ALTER TABLE article ADD COLUMN updates TEXT;    -- the id of the article that this one repeats
ALTER TABLE article ADD COLUMN new TEXT;        -- JSON: [{"start":0,"end":0}], what is not in that one
ALTER TABLE article ADD COLUMN marked TEXT;     -- JSON: [{"start":0,"end":0,"kind":"quote"}]
