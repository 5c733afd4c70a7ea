-- Who published a version. Of those from before nobody knows.
ALTER TABLE cycle_version ADD COLUMN published_by text;
