-- What people have to know of and to prove: notices, mail about them, erasures, privacy callbacks, the audit.

-- One row while something is to be mended. `key` says what it is about: raised again, it is the same notice.
CREATE TABLE notice (
  id uuid PRIMARY KEY,
  key text NOT NULL UNIQUE,
  code text NOT NULL,
  severity text NOT NULL CHECK (severity IN ('info', 'warning', 'error')),
  message text NOT NULL,
  act text,
  account_id uuid REFERENCES account,
  connection_id uuid REFERENCES connection (id) ON DELETE CASCADE,
  setup_id uuid REFERENCES setup ON DELETE CASCADE,
  connector text,
  -- A setup link opens a connection, so it is sealed like a secret.
  key_id text,
  link bytea,
  link_expires_at timestamptz(3),
  dismissed_at timestamptz(3),
  created_at timestamptz(3) NOT NULL DEFAULT now()
);
CREATE INDEX notice_connection ON notice (connection_id);
CREATE INDEX notice_setup ON notice (setup_id);

-- To whom a notice is mailed, once each. The text is made when it is sent, so that none is kept.
CREATE TABLE notice_mail (
  notice_id uuid NOT NULL REFERENCES notice ON DELETE CASCADE,
  recipient text NOT NULL CHECK (recipient IN ('partner', 'contact')),
  attempts int NOT NULL DEFAULT 0,
  next_at timestamptz(3) NOT NULL,
  sent_at timestamptz(3),
  PRIMARY KEY (notice_id, recipient)
);

-- What becomes of each Setup's webhook since the Service Domain changed last.
CREATE TABLE domain_change_app (
  setup_id uuid PRIMARY KEY REFERENCES setup ON DELETE CASCADE,
  state text NOT NULL CHECK (state IN ('waiting', 'done', 'failed', 'by_hand')),
  message text NOT NULL,
  attempts int NOT NULL DEFAULT 0
);

-- What an application asks in the name of somebody who signed in, or of a Page. `subject` goes once it is done.
CREATE TABLE privacy_request (
  code text PRIMARY KEY,
  setup_id uuid NOT NULL REFERENCES setup ON DELETE CASCADE,
  -- Of the signed request: the same one, sent again, is the same request.
  digest bytea NOT NULL,
  kind text NOT NULL CHECK (kind IN ('deauthorize', 'data-deletion')),
  subject_kind text NOT NULL CHECK (subject_kind IN ('person', 'target')),
  subject text,
  status text NOT NULL DEFAULT 'waiting' CHECK (status IN ('waiting', 'working', 'done')),
  created_at timestamptz(3) NOT NULL,
  finished_at timestamptz(3),
  UNIQUE (setup_id, digest)
);
CREATE INDEX privacy_request_open ON privacy_request (created_at) WHERE status <> 'done';

-- Somebody who wrote to a Page is erased. `person` is cut to its end once it is done.
CREATE TABLE erasure (
  account_id uuid NOT NULL REFERENCES account,
  id uuid NOT NULL UNIQUE,
  page text NOT NULL,
  person text NOT NULL,
  status text NOT NULL DEFAULT 'waiting' CHECK (status IN ('waiting', 'erasing', 'done')),
  events int NOT NULL DEFAULT 0,
  runs int NOT NULL DEFAULT 0,
  files int NOT NULL DEFAULT 0,
  requested_by text NOT NULL,
  created_at timestamptz(3) NOT NULL,
  finished_at timestamptz(3),
  PRIMARY KEY (account_id, id)
);
CREATE INDEX erasure_open ON erasure (created_at) WHERE status <> 'done';

CREATE TABLE audit (
  id uuid PRIMARY KEY,
  at timestamptz(3) NOT NULL,
  actor text NOT NULL,
  act text NOT NULL,
  account_id uuid,
  details jsonb NOT NULL
);

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['notice', 'erasure', 'audit'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', name);
    EXECUTE format(
      'CREATE POLICY scope ON %I USING ((SELECT current_setting(''velodrome.scope'', true)) = ''engine''
         OR account_id = (SELECT nullif(current_setting(''velodrome.account'', true), '''')::uuid))', name);
  END LOOP;
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'velodrome_app') THEN
    GRANT SELECT, INSERT, UPDATE, DELETE
      ON notice, notice_mail, domain_change_app, privacy_request, erasure, audit TO velodrome_app;
  END IF;
END
$$;
