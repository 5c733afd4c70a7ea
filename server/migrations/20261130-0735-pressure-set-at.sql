-- When a row was written, by PostgreSQL's clock: one from a time to come was written before the clock was set back.
ALTER TABLE connection_pressure ADD COLUMN set_at timestamptz(3) NOT NULL DEFAULT now();
