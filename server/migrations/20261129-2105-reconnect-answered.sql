-- What failed before this moment because a connection had no token is decided about.
ALTER TABLE connection ADD COLUMN answered_at timestamptz(3);
