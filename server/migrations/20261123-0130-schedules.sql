-- When each schedule of a running cycle fires next.
CREATE TABLE trigger_due (
  account_id uuid NOT NULL,
  cycle_id uuid NOT NULL,
  step text NOT NULL,
  -- Its pattern, by which a new version's schedule is known to be the same one.
  schedule jsonb NOT NULL,
  -- The cycle stops after its first firing.
  once boolean NOT NULL DEFAULT false,
  next_at timestamptz(3) NOT NULL,
  PRIMARY KEY (cycle_id, step),
  FOREIGN KEY (account_id, cycle_id) REFERENCES cycle (account_id, id)
);
CREATE INDEX trigger_due_next ON trigger_due (next_at);

ALTER TABLE trigger_due ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON trigger_due USING ((SELECT current_setting('velodrome.scope', true)) = 'engine'
  OR account_id = (SELECT nullif(current_setting('velodrome.account', true), '')::uuid));

DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'velodrome_app') THEN
    GRANT SELECT, INSERT, UPDATE, DELETE ON trigger_due TO velodrome_app;
  END IF;
END
$$;
