-- Who executes runs of accounts and cycles that may have only so many at once, where several workers do.
CREATE TABLE run_place (
  account_id uuid NOT NULL,
  -- The account, or a cycle of it.
  subject uuid NOT NULL,
  -- Backend of the session that holds a worker's shards: when that is gone, its places are.
  worker integer NOT NULL,
  granted integer NOT NULL,
  wanted integer NOT NULL,
  -- Since when it has had any; null: never yet.
  served_at timestamptz(3),
  PRIMARY KEY (subject, worker)
);
CREATE INDEX run_place_worker ON run_place (worker);

ALTER TABLE run_place ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON run_place USING ((SELECT current_setting('velodrome.scope', true)) = 'engine'
  OR account_id = (SELECT nullif(current_setting('velodrome.account', true), '')::uuid));

-- Those of a cycle that wait for a place come back the oldest first. By its condition it is no choice for whoever looks for
-- what is parked in one lane.
CREATE INDEX run_live_parked_cycle ON run_live (cycle_id, seq) WHERE parked AND NOT due;

DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'velodrome_app') THEN
    GRANT SELECT, INSERT, UPDATE, DELETE ON run_place TO velodrome_app;
  END IF;
END
$$;
