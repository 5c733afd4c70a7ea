-- Which language a version is written in: what templates and expressions may say, of which its document gives no sign.
ALTER TABLE cycle_version ADD COLUMN language smallint NOT NULL DEFAULT 1;
