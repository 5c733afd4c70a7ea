-- Where a cycle stands in its account's list. An older process lists it without them.
ALTER TABLE cycle ADD COLUMN folder text;
ALTER TABLE cycle ADD COLUMN tags text[] NOT NULL DEFAULT '{}';
