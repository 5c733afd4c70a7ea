-- Everything that cannot be added later: ids, partitions, ownership, dedupe keys, row-level security (docs/decisions).
-- Words in names are those of ARCHITECTURE.md. Tenant tables carry account_id; the nil account owns what no account has yet.

-- Connected as a superuser, or as any role that bypasses row-level security, our pools become this one.
DO $$
BEGIN
  IF (SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user)
     AND NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'velodrome_app') THEN
    CREATE ROLE velodrome_app NOLOGIN;
  END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN
  NULL; -- another database of this cluster is being migrated at the same moment and made it first
END
$$;

-- The smallest UUIDv7 of a moment: a partition's bound, and the lower end of "everything since".
CREATE FUNCTION uuid_at(moment timestamptz) RETURNS uuid LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT (lpad(to_hex(floor(extract(epoch FROM moment) * 1000)::bigint), 12, '0') || '00000000000000000000')::uuid
$$;

-- Another id of the same moment: the copy of an event for a second account, the run of an event.
CREATE FUNCTION uuid_beside(id uuid) RETURNS uuid LANGUAGE sql VOLATILE STRICT PARALLEL SAFE AS $$
  SELECT encode(substring(uuid_send(id) FROM 1 FOR 8) || substring(uuid_send(gen_random_uuid()) FROM 9 FOR 8), 'hex')::uuid
$$;

CREATE TABLE setting (
  name text PRIMARY KEY,
  value jsonb NOT NULL
);

-- Secrets of the installation itself, sealed like every other.
CREATE TABLE installation_secret (
  name text PRIMARY KEY,
  key_id text NOT NULL,
  sealed bytea NOT NULL
);

CREATE TABLE account (
  id uuid PRIMARY KEY,
  external_id text UNIQUE,
  name text NOT NULL,
  timezone text NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  deleted_at timestamptz(3)
);

-- Setups belong to the partner, not to an account.
CREATE TABLE setup (
  id uuid PRIMARY KEY,
  connector text NOT NULL,
  name text NOT NULL,
  key text NOT NULL UNIQUE,
  client_id text NOT NULL,
  key_id text NOT NULL,
  client_secrets bytea NOT NULL,
  verify_token bytea,
  verify_hmac bytea,
  config_id text,
  scopes text[] NOT NULL,
  graph_url text,
  dialog_url text,
  graph_version text NOT NULL,
  live boolean NOT NULL DEFAULT false,
  hold_hours int NOT NULL DEFAULT 72 CHECK (hold_hours BETWEEN 0 AND 720),
  verified_at timestamptz(3),
  created_at timestamptz(3) NOT NULL DEFAULT now()
);

-- What was not stored, per Setup and reason: rejected requests, duplicates, events of a Page disconnected on purpose.
CREATE TABLE setup_count (
  setup_id uuid NOT NULL REFERENCES setup ON DELETE CASCADE,
  reason text NOT NULL,
  count bigint NOT NULL,
  last_at timestamptz(3) NOT NULL,
  PRIMARY KEY (setup_id, reason)
);

CREATE TABLE connection (
  account_id uuid NOT NULL REFERENCES account,
  id uuid NOT NULL UNIQUE,
  connector text NOT NULL,
  setup_id uuid REFERENCES setup,
  name text NOT NULL,
  status text NOT NULL CHECK (status IN ('new', 'page_required', 'authenticated', 'needs_reauthentication', 'disabled')),
  external_id text,
  external_name text,
  key_id text,
  credentials bytea,
  verify_token bytea,
  verify_hmac bytea,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  PRIMARY KEY (account_id, id)
);
-- One event row per account, so an account can connect a Page of a Setup once.
CREATE UNIQUE INDEX connection_page ON connection (setup_id, external_id, account_id) WHERE external_id IS NOT NULL;
CREATE INDEX connection_verify ON connection (setup_id, verify_hmac) WHERE verify_hmac IS NOT NULL;

CREATE TABLE cycle (
  account_id uuid NOT NULL REFERENCES account,
  id uuid NOT NULL UNIQUE,
  name text NOT NULL,
  status text NOT NULL DEFAULT 'draft' CHECK (status IN ('draft', 'running', 'stopped')),
  draft jsonb NOT NULL,
  revision int NOT NULL DEFAULT 1,
  version int,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  updated_at timestamptz(3) NOT NULL DEFAULT now(),
  deleted_at timestamptz(3),
  PRIMARY KEY (account_id, id)
);

CREATE TABLE cycle_version (
  account_id uuid NOT NULL,
  cycle_id uuid NOT NULL,
  version int NOT NULL,
  document jsonb NOT NULL,
  note text,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  PRIMARY KEY (cycle_id, version),
  FOREIGN KEY (account_id, cycle_id) REFERENCES cycle (account_id, id)
);

-- Which running cycles want which events: the first matching trigger step of each cycle's live version.
CREATE TABLE listener (
  setup_id uuid NOT NULL,
  external_id text NOT NULL,
  method text NOT NULL,
  account_id uuid NOT NULL,
  cycle_id uuid NOT NULL,
  version int NOT NULL,
  step text NOT NULL,
  -- Place of the step in its document: the lowest wins when an event matches several triggers of one cycle.
  ordinal int NOT NULL,
  once boolean NOT NULL DEFAULT false,
  PRIMARY KEY (setup_id, external_id, method, account_id, cycle_id),
  FOREIGN KEY (account_id, cycle_id) REFERENCES cycle (account_id, id)
);
CREATE INDEX listener_cycle ON listener (cycle_id);

-- What makes a second delivery of the same thing a duplicate. The day is the item's own, so that both find the same row.
CREATE TABLE event_key (
  setup_id uuid NOT NULL,
  bucket date NOT NULL,
  digest bytea NOT NULL,
  event_id uuid NOT NULL,
  PRIMARY KEY (setup_id, bucket, digest)
) PARTITION BY RANGE (bucket);
CREATE TABLE event_key_default PARTITION OF event_key DEFAULT;

CREATE TABLE event (
  account_id uuid NOT NULL,
  id uuid NOT NULL,
  source_id uuid NOT NULL,
  setup_id uuid,
  connection_id uuid,
  connector text NOT NULL,
  kind text NOT NULL,
  channel text NOT NULL,
  external_id text,
  person text,
  lane text NOT NULL,
  reference text,
  correlation text,
  excerpt text,
  routed boolean NOT NULL,
  occurred_at timestamptz(3),
  received_at timestamptz(3) NOT NULL DEFAULT now(),
  item json NOT NULL,
  raw bytea,
  PRIMARY KEY (account_id, id)
) PARTITION BY RANGE (id);
CREATE INDEX event_correlation ON event (correlation) WHERE correlation IS NOT NULL;
CREATE INDEX event_unowned ON event (setup_id, external_id, id) WHERE account_id = '00000000-0000-0000-0000-000000000000';
CREATE TABLE event_default PARTITION OF event DEFAULT;

CREATE SEQUENCE run_seq;

-- Unfinished runs: small, not partitioned, and the queue itself. Most updates touch no indexed column.
CREATE TABLE run_live (
  account_id uuid NOT NULL,
  id uuid NOT NULL,
  cycle_id uuid NOT NULL,
  version int NOT NULL,
  origin text NOT NULL CHECK (origin IN ('event', 'replay', 'retry', 'manual')),
  event_id uuid,
  trigger text NOT NULL,
  retry_of uuid,
  shard smallint NOT NULL,
  lane text NOT NULL,
  -- Order of acceptance: what a lane and an account are read by.
  seq bigint NOT NULL,
  status text NOT NULL CHECK (status IN ('queued', 'running', 'sleeping', 'waiting', 'held')),
  -- Whether a worker should look at it now; kept apart from status so that starting a step changes no index.
  due boolean NOT NULL DEFAULT true,
  due_at timestamptz(3),
  -- It waits and its lane waits with it.
  lane_held boolean NOT NULL DEFAULT false,
  -- It stands behind a held lane and is not worth reading.
  parked boolean NOT NULL DEFAULT false,
  -- What a person asked for while a step was in hand.
  wish text CHECK (wish IN ('hold', 'cancel')),
  revision int NOT NULL DEFAULT 0,
  crashes smallint NOT NULL DEFAULT 0,
  -- What its later steps read and which steps are next.
  state json,
  -- The attempt that may be under way outside: the intent.
  attempt json,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  started_at timestamptz(3),
  PRIMARY KEY (account_id, id)
) WITH (fillfactor = 60, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 20000,
        autovacuum_vacuum_cost_delay = 0, autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 50000);
CREATE INDEX run_live_due ON run_live (account_id, seq) WHERE due;
CREATE INDEX run_live_sleeping ON run_live (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX run_live_lane_held ON run_live (shard) WHERE lane_held;
CREATE INDEX run_live_parked ON run_live (cycle_id, lane) WHERE parked;
-- At most one run per cycle and event; replays and retries may be many.
CREATE UNIQUE INDEX run_live_cycle ON run_live (cycle_id, event_id, (CASE WHEN origin = 'event' THEN NULL ELSE id END)) NULLS NOT DISTINCT;

-- Finished runs. A finished run never changes.
CREATE TABLE run (
  account_id uuid NOT NULL,
  id uuid NOT NULL,
  cycle_id uuid NOT NULL,
  version int NOT NULL,
  origin text NOT NULL,
  event_id uuid,
  trigger text NOT NULL,
  retry_of uuid,
  lane text NOT NULL,
  status text NOT NULL CHECK (status IN ('succeeded', 'failed', 'cancelled', 'absorbed')),
  error json,
  created_at timestamptz(3) NOT NULL,
  started_at timestamptz(3),
  finished_at timestamptz(3) NOT NULL,
  PRIMARY KEY (account_id, id)
) PARTITION BY RANGE (id);
CREATE INDEX run_cycle ON run (cycle_id, id);
-- Rows come in the order of their end, so a block range index finds "what ended just now" and costs next to nothing.
CREATE INDEX run_finished ON run USING brin (finished_at) WITH (pages_per_range = 16);
CREATE TABLE run_default PARTITION OF run DEFAULT;

-- One row per attempt of a step. The trigger's own output is the event.
CREATE TABLE step_run (
  account_id uuid NOT NULL,
  run_id uuid NOT NULL,
  id uuid NOT NULL,
  step text NOT NULL,
  path text NOT NULL,
  number smallint NOT NULL,
  status text NOT NULL CHECK (status IN ('intended', 'succeeded', 'failed', 'skipped', 'uncertain', 'sleeping', 'waiting')),
  port text,
  repeated boolean NOT NULL,
  input json,
  output json,
  request json,
  response json,
  error json,
  started_at timestamptz(3) NOT NULL,
  finished_at timestamptz(3),
  PRIMARY KEY (run_id, id)
) PARTITION BY RANGE (id);
CREATE TABLE step_run_default PARTITION OF step_run DEFAULT;

-- Payloads above 256 KiB.
CREATE TABLE blob (
  account_id uuid NOT NULL,
  id uuid NOT NULL,
  bytes bytea NOT NULL,
  PRIMARY KEY (account_id, id)
);

-- What a living worker has in hand, so that its successor knows what it was at when it died. Lost with the database's memory, which is fine.
CREATE UNLOGGED TABLE worker (
  id int PRIMARY KEY,
  accounts uuid[] NOT NULL DEFAULT '{}',
  runs uuid[] NOT NULL DEFAULT '{}'
) WITH (fillfactor = 50);

CREATE VIEW run_all WITH (security_invoker = true) AS
  SELECT account_id, id, cycle_id, version, origin, event_id, trigger, retry_of, lane, status, NULL::json AS error,
         created_at, started_at, NULL::timestamptz(3) AS finished_at, due_at, attempt
  FROM run_live
  UNION ALL
  SELECT account_id, id, cycle_id, version, origin, event_id, trigger, retry_of, lane, status, error,
         created_at, started_at, finished_at, NULL, NULL
  FROM run;

-- One day's partition of one table, made aside and attached, so that nothing that writes has to wait for it.
CREATE FUNCTION ensure_partition(parent text, day date) RETURNS void LANGUAGE plpgsql SET search_path = public AS $$
DECLARE
  child text := parent || '_' || to_char(day, 'YYYYMMDD');
  low text := CASE WHEN parent = 'event_key' THEN day::text ELSE uuid_at(day::timestamp AT TIME ZONE 'UTC')::text END;
  high text := CASE WHEN parent = 'event_key' THEN (day + 1)::text ELSE uuid_at((day + 1)::timestamp AT TIME ZONE 'UTC')::text END;
BEGIN
  IF to_regclass(child) IS NOT NULL THEN RETURN; END IF;
  EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING ALL)', child, parent);
  EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', parent, child, low, high);
  IF parent <> 'event_key' THEN
    -- No policy of its own: reached only through its parent, whose policy holds.
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', child);
  END IF;
END
$$;

-- Yesterday's to next week's partitions. Its owner's rights, because our pools may not create tables.
CREATE FUNCTION ensure_partitions(today date) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('velodrome.partitions'));
  PERFORM ensure_partition(parent, today + ahead)
    FROM unnest(ARRAY['event_key', 'event', 'run', 'step_run']) AS parent, generate_series(-1, 7) AS ahead;
END
$$;

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['account', 'connection', 'cycle', 'cycle_version', 'listener', 'event', 'run_live', 'run', 'step_run', 'blob'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', name);
    -- The sub-selects make PostgreSQL ask for the settings once a statement, not once a row.
    EXECUTE format(
      'CREATE POLICY scope ON %I USING ((SELECT current_setting(''velodrome.scope'', true)) = ''engine''
         OR %I = (SELECT nullif(current_setting(''velodrome.account'', true), '''')::uuid))',
      name, CASE WHEN name = 'account' THEN 'id' ELSE 'account_id' END);
  END LOOP;
  FOREACH name IN ARRAY ARRAY['event_default', 'run_default', 'step_run_default'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', name);
  END LOOP;
END
$$;

SELECT ensure_partitions((now() AT TIME ZONE 'UTC')::date);

DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'velodrome_app') THEN
    GRANT USAGE ON SCHEMA public TO velodrome_app;
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO velodrome_app;
    GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO velodrome_app;
    ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO velodrome_app;
  END IF;
END
$$;
