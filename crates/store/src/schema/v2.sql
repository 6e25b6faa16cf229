-- Version 2: the zone of the publication time, and why a text is only a part of its article.

ALTER TABLE article ADD COLUMN zone TEXT;
ALTER TABLE article ADD COLUMN partial TEXT;
