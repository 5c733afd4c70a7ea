-- Since when what a cycle would have taken is not answered: from its stop on, until a start has decided what becomes of it.
-- Nothing from before its start; what came within the seconds before its stop may have been kept beside it.
SELECT set_config('velodrome.scope', 'engine', true);
ALTER TABLE cycle ADD COLUMN started_at timestamptz(3), ADD COLUMN unanswered_since timestamptz(3);
UPDATE cycle SET unanswered_since = updated_at WHERE status = 'stopped';

-- A start that answers what came while its cycle was stopped: how far it has come.
CREATE TABLE cycle_backlog (
  account_id uuid NOT NULL,
  cycle_id uuid NOT NULL PRIMARY KEY,
  -- The one that was started.
  version integer NOT NULL,
  actor text NOT NULL,
  -- The first events may have been taken before the stop.
  since timestamptz(3) NOT NULL,
  -- Events up to this one have been looked at.
  after uuid NOT NULL,
  runs integer NOT NULL DEFAULT 0,
  -- When the cycle began to listen; null while it still catches up.
  listening_at timestamptz(3),
  FOREIGN KEY (account_id, cycle_id) REFERENCES cycle (account_id, id)
);

ALTER TABLE cycle_backlog ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON cycle_backlog USING ((SELECT current_setting('velodrome.scope', true)) = 'engine'
  OR account_id = (SELECT nullif(current_setting('velodrome.account', true), '')::uuid));

DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'velodrome_app') THEN
    GRANT SELECT, INSERT, UPDATE, DELETE ON cycle_backlog TO velodrome_app;
  END IF;
END
$$;
