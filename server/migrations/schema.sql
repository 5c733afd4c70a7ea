-- The schema that the migrations result in. Written by `npm run schema -w server`: do not edit.
-- For reading and comparing: partitions of single days, roles and rows are left out.

-- Schemas

CREATE SCHEMA auth;

-- Sequences

CREATE SEQUENCE run_seq AS bigint START 1 INCREMENT 1 CACHE 1;

-- Functions

CREATE OR REPLACE FUNCTION public.day_starts(day date)
 RETURNS uuid
 LANGUAGE sql
 IMMUTABLE STRICT
AS $function$
  SELECT uuid_at(day::timestamp AT TIME ZONE 'UTC')
$function$;

CREATE OR REPLACE FUNCTION public.drop_empty_day(parent text, day date)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
 SET lock_timeout TO '100ms'
AS $function$
DECLARE
  holds boolean;
BEGIN
  IF parent NOT IN ('run', 'step_run', 'blob', 'event') OR day >= (now() AT TIME ZONE 'UTC')::date - 1 THEN RETURN false; END IF;
  PERFORM pg_advisory_xact_lock(hashtext('velodrome.partitions'));
  PERFORM set_config('velodrome.scope', 'engine', true);
  EXECUTE format('SELECT EXISTS (SELECT FROM %I WHERE id >= $1 AND id < $2)', parent) INTO holds USING day_starts(day), day_starts(day + 1);
  IF holds OR (parent <> 'event' AND EXISTS (SELECT FROM run_live WHERE id < day_starts(day + 2))) THEN RETURN false; END IF;
  EXECUTE format('DROP TABLE IF EXISTS %I', parent || '_' || to_char(day, 'YYYYMMDD'));
  RETURN true;
END
$function$;

CREATE OR REPLACE FUNCTION public.drop_event_day(day date, days integer, now_there timestamp with time zone)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
 SET lock_timeout TO '100ms'
AS $function$
BEGIN
  IF (day + 1)::timestamp AT TIME ZONE 'UTC' > least(now_there, now()) - make_interval(days => days) THEN RETURN false; END IF;
  PERFORM pg_advisory_xact_lock(hashtext('velodrome.partitions'));
  PERFORM set_config('velodrome.scope', 'engine', true);
  IF EXISTS (SELECT FROM run_live WHERE event_id >= day_starts(day) AND event_id < day_starts(day + 1)) THEN RETURN false; END IF;
  EXECUTE format('DROP TABLE IF EXISTS %I', 'event_' || to_char(day, 'YYYYMMDD'));
  RETURN true;
END
$function$;

CREATE OR REPLACE FUNCTION public.drop_event_keys(today date)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
 SET lock_timeout TO '2s'
AS $function$
DECLARE
  first_kept date := least(today, (now() AT TIME ZONE 'UTC')::date) - 14;
  child text;
  dropped int := 0;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('velodrome.partitions'));
  FOR child IN
    SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
    WHERE i.inhparent = 'event_key'::regclass AND c.relname ~ '^event_key_[0-9]{8}$'
      AND to_date(right(c.relname, 8), 'YYYYMMDD') < first_kept
    ORDER BY c.relname
  LOOP
    EXECUTE format('DROP TABLE %I', child);
    dropped := dropped + 1;
  END LOOP;
  RETURN dropped;
END
$function$;

CREATE OR REPLACE FUNCTION public.drop_run_day(day date, days integer, now_there timestamp with time zone)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
 SET lock_timeout TO '100ms'
AS $function$
DECLARE
  ended_before timestamptz := least(now_there, now()) - make_interval(days => days);
  low uuid := day_starts(day);
  high uuid := day_starts(day + 1);
  last_end timestamptz;
  late int;
  child text;
BEGIN
  IF (day + 1)::timestamp AT TIME ZONE 'UTC' > ended_before THEN RETURN false; END IF;
  PERFORM pg_advisory_xact_lock(hashtext('velodrome.partitions'));
  PERFORM set_config('velodrome.scope', 'engine', true);
  -- A day of grace: attempts carry a worker's clock.
  IF EXISTS (SELECT FROM run_live WHERE id < day_starts(day + 2))
    OR EXISTS (SELECT FROM run WHERE id < day_starts(day + 2) AND finished_at >= ended_before) THEN RETURN false; END IF;
  SELECT count(*), max(finished_at) INTO late, last_end FROM run
    WHERE id >= low AND id < high AND finished_at >= (day + 1)::timestamp AT TIME ZONE 'UTC';
  IF late > 1000 THEN RETURN false; END IF;
  WITH gone AS (
    DELETE FROM step_run WHERE id >= high AND id < uuid_at(last_end + interval '1 day') AND run_id IN (
      SELECT id FROM run WHERE id >= low AND id < high AND finished_at >= (day + 1)::timestamp AT TIME ZONE 'UTC')
    RETURNING account_id, ARRAY[input, output, request, response]::text[] AS payloads
  )
  DELETE FROM blob b USING (
    SELECT account_id, substring(left(payload, 100) FROM '^\{"\$blob":"([0-9a-f-]{36})","bytes":[0-9]+\}$')::uuid AS id
    FROM gone, unnest(payloads) AS payload) large
  WHERE b.account_id = large.account_id AND b.id = large.id;
  FOREACH child IN ARRAY ARRAY['step_run', 'blob', 'run'] LOOP
    EXECUTE format('DROP TABLE IF EXISTS %I', child || '_' || to_char(day, 'YYYYMMDD'));
  END LOOP;
  RETURN true;
END
$function$;

CREATE OR REPLACE FUNCTION public.ensure_partition(parent text, day date)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'public'
AS $function$
DECLARE
  child text := parent || '_' || to_char(day, 'YYYYMMDD');
  key text := CASE WHEN parent = 'event_key' THEN 'bucket' ELSE 'id' END;
  low text := CASE WHEN parent = 'event_key' THEN day::text ELSE uuid_at(day::timestamp AT TIME ZONE 'UTC')::text END;
  high text := CASE WHEN parent = 'event_key' THEN (day + 1)::text ELSE uuid_at((day + 1)::timestamp AT TIME ZONE 'UTC')::text END;
BEGIN
  IF to_regclass(child) IS NOT NULL THEN RETURN; END IF;
  PERFORM set_config('lock_timeout', '2s', true);
  -- Rows are reached through the parent, whose policy asks for a scope; the default partition has none of its own.
  PERFORM set_config('velodrome.scope', 'engine', true);
  EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING ALL) WITH (autovacuum_analyze_scale_factor = 1, autovacuum_analyze_threshold = 2000)',
    child, parent);
  -- Nobody adds to the default partition between the move and the attach.
  EXECUTE format('LOCK TABLE %I IN SHARE ROW EXCLUSIVE MODE', parent || '_default');
  EXECUTE format('WITH moved AS (DELETE FROM %1$I WHERE %2$I >= %3$L AND %2$I < %4$L RETURNING *) INSERT INTO %5$I SELECT * FROM moved',
    parent, key, low, high, child);
  EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', parent, child, low, high);
  IF parent <> 'event_key' THEN
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', child);
  END IF;
END
$function$;

CREATE OR REPLACE FUNCTION public.ensure_partitions(today date)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('velodrome.partitions'));
  PERFORM ensure_partition(parent, today + ahead)
    FROM unnest(ARRAY['event_key', 'event', 'run', 'step_run', 'blob']) AS parent, generate_series(-1, 7) AS ahead;
END
$function$;

CREATE OR REPLACE FUNCTION public.give_way(reason text)
 RETURNS boolean
 LANGUAGE plpgsql
AS $function$
BEGIN
  RAISE EXCEPTION '%', reason USING ERRCODE = 'serialization_failure';
END $function$;

CREATE OR REPLACE FUNCTION public.uuid_at(moment timestamp with time zone)
 RETURNS uuid
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$
  SELECT (lpad(to_hex(floor(extract(epoch FROM moment) * 1000)::bigint), 12, '0') || '00000000000000000000')::uuid
$function$;

CREATE OR REPLACE FUNCTION public.uuid_beside(id uuid)
 RETURNS uuid
 LANGUAGE sql
 PARALLEL SAFE STRICT
AS $function$
  SELECT encode(substring(uuid_send(id) FROM 1 FOR 8) || substring(uuid_send(gen_random_uuid()) FROM 9 FOR 8), 'hex')::uuid
$function$;

CREATE OR REPLACE FUNCTION public.wake_chore(task text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
BEGIN
  IF to_regclass('graphile_worker._private_jobs') IS NOT NULL THEN
    EXECUTE 'SELECT graphile_worker.add_job($1, job_key := $1, max_attempts := 3)' USING task;
  END IF;
END
$function$;

-- Tables

CREATE TABLE account (
  id uuid NOT NULL,
  external_id text,
  name text NOT NULL,
  timezone text NOT NULL,
  created_at timestamp(3) with time zone NOT NULL DEFAULT now(),
  deleted_at timestamp(3) with time zone,
  contact_email text,
  retention jsonb NOT NULL DEFAULT '{}'::jsonb,
  concurrency integer,
  CONSTRAINT account_concurrency_check CHECK ((concurrency > 0)),
  CONSTRAINT account_external_id_key UNIQUE (external_id),
  CONSTRAINT account_pkey PRIMARY KEY (id)
);

CREATE TABLE account_variable (
  account_id uuid NOT NULL,
  name text NOT NULL,
  value json NOT NULL,
  description text NOT NULL DEFAULT ''::text,
  updated_at timestamp(3) with time zone NOT NULL DEFAULT now(),
  CONSTRAINT account_variable_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE,
  CONSTRAINT account_variable_pkey PRIMARY KEY (account_id, name)
);

CREATE TABLE api_client (
  id uuid NOT NULL,
  name text NOT NULL,
  secret_hash bytea NOT NULL,
  created_at timestamp(3) with time zone NOT NULL DEFAULT now(),
  CONSTRAINT api_client_pkey PRIMARY KEY (id)
);

CREATE TABLE api_token (
  hash bytea NOT NULL,
  client_id uuid NOT NULL,
  expires_at timestamp(3) with time zone NOT NULL,
  CONSTRAINT api_token_client_id_fkey FOREIGN KEY (client_id) REFERENCES api_client(id) ON DELETE CASCADE,
  CONSTRAINT api_token_pkey PRIMARY KEY (hash)
);

CREATE TABLE audit (
  id uuid NOT NULL,
  at timestamp(3) with time zone NOT NULL,
  actor text NOT NULL,
  act text NOT NULL,
  account_id uuid,
  details jsonb NOT NULL,
  CONSTRAINT audit_pkey PRIMARY KEY (id)
);

CREATE TABLE auth."user" (
  id text NOT NULL,
  name text NOT NULL,
  email text NOT NULL,
  "emailVerified" boolean NOT NULL,
  image text,
  "createdAt" timestamp with time zone NOT NULL DEFAULT now(),
  "updatedAt" timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT user_email_key UNIQUE (email),
  CONSTRAINT user_pkey PRIMARY KEY (id)
);

CREATE TABLE auth.account (
  id text NOT NULL,
  "accountId" text NOT NULL,
  "providerId" text NOT NULL,
  "userId" text NOT NULL,
  "accessToken" text,
  "refreshToken" text,
  "idToken" text,
  "accessTokenExpiresAt" timestamp with time zone,
  "refreshTokenExpiresAt" timestamp with time zone,
  scope text,
  password text,
  "createdAt" timestamp with time zone NOT NULL DEFAULT now(),
  "updatedAt" timestamp with time zone NOT NULL,
  CONSTRAINT "account_userId_fkey" FOREIGN KEY ("userId") REFERENCES auth."user"(id) ON DELETE CASCADE,
  CONSTRAINT account_pkey PRIMARY KEY (id)
);

CREATE TABLE auth.session (
  id text NOT NULL,
  "expiresAt" timestamp with time zone NOT NULL,
  token text NOT NULL,
  "createdAt" timestamp with time zone NOT NULL DEFAULT now(),
  "updatedAt" timestamp with time zone NOT NULL,
  "ipAddress" text,
  "userAgent" text,
  "userId" text NOT NULL,
  CONSTRAINT "session_userId_fkey" FOREIGN KEY ("userId") REFERENCES auth."user"(id) ON DELETE CASCADE,
  CONSTRAINT session_pkey PRIMARY KEY (id),
  CONSTRAINT session_token_key UNIQUE (token)
);

CREATE TABLE auth.verification (
  id text NOT NULL,
  identifier text NOT NULL,
  value text NOT NULL,
  "expiresAt" timestamp with time zone NOT NULL,
  "createdAt" timestamp with time zone NOT NULL DEFAULT now(),
  "updatedAt" timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT verification_pkey PRIMARY KEY (id)
);

CREATE TABLE blob (
  account_id uuid NOT NULL,
  id uuid NOT NULL,
  bytes bytea NOT NULL,
  CONSTRAINT blob_pkey PRIMARY KEY (account_id, id)
) PARTITION BY RANGE (id);

CREATE TABLE blob_default PARTITION OF blob DEFAULT;

CREATE TABLE connection (
  account_id uuid NOT NULL,
  id uuid NOT NULL,
  connector text NOT NULL,
  setup_id uuid,
  name text NOT NULL,
  status text NOT NULL,
  external_id text,
  external_name text,
  key_id text,
  credentials bytea,
  verify_token bytea,
  verify_hmac bytea,
  created_at timestamp(3) with time zone NOT NULL DEFAULT now(),
  auth text,
  properties jsonb NOT NULL DEFAULT '{}'::jsonb,
  reason jsonb,
  person_id text,
  person_name text,
  subscribed_fields text[],
  sign_in jsonb,
  updated_at timestamp(3) with time zone NOT NULL DEFAULT now(),
  refreshing_until timestamp(3) with time zone,
  rejected boolean NOT NULL DEFAULT false,
  answered_at timestamp(3) with time zone,
  CONSTRAINT connection_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  CONSTRAINT connection_id_key UNIQUE (id),
  CONSTRAINT connection_pkey PRIMARY KEY (account_id, id),
  CONSTRAINT connection_setup_id_fkey FOREIGN KEY (setup_id) REFERENCES setup(id),
  CONSTRAINT connection_status_check CHECK ((status = ANY (ARRAY['new'::text, 'page_required'::text, 'authenticated'::text, 'needs_reauthentication'::text, 'disabled'::text])))
);

CREATE TABLE connection_check (
  connection_id uuid NOT NULL,
  account_id uuid NOT NULL,
  credentials_digest bytea NOT NULL,
  fields text[],
  fields_at timestamp(3) with time zone,
  fields_failure jsonb,
  token jsonb,
  token_at timestamp(3) with time zone,
  token_failure jsonb,
  CONSTRAINT connection_check_connection_id_fkey FOREIGN KEY (connection_id) REFERENCES connection(id) ON DELETE CASCADE,
  CONSTRAINT connection_check_pkey PRIMARY KEY (connection_id)
);

CREATE TABLE connection_pressure (
  account_id uuid NOT NULL,
  subject uuid NOT NULL,
  method text NOT NULL,
  code text NOT NULL,
  message text NOT NULL,
  round integer NOT NULL,
  until timestamp(3) with time zone NOT NULL,
  set_at timestamp(3) with time zone NOT NULL DEFAULT now(),
  CONSTRAINT connection_pressure_pkey PRIMARY KEY (subject, method)
);

CREATE TABLE cycle (
  account_id uuid NOT NULL,
  id uuid NOT NULL,
  name text NOT NULL,
  status text NOT NULL DEFAULT 'draft'::text,
  draft jsonb NOT NULL,
  revision integer NOT NULL DEFAULT 1,
  version integer,
  created_at timestamp(3) with time zone NOT NULL DEFAULT now(),
  updated_at timestamp(3) with time zone NOT NULL DEFAULT now(),
  deleted_at timestamp(3) with time zone,
  retention jsonb NOT NULL DEFAULT '{}'::jsonb,
  concurrency integer,
  folder text,
  tags text[] NOT NULL DEFAULT '{}'::text[],
  started_at timestamp(3) with time zone,
  unanswered_since timestamp(3) with time zone,
  CONSTRAINT cycle_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  CONSTRAINT cycle_concurrency_check CHECK ((concurrency > 0)),
  CONSTRAINT cycle_id_key UNIQUE (id),
  CONSTRAINT cycle_pkey PRIMARY KEY (account_id, id),
  CONSTRAINT cycle_status_check CHECK ((status = ANY (ARRAY['draft'::text, 'running'::text, 'stopped'::text])))
);

CREATE TABLE cycle_backlog (
  account_id uuid NOT NULL,
  cycle_id uuid NOT NULL,
  version integer NOT NULL,
  actor text NOT NULL,
  since timestamp(3) with time zone NOT NULL,
  after uuid NOT NULL,
  runs integer NOT NULL DEFAULT 0,
  listening_at timestamp(3) with time zone,
  CONSTRAINT cycle_backlog_account_id_cycle_id_fkey FOREIGN KEY (account_id, cycle_id) REFERENCES cycle(account_id, id),
  CONSTRAINT cycle_backlog_pkey PRIMARY KEY (cycle_id)
);

CREATE TABLE cycle_version (
  account_id uuid NOT NULL,
  cycle_id uuid NOT NULL,
  version integer NOT NULL,
  document jsonb NOT NULL,
  note text,
  created_at timestamp(3) with time zone NOT NULL DEFAULT now(),
  language smallint NOT NULL DEFAULT 1,
  published_by text,
  CONSTRAINT cycle_version_account_id_cycle_id_fkey FOREIGN KEY (account_id, cycle_id) REFERENCES cycle(account_id, id),
  CONSTRAINT cycle_version_pkey PRIMARY KEY (cycle_id, version)
);

CREATE TABLE disconnected_page (
  setup_id uuid NOT NULL,
  external_id text NOT NULL,
  at timestamp(3) with time zone NOT NULL DEFAULT now(),
  CONSTRAINT disconnected_page_pkey PRIMARY KEY (setup_id, external_id),
  CONSTRAINT disconnected_page_setup_id_fkey FOREIGN KEY (setup_id) REFERENCES setup(id) ON DELETE CASCADE
);

CREATE TABLE domain_change_app (
  setup_id uuid NOT NULL,
  state text NOT NULL,
  message text NOT NULL,
  attempts integer NOT NULL DEFAULT 0,
  CONSTRAINT domain_change_app_pkey PRIMARY KEY (setup_id),
  CONSTRAINT domain_change_app_setup_id_fkey FOREIGN KEY (setup_id) REFERENCES setup(id) ON DELETE CASCADE,
  CONSTRAINT domain_change_app_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'done'::text, 'failed'::text, 'by_hand'::text])))
);

CREATE TABLE erasure (
  account_id uuid NOT NULL,
  id uuid NOT NULL,
  page text NOT NULL,
  person text NOT NULL,
  status text NOT NULL DEFAULT 'waiting'::text,
  events integer NOT NULL DEFAULT 0,
  runs integer NOT NULL DEFAULT 0,
  files integer NOT NULL DEFAULT 0,
  requested_by text NOT NULL,
  created_at timestamp(3) with time zone NOT NULL,
  finished_at timestamp(3) with time zone,
  CONSTRAINT erasure_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  CONSTRAINT erasure_id_key UNIQUE (id),
  CONSTRAINT erasure_pkey PRIMARY KEY (account_id, id),
  CONSTRAINT erasure_status_check CHECK ((status = ANY (ARRAY['waiting'::text, 'erasing'::text, 'done'::text])))
);

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
  occurred_at timestamp(3) with time zone,
  received_at timestamp(3) with time zone NOT NULL DEFAULT now(),
  item json NOT NULL,
  raw bytea,
  CONSTRAINT event_pkey PRIMARY KEY (account_id, id)
) PARTITION BY RANGE (id);

CREATE TABLE event_default PARTITION OF event DEFAULT;

CREATE TABLE event_figure (
  account_id uuid NOT NULL,
  hour timestamp(3) with time zone NOT NULL,
  events integer NOT NULL,
  unrouted integer NOT NULL,
  CONSTRAINT event_figure_pkey PRIMARY KEY (account_id, hour)
);

CREATE TABLE event_key (
  setup_id uuid NOT NULL,
  bucket date NOT NULL,
  digest bytea NOT NULL,
  event_id uuid NOT NULL,
  CONSTRAINT event_key_pkey PRIMARY KEY (setup_id, bucket, digest)
) PARTITION BY RANGE (bucket);

CREATE TABLE event_key_default PARTITION OF event_key DEFAULT;

CREATE TABLE figure_hour (
  hour timestamp(3) with time zone NOT NULL,
  CONSTRAINT figure_hour_pkey PRIMARY KEY (hour)
);

CREATE TABLE installation_secret (
  name text NOT NULL,
  key_id text NOT NULL,
  sealed bytea NOT NULL,
  CONSTRAINT installation_secret_pkey PRIMARY KEY (name)
);

CREATE TABLE listener (
  setup_id uuid NOT NULL,
  external_id text NOT NULL,
  method text NOT NULL,
  account_id uuid NOT NULL,
  cycle_id uuid NOT NULL,
  version integer NOT NULL,
  step text NOT NULL,
  ordinal integer NOT NULL,
  once boolean NOT NULL DEFAULT false,
  answers text,
  CONSTRAINT listener_account_id_cycle_id_fkey FOREIGN KEY (account_id, cycle_id) REFERENCES cycle(account_id, id),
  CONSTRAINT listener_answers_check CHECK ((answers = ANY (ARRAY['also'::text, 'only'::text]))),
  CONSTRAINT listener_pkey PRIMARY KEY (setup_id, external_id, method, account_id, cycle_id, step)
);

CREATE TABLE migration (
  name text NOT NULL,
  applied_at timestamp(3) with time zone NOT NULL DEFAULT now(),
  checksum text NOT NULL,
  breaking boolean NOT NULL DEFAULT true,
  CONSTRAINT migration_pkey PRIMARY KEY (name)
);

CREATE TABLE notice (
  id uuid NOT NULL,
  key text NOT NULL,
  code text NOT NULL,
  severity text NOT NULL,
  message text NOT NULL,
  act text,
  account_id uuid,
  connection_id uuid,
  setup_id uuid,
  connector text,
  key_id text,
  link bytea,
  link_expires_at timestamp(3) with time zone,
  dismissed_at timestamp(3) with time zone,
  created_at timestamp(3) with time zone NOT NULL DEFAULT now(),
  CONSTRAINT notice_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  CONSTRAINT notice_connection_id_fkey FOREIGN KEY (connection_id) REFERENCES connection(id) ON DELETE CASCADE,
  CONSTRAINT notice_key_key UNIQUE (key),
  CONSTRAINT notice_pkey PRIMARY KEY (id),
  CONSTRAINT notice_setup_id_fkey FOREIGN KEY (setup_id) REFERENCES setup(id) ON DELETE CASCADE,
  CONSTRAINT notice_severity_check CHECK ((severity = ANY (ARRAY['info'::text, 'warning'::text, 'error'::text])))
);

CREATE TABLE notice_mail (
  notice_id uuid NOT NULL,
  recipient text NOT NULL,
  attempts integer NOT NULL DEFAULT 0,
  next_at timestamp(3) with time zone NOT NULL,
  sent_at timestamp(3) with time zone,
  CONSTRAINT notice_mail_notice_id_fkey FOREIGN KEY (notice_id) REFERENCES notice(id) ON DELETE CASCADE,
  CONSTRAINT notice_mail_pkey PRIMARY KEY (notice_id, recipient),
  CONSTRAINT notice_mail_recipient_check CHECK ((recipient = ANY (ARRAY['partner'::text, 'contact'::text])))
);

CREATE TABLE operation (
  account_id uuid NOT NULL,
  id uuid NOT NULL,
  kind text NOT NULL,
  status text NOT NULL DEFAULT 'running'::text,
  filter jsonb NOT NULL,
  how jsonb,
  expected integer NOT NULL,
  expected_more boolean NOT NULL,
  looked_at uuid NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
  done integer NOT NULL DEFAULT 0,
  skipped jsonb NOT NULL DEFAULT '{}'::jsonb,
  requested_by text NOT NULL,
  created_at timestamp(3) with time zone NOT NULL,
  finished_at timestamp(3) with time zone,
  expected_events integer,
  seen_events integer NOT NULL DEFAULT 0,
  CONSTRAINT operation_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE,
  CONSTRAINT operation_kind_check CHECK ((kind = ANY (ARRAY['retry'::text, 'cancel'::text, 'replay'::text]))),
  CONSTRAINT operation_pkey PRIMARY KEY (account_id, id),
  CONSTRAINT operation_status_check CHECK ((status = ANY (ARRAY['running'::text, 'done'::text, 'stopped'::text])))
);

CREATE TABLE privacy_request (
  code text NOT NULL,
  setup_id uuid NOT NULL,
  digest bytea NOT NULL,
  kind text NOT NULL,
  subject_kind text NOT NULL,
  subject text,
  status text NOT NULL DEFAULT 'waiting'::text,
  created_at timestamp(3) with time zone NOT NULL,
  finished_at timestamp(3) with time zone,
  CONSTRAINT privacy_request_kind_check CHECK ((kind = ANY (ARRAY['deauthorize'::text, 'data-deletion'::text]))),
  CONSTRAINT privacy_request_pkey PRIMARY KEY (code),
  CONSTRAINT privacy_request_setup_id_digest_key UNIQUE (setup_id, digest),
  CONSTRAINT privacy_request_setup_id_fkey FOREIGN KEY (setup_id) REFERENCES setup(id) ON DELETE CASCADE,
  CONSTRAINT privacy_request_status_check CHECK ((status = ANY (ARRAY['waiting'::text, 'working'::text, 'done'::text]))),
  CONSTRAINT privacy_request_subject_kind_check CHECK ((subject_kind = ANY (ARRAY['person'::text, 'target'::text])))
);

CREATE TABLE retention_look (
  parent text NOT NULL,
  low uuid NOT NULL,
  rules text NOT NULL,
  next_at timestamp(3) with time zone NOT NULL,
  CONSTRAINT retention_look_pkey PRIMARY KEY (parent, low)
);

CREATE TABLE run (
  account_id uuid NOT NULL,
  id uuid NOT NULL,
  cycle_id uuid NOT NULL,
  version integer NOT NULL,
  origin text NOT NULL,
  event_id uuid,
  trigger text NOT NULL,
  retry_of uuid,
  lane text NOT NULL,
  status text NOT NULL,
  error json,
  created_at timestamp(3) with time zone NOT NULL,
  started_at timestamp(3) with time zone,
  finished_at timestamp(3) with time zone NOT NULL,
  absorbed_by uuid,
  CONSTRAINT run_pkey PRIMARY KEY (account_id, id),
  CONSTRAINT run_status_check CHECK ((status = ANY (ARRAY['succeeded'::text, 'failed'::text, 'cancelled'::text, 'absorbed'::text])))
) PARTITION BY RANGE (id);

CREATE TABLE run_default PARTITION OF run DEFAULT;

CREATE TABLE run_figure (
  account_id uuid NOT NULL,
  hour timestamp(3) with time zone NOT NULL,
  cycle_id uuid NOT NULL,
  succeeded integer NOT NULL,
  failed integer NOT NULL,
  cancelled integer NOT NULL,
  CONSTRAINT run_figure_pkey PRIMARY KEY (account_id, hour, cycle_id)
);

CREATE TABLE run_live (
  account_id uuid NOT NULL,
  id uuid NOT NULL,
  cycle_id uuid NOT NULL,
  version integer NOT NULL,
  origin text NOT NULL,
  event_id uuid,
  trigger text NOT NULL,
  retry_of uuid,
  shard smallint NOT NULL,
  lane text NOT NULL,
  seq bigint NOT NULL,
  status text NOT NULL,
  due boolean NOT NULL DEFAULT true,
  due_at timestamp(3) with time zone,
  lane_held boolean NOT NULL DEFAULT false,
  parked boolean NOT NULL DEFAULT false,
  wish text,
  revision integer NOT NULL DEFAULT 0,
  crashes smallint NOT NULL DEFAULT 0,
  state json,
  attempt json,
  created_at timestamp(3) with time zone NOT NULL DEFAULT now(),
  started_at timestamp(3) with time zone,
  held_at timestamp(3) with time zone,
  may_answer text,
  awaits_step text,
  awaits_key text,
  CONSTRAINT run_live_origin_check CHECK ((origin = ANY (ARRAY['event'::text, 'replay'::text, 'retry'::text, 'manual'::text, 'answer'::text]))),
  CONSTRAINT run_live_pkey PRIMARY KEY (account_id, id),
  CONSTRAINT run_live_status_check CHECK ((status = ANY (ARRAY['queued'::text, 'running'::text, 'sleeping'::text, 'waiting'::text, 'held'::text]))),
  CONSTRAINT run_live_wish_check CHECK ((wish = ANY (ARRAY['hold'::text, 'cancel'::text])))
) WITH (autovacuum_vacuum_scale_factor=0, autovacuum_vacuum_threshold=20000, autovacuum_vacuum_cost_delay=0, autovacuum_analyze_scale_factor=0, autovacuum_analyze_threshold=50000, fillfactor=25);

CREATE TABLE run_place (
  account_id uuid NOT NULL,
  subject uuid NOT NULL,
  worker integer NOT NULL,
  granted integer NOT NULL,
  wanted integer NOT NULL,
  served_at timestamp(3) with time zone,
  CONSTRAINT run_place_pkey PRIMARY KEY (subject, worker)
);

CREATE TABLE setting (
  name text NOT NULL,
  value jsonb NOT NULL,
  CONSTRAINT setting_pkey PRIMARY KEY (name)
);

CREATE TABLE setup (
  id uuid NOT NULL,
  connector text NOT NULL,
  name text NOT NULL,
  key text NOT NULL,
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
  hold_hours integer NOT NULL DEFAULT 72,
  verified_at timestamp(3) with time zone,
  created_at timestamp(3) with time zone NOT NULL DEFAULT now(),
  login_kind text NOT NULL DEFAULT 'facebook-login'::text,
  system_user_token boolean NOT NULL DEFAULT false,
  shared_pages text NOT NULL DEFAULT 'refuse'::text,
  is_default boolean NOT NULL DEFAULT false,
  app_name text,
  checked_at timestamp(3) with time zone,
  ticks jsonb NOT NULL DEFAULT '{}'::jsonb,
  verified_by uuid,
  registration jsonb,
  genuine_at timestamp(3) with time zone,
  check_failure jsonb,
  looked_at timestamp(3) with time zone,
  look_failure jsonb,
  look_due_at timestamp(3) with time zone NOT NULL DEFAULT now(),
  resubscribe_since timestamp(3) with time zone,
  signed_in_at timestamp(3) with time zone,
  resubscription jsonb,
  own_apps boolean NOT NULL DEFAULT false,
  base_id uuid,
  CONSTRAINT setup_base_id_fkey FOREIGN KEY (base_id) REFERENCES setup(id),
  CONSTRAINT setup_hold_hours_check CHECK (((hold_hours >= 0) AND (hold_hours <= 720))),
  CONSTRAINT setup_key_key UNIQUE (key),
  CONSTRAINT setup_login_kind_check CHECK ((login_kind = ANY (ARRAY['facebook-login'::text, 'login-for-business'::text]))),
  CONSTRAINT setup_pkey PRIMARY KEY (id),
  CONSTRAINT setup_shared_pages_check CHECK ((shared_pages = ANY (ARRAY['refuse'::text, 'each'::text])))
);

CREATE TABLE setup_count (
  setup_id uuid NOT NULL,
  reason text NOT NULL,
  count bigint NOT NULL,
  last_at timestamp(3) with time zone NOT NULL,
  first_at timestamp(3) with time zone,
  recent bigint NOT NULL DEFAULT 0,
  CONSTRAINT setup_count_pkey PRIMARY KEY (setup_id, reason),
  CONSTRAINT setup_count_setup_id_fkey FOREIGN KEY (setup_id) REFERENCES setup(id) ON DELETE CASCADE
);

CREATE TABLE sign_in (
  account_id uuid NOT NULL,
  id uuid NOT NULL,
  connection_id uuid NOT NULL,
  kind text NOT NULL,
  status text NOT NULL,
  token_hash bytea NOT NULL,
  expires_at timestamp(3) with time zone NOT NULL,
  return_url text,
  origin text NOT NULL,
  cookie_hash bytea,
  state_hash bytea,
  state_expires_at timestamp(3) with time zone,
  state_used_at timestamp(3) with time zone,
  key_id text,
  secrets bytea,
  outcome jsonb,
  created_at timestamp(3) with time zone NOT NULL DEFAULT now(),
  person_id text,
  CONSTRAINT sign_in_account_id_connection_id_fkey FOREIGN KEY (account_id, connection_id) REFERENCES connection(account_id, id) ON DELETE CASCADE,
  CONSTRAINT sign_in_kind_check CHECK ((kind = ANY (ARRAY['authorize'::text, 'setup-link'::text]))),
  CONSTRAINT sign_in_pkey PRIMARY KEY (account_id, id),
  CONSTRAINT sign_in_status_check CHECK ((status = ANY (ARRAY['waiting'::text, 'started'::text, 'choosing'::text, 'connected'::text, 'failed'::text])))
);

CREATE TABLE step_run (
  account_id uuid NOT NULL,
  run_id uuid NOT NULL,
  id uuid NOT NULL,
  step text NOT NULL,
  path text NOT NULL,
  number smallint NOT NULL,
  status text NOT NULL,
  port text,
  repeated boolean NOT NULL,
  input json,
  output json,
  request json,
  response json,
  error json,
  started_at timestamp(3) with time zone NOT NULL,
  finished_at timestamp(3) with time zone,
  CONSTRAINT step_run_pkey PRIMARY KEY (run_id, id),
  CONSTRAINT step_run_status_check CHECK ((status = ANY (ARRAY['intended'::text, 'succeeded'::text, 'failed'::text, 'skipped'::text, 'uncertain'::text, 'sleeping'::text, 'waiting'::text])))
) PARTITION BY RANGE (id);

CREATE TABLE step_run_default PARTITION OF step_run DEFAULT;

CREATE TABLE trigger_due (
  account_id uuid NOT NULL,
  cycle_id uuid NOT NULL,
  step text NOT NULL,
  schedule jsonb NOT NULL,
  once boolean NOT NULL DEFAULT false,
  next_at timestamp(3) with time zone NOT NULL,
  CONSTRAINT trigger_due_account_id_cycle_id_fkey FOREIGN KEY (account_id, cycle_id) REFERENCES cycle(account_id, id),
  CONSTRAINT trigger_due_pkey PRIMARY KEY (cycle_id, step)
);

CREATE TABLE worker (
  id integer NOT NULL,
  accounts uuid[] NOT NULL DEFAULT '{}'::uuid[],
  runs uuid[] NOT NULL DEFAULT '{}'::uuid[],
  CONSTRAINT worker_pkey PRIMARY KEY (id)
) WITH (fillfactor=50);

-- Indexes

CREATE INDEX account_concurrency ON public.account USING btree (id) WHERE (concurrency IS NOT NULL);

CREATE INDEX api_token_client ON public.api_token USING btree (client_id);

CREATE INDEX api_token_expires ON public.api_token USING btree (expires_at);

CREATE INDEX "account_userId_idx" ON auth.account USING btree ("userId");

CREATE INDEX "session_userId_idx" ON auth.session USING btree ("userId");

CREATE INDEX verification_identifier_idx ON auth.verification USING btree (identifier);

CREATE UNIQUE INDEX connection_page ON public.connection USING btree (setup_id, external_id, account_id) WHERE (external_id IS NOT NULL);

CREATE INDEX connection_person ON public.connection USING btree (setup_id, person_id) WHERE (person_id IS NOT NULL);

CREATE INDEX connection_verify ON public.connection USING btree (setup_id, verify_hmac) WHERE (verify_hmac IS NOT NULL);

CREATE INDEX cycle_concurrency ON public.cycle USING btree (id) WHERE (concurrency IS NOT NULL);

CREATE INDEX erasure_open ON public.erasure USING btree (created_at) WHERE (status <> 'done'::text);

CREATE INDEX event_correlation ON ONLY public.event USING btree (correlation) WHERE (correlation IS NOT NULL);

CREATE INDEX event_figure_hour ON public.event_figure USING btree (hour);

CREATE INDEX event_unowned ON ONLY public.event USING btree (setup_id, external_id, id) WHERE (account_id = '00000000-0000-0000-0000-000000000000'::uuid);

CREATE INDEX listener_cycle ON public.listener USING btree (cycle_id);

CREATE INDEX notice_connection ON public.notice USING btree (connection_id);

CREATE INDEX notice_setup ON public.notice USING btree (setup_id);

CREATE INDEX operation_running ON public.operation USING btree (created_at) WHERE (status = 'running'::text);

CREATE INDEX privacy_request_open ON public.privacy_request USING btree (created_at) WHERE (status <> 'done'::text);

CREATE INDEX run_cycle ON ONLY public.run USING btree (cycle_id, id);

CREATE INDEX run_failed ON ONLY public.run USING btree (account_id, id) WHERE (status = 'failed'::text);

CREATE INDEX run_failed_newest ON ONLY public.run USING btree (id) WHERE (status = 'failed'::text);

CREATE INDEX run_figure_hour ON public.run_figure USING btree (hour);

CREATE INDEX run_finished ON ONLY public.run USING brin (finished_at) WITH (pages_per_range='16');

CREATE INDEX run_live_awaits ON public.run_live USING btree (cycle_id, awaits_step, awaits_key) WHERE (awaits_step IS NOT NULL);

CREATE UNIQUE INDEX run_live_cycle ON public.run_live USING btree (cycle_id, event_id, (
CASE
    WHEN (origin = 'event'::text) THEN NULL::uuid
    ELSE id
END)) NULLS NOT DISTINCT;

CREATE INDEX run_live_due ON public.run_live USING btree (account_id, seq) WHERE due;

CREATE INDEX run_live_held ON public.run_live USING btree (held_at) WHERE (held_at IS NOT NULL);

CREATE INDEX run_live_lane ON public.run_live USING btree (lane);

CREATE INDEX run_live_lane_held ON public.run_live USING btree (shard) WHERE lane_held;

CREATE INDEX run_live_parked ON public.run_live USING btree (cycle_id, lane, seq) WHERE parked;

CREATE INDEX run_live_parked_cycle ON public.run_live USING btree (cycle_id, seq) WHERE (parked AND (NOT due));

CREATE INDEX run_live_retry_of ON public.run_live USING btree (retry_of) WHERE (retry_of IS NOT NULL);

CREATE INDEX run_live_sleeping ON public.run_live USING btree (due_at) WHERE (due_at IS NOT NULL);

CREATE INDEX run_place_worker ON public.run_place USING btree (worker);

CREATE INDEX run_retry_of ON ONLY public.run USING btree (retry_of) WHERE (retry_of IS NOT NULL);

CREATE UNIQUE INDEX setup_base ON public.setup USING btree (base_id, client_id) WHERE (base_id IS NOT NULL);

CREATE UNIQUE INDEX setup_default ON public.setup USING btree (connector) WHERE is_default;

CREATE INDEX sign_in_connection ON public.sign_in USING btree (connection_id);

CREATE INDEX sign_in_expires_at ON public.sign_in USING btree (expires_at);

CREATE UNIQUE INDEX sign_in_id ON public.sign_in USING btree (id);

CREATE UNIQUE INDEX sign_in_state ON public.sign_in USING btree (state_hash) WHERE (state_hash IS NOT NULL);

CREATE UNIQUE INDEX sign_in_token ON public.sign_in USING btree (token_hash);

CREATE INDEX trigger_due_next ON public.trigger_due USING btree (next_at);

-- Views

CREATE VIEW run_all WITH (security_invoker=true) AS
 SELECT run_live.account_id,
    run_live.id,
    run_live.cycle_id,
    run_live.version,
    run_live.origin,
    run_live.event_id,
    run_live.trigger,
    run_live.retry_of,
    run_live.lane,
    run_live.status,
    NULL::json AS error,
    run_live.created_at,
    run_live.started_at,
    NULL::timestamp(3) with time zone AS finished_at,
    run_live.due_at,
    run_live.attempt,
    NULL::uuid AS absorbed_by
   FROM run_live
  WHERE (run_live.origin <> 'answer'::text)
UNION ALL
 SELECT run.account_id,
    run.id,
    run.cycle_id,
    run.version,
    run.origin,
    run.event_id,
    run.trigger,
    run.retry_of,
    run.lane,
    run.status,
    run.error,
    run.created_at,
    run.started_at,
    run.finished_at,
    NULL::timestamp with time zone AS due_at,
    NULL::json AS attempt,
    run.absorbed_by
   FROM run;

-- Row-level security

ALTER TABLE account ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

ALTER TABLE account_variable ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

ALTER TABLE audit ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

ALTER TABLE blob ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

ALTER TABLE blob_default ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

ALTER TABLE connection ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

ALTER TABLE connection_check ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

ALTER TABLE connection_pressure ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

ALTER TABLE cycle ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

ALTER TABLE cycle_backlog ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

ALTER TABLE cycle_version ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

ALTER TABLE erasure ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

ALTER TABLE event ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

ALTER TABLE event_default ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

ALTER TABLE event_figure ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

ALTER TABLE listener ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

ALTER TABLE notice ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

ALTER TABLE operation ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

ALTER TABLE run ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

ALTER TABLE run_default ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

ALTER TABLE run_figure ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

ALTER TABLE run_live ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

ALTER TABLE run_place ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

ALTER TABLE sign_in ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

ALTER TABLE step_run ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

ALTER TABLE step_run_default ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

ALTER TABLE trigger_due ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

-- Policies

CREATE POLICY scope ON account AS PERMISSIVE FOR ALL TO PUBLIC
  USING (((( SELECT current_setting('velodrome.scope'::text, true) AS current_setting) = 'engine'::text) OR (id = ( SELECT (NULLIF(current_setting('velodrome.account'::text, true), ''::text))::uuid AS "nullif"))));

CREATE POLICY scope ON account_variable AS PERMISSIVE FOR ALL TO PUBLIC
  USING (((( SELECT current_setting('velodrome.scope'::text, true) AS current_setting) = 'engine'::text) OR (account_id = ( SELECT (NULLIF(current_setting('velodrome.account'::text, true), ''::text))::uuid AS "nullif"))));

CREATE POLICY scope ON audit AS PERMISSIVE FOR ALL TO PUBLIC
  USING (((( SELECT current_setting('velodrome.scope'::text, true) AS current_setting) = 'engine'::text) OR (account_id = ( SELECT (NULLIF(current_setting('velodrome.account'::text, true), ''::text))::uuid AS "nullif"))));

CREATE POLICY scope ON blob AS PERMISSIVE FOR ALL TO PUBLIC
  USING (((( SELECT current_setting('velodrome.scope'::text, true) AS current_setting) = 'engine'::text) OR (account_id = ( SELECT (NULLIF(current_setting('velodrome.account'::text, true), ''::text))::uuid AS "nullif"))));

CREATE POLICY scope ON connection AS PERMISSIVE FOR ALL TO PUBLIC
  USING (((( SELECT current_setting('velodrome.scope'::text, true) AS current_setting) = 'engine'::text) OR (account_id = ( SELECT (NULLIF(current_setting('velodrome.account'::text, true), ''::text))::uuid AS "nullif"))));

CREATE POLICY scope ON connection_check AS PERMISSIVE FOR ALL TO PUBLIC
  USING (((( SELECT current_setting('velodrome.scope'::text, true) AS current_setting) = 'engine'::text) OR (account_id = ( SELECT (NULLIF(current_setting('velodrome.account'::text, true), ''::text))::uuid AS "nullif"))));

CREATE POLICY scope ON connection_pressure AS PERMISSIVE FOR ALL TO PUBLIC
  USING (((( SELECT current_setting('velodrome.scope'::text, true) AS current_setting) = 'engine'::text) OR (account_id = ( SELECT (NULLIF(current_setting('velodrome.account'::text, true), ''::text))::uuid AS "nullif"))));

CREATE POLICY scope ON cycle AS PERMISSIVE FOR ALL TO PUBLIC
  USING (((( SELECT current_setting('velodrome.scope'::text, true) AS current_setting) = 'engine'::text) OR (account_id = ( SELECT (NULLIF(current_setting('velodrome.account'::text, true), ''::text))::uuid AS "nullif"))));

CREATE POLICY scope ON cycle_backlog AS PERMISSIVE FOR ALL TO PUBLIC
  USING (((( SELECT current_setting('velodrome.scope'::text, true) AS current_setting) = 'engine'::text) OR (account_id = ( SELECT (NULLIF(current_setting('velodrome.account'::text, true), ''::text))::uuid AS "nullif"))));

CREATE POLICY scope ON cycle_version AS PERMISSIVE FOR ALL TO PUBLIC
  USING (((( SELECT current_setting('velodrome.scope'::text, true) AS current_setting) = 'engine'::text) OR (account_id = ( SELECT (NULLIF(current_setting('velodrome.account'::text, true), ''::text))::uuid AS "nullif"))));

CREATE POLICY scope ON erasure AS PERMISSIVE FOR ALL TO PUBLIC
  USING (((( SELECT current_setting('velodrome.scope'::text, true) AS current_setting) = 'engine'::text) OR (account_id = ( SELECT (NULLIF(current_setting('velodrome.account'::text, true), ''::text))::uuid AS "nullif"))));

CREATE POLICY scope ON event AS PERMISSIVE FOR ALL TO PUBLIC
  USING (((( SELECT current_setting('velodrome.scope'::text, true) AS current_setting) = 'engine'::text) OR (account_id = ( SELECT (NULLIF(current_setting('velodrome.account'::text, true), ''::text))::uuid AS "nullif"))));

CREATE POLICY scope ON event_figure AS PERMISSIVE FOR ALL TO PUBLIC
  USING (((( SELECT current_setting('velodrome.scope'::text, true) AS current_setting) = 'engine'::text) OR (account_id = ( SELECT (NULLIF(current_setting('velodrome.account'::text, true), ''::text))::uuid AS "nullif"))));

CREATE POLICY scope ON listener AS PERMISSIVE FOR ALL TO PUBLIC
  USING (((( SELECT current_setting('velodrome.scope'::text, true) AS current_setting) = 'engine'::text) OR (account_id = ( SELECT (NULLIF(current_setting('velodrome.account'::text, true), ''::text))::uuid AS "nullif"))));

CREATE POLICY scope ON notice AS PERMISSIVE FOR ALL TO PUBLIC
  USING (((( SELECT current_setting('velodrome.scope'::text, true) AS current_setting) = 'engine'::text) OR (account_id = ( SELECT (NULLIF(current_setting('velodrome.account'::text, true), ''::text))::uuid AS "nullif"))));

CREATE POLICY scope ON operation AS PERMISSIVE FOR ALL TO PUBLIC
  USING (((( SELECT current_setting('velodrome.scope'::text, true) AS current_setting) = 'engine'::text) OR (account_id = ( SELECT (NULLIF(current_setting('velodrome.account'::text, true), ''::text))::uuid AS "nullif"))));

CREATE POLICY scope ON run AS PERMISSIVE FOR ALL TO PUBLIC
  USING (((( SELECT current_setting('velodrome.scope'::text, true) AS current_setting) = 'engine'::text) OR (account_id = ( SELECT (NULLIF(current_setting('velodrome.account'::text, true), ''::text))::uuid AS "nullif"))));

CREATE POLICY scope ON run_figure AS PERMISSIVE FOR ALL TO PUBLIC
  USING (((( SELECT current_setting('velodrome.scope'::text, true) AS current_setting) = 'engine'::text) OR (account_id = ( SELECT (NULLIF(current_setting('velodrome.account'::text, true), ''::text))::uuid AS "nullif"))));

CREATE POLICY scope ON run_live AS PERMISSIVE FOR ALL TO PUBLIC
  USING (((( SELECT current_setting('velodrome.scope'::text, true) AS current_setting) = 'engine'::text) OR (account_id = ( SELECT (NULLIF(current_setting('velodrome.account'::text, true), ''::text))::uuid AS "nullif"))));

CREATE POLICY scope ON run_place AS PERMISSIVE FOR ALL TO PUBLIC
  USING (((( SELECT current_setting('velodrome.scope'::text, true) AS current_setting) = 'engine'::text) OR (account_id = ( SELECT (NULLIF(current_setting('velodrome.account'::text, true), ''::text))::uuid AS "nullif"))));

CREATE POLICY scope ON sign_in AS PERMISSIVE FOR ALL TO PUBLIC
  USING (((( SELECT current_setting('velodrome.scope'::text, true) AS current_setting) = 'engine'::text) OR (account_id = ( SELECT (NULLIF(current_setting('velodrome.account'::text, true), ''::text))::uuid AS "nullif"))));

CREATE POLICY scope ON step_run AS PERMISSIVE FOR ALL TO PUBLIC
  USING (((( SELECT current_setting('velodrome.scope'::text, true) AS current_setting) = 'engine'::text) OR (account_id = ( SELECT (NULLIF(current_setting('velodrome.account'::text, true), ''::text))::uuid AS "nullif"))));

CREATE POLICY scope ON trigger_due AS PERMISSIVE FOR ALL TO PUBLIC
  USING (((( SELECT current_setting('velodrome.scope'::text, true) AS current_setting) = 'engine'::text) OR (account_id = ( SELECT (NULLIF(current_setting('velodrome.account'::text, true), ''::text))::uuid AS "nullif"))));

-- Privileges (the owner's own are not listed)

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE account TO velodrome_app;

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE account_variable TO velodrome_app;

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE api_client TO velodrome_app;

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE api_token TO velodrome_app;

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE audit TO velodrome_app;

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE auth."user" TO velodrome_app;

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE auth.account TO velodrome_app;

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE auth.session TO velodrome_app;

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE auth.verification TO velodrome_app;

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE blob TO velodrome_app;

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE blob_default TO velodrome_app;

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE connection TO velodrome_app;

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE connection_check TO velodrome_app;

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE connection_pressure TO velodrome_app;

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE cycle TO velodrome_app;

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE cycle_backlog TO velodrome_app;

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE cycle_version TO velodrome_app;

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE disconnected_page TO velodrome_app;

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE domain_change_app TO velodrome_app;

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE erasure TO velodrome_app;

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE event TO velodrome_app;

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE event_default TO velodrome_app;

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE event_figure TO velodrome_app;

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE event_key TO velodrome_app;

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE event_key_default TO velodrome_app;

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE figure_hour TO velodrome_app;

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE installation_secret TO velodrome_app;

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE listener TO velodrome_app;

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE migration TO velodrome_app;

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE notice TO velodrome_app;

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE notice_mail TO velodrome_app;

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE operation TO velodrome_app;

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE privacy_request TO velodrome_app;

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE retention_look TO velodrome_app;

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE run TO velodrome_app;

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE run_all TO velodrome_app;

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE run_default TO velodrome_app;

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE run_figure TO velodrome_app;

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE run_live TO velodrome_app;

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE run_place TO velodrome_app;

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE setting TO velodrome_app;

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE setup TO velodrome_app;

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE setup_count TO velodrome_app;

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE sign_in TO velodrome_app;

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE step_run TO velodrome_app;

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE step_run_default TO velodrome_app;

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE trigger_due TO velodrome_app;

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE worker TO velodrome_app;

GRANT SELECT, USAGE ON TABLE run_seq TO velodrome_app;

GRANT USAGE ON SCHEMA auth TO velodrome_app;

GRANT USAGE ON SCHEMA public TO PUBLIC;

GRANT USAGE ON SCHEMA public TO velodrome_app;

-- Privileges of what is made later

ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT DELETE, INSERT, SELECT, UPDATE ON TABLES TO velodrome_app;
