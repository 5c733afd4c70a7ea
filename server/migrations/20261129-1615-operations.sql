-- Requests for many runs at once, done in chunks: each chunk's work and its mark here are one transaction.
CREATE TABLE operation (
  account_id uuid NOT NULL REFERENCES account ON DELETE CASCADE,
  id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('retry', 'cancel')),
  status text NOT NULL DEFAULT 'running' CHECK (status IN ('running', 'done', 'stopped')),
  filter jsonb NOT NULL,
  -- Of a retry: from where, on which version, and whether those that were retried already are retried again.
  how jsonb,
  expected int NOT NULL,
  expected_more boolean NOT NULL,
  -- Runs up to this one have been looked at, in the order of their ids.
  looked_at uuid NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000',
  done int NOT NULL DEFAULT 0,
  skipped jsonb NOT NULL DEFAULT '{}',
  requested_by text NOT NULL,
  created_at timestamptz(3) NOT NULL,
  finished_at timestamptz(3),
  PRIMARY KEY (account_id, id)
);
CREATE INDEX operation_running ON operation (created_at) WHERE status = 'running';

-- What failed is looked for among what did not, and whether a run was retried already.
CREATE INDEX run_failed ON run (account_id, id) WHERE status = 'failed';
CREATE INDEX run_retry_of ON run (retry_of) WHERE retry_of IS NOT NULL;
CREATE INDEX run_live_retry_of ON run_live (retry_of) WHERE retry_of IS NOT NULL;

ALTER TABLE operation ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON operation USING ((SELECT current_setting('velodrome.scope', true)) = 'engine'
  OR account_id = (SELECT nullif(current_setting('velodrome.account', true), '')::uuid));

DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'velodrome_app') THEN
    GRANT SELECT, INSERT, UPDATE, DELETE ON operation TO velodrome_app;
  END IF;
END
$$;
