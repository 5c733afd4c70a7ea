-- For how long history is kept, and how many runs execute at once, where an account or a cycle has it otherwise.
ALTER TABLE account
  ADD COLUMN retention jsonb NOT NULL DEFAULT '{}',
  ADD COLUMN concurrency int CHECK (concurrency > 0);
ALTER TABLE cycle
  ADD COLUMN retention jsonb NOT NULL DEFAULT '{}',
  ADD COLUMN concurrency int CHECK (concurrency > 0);
-- Those that have a limit are looked up every few seconds.
CREATE INDEX account_concurrency ON account (id) WHERE concurrency IS NOT NULL;
CREATE INDEX cycle_concurrency ON cycle (id) WHERE concurrency IS NOT NULL;

-- Which part of a table was looked through under which rules, and when something in it is past its retention next.
CREATE TABLE retention_look (
  parent text NOT NULL,
  low uuid NOT NULL,
  rules text NOT NULL,
  next_at timestamptz(3) NOT NULL,
  PRIMARY KEY (parent, low)
);

-- Where a day of a table lies in the order of ids.
CREATE FUNCTION day_starts(day date) RETURNS uuid LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT uuid_at(day::timestamp AT TIME ZONE 'UTC')
$$;

-- Drops one day of runs, their attempts and large payloads, when nothing in it has to be kept: every run of it ended more than
-- `days` days ago, and none that is not over, or is kept, can have an attempt in it. Answers whether. What its runs did on
-- later days goes too; when that is much, it is left to be deleted bit by bit.
-- Its owner's rights, because our pools may not drop tables; the server's clock is a second judge. It gives up rather than
-- let the ingest queue behind it for longer than a blink.
CREATE FUNCTION drop_run_day(day date, days int, now_there timestamptz) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public SET lock_timeout = '100ms' AS $$
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
$$;

-- The same of events, of which no unfinished run may need one.
CREATE FUNCTION drop_event_day(day date, days int, now_there timestamptz) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public SET lock_timeout = '100ms' AS $$
BEGIN
  IF (day + 1)::timestamp AT TIME ZONE 'UTC' > least(now_there, now()) - make_interval(days => days) THEN RETURN false; END IF;
  PERFORM pg_advisory_xact_lock(hashtext('velodrome.partitions'));
  PERFORM set_config('velodrome.scope', 'engine', true);
  IF EXISTS (SELECT FROM run_live WHERE event_id >= day_starts(day) AND event_id < day_starts(day + 1)) THEN RETURN false; END IF;
  EXECUTE format('DROP TABLE IF EXISTS %I', 'event_' || to_char(day, 'YYYYMMDD'));
  RETURN true;
END
$$;

-- Drops a past day of a table from which everything was deleted. Answers whether there was nothing in it.
CREATE FUNCTION drop_empty_day(parent text, day date) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public SET lock_timeout = '100ms' AS $$
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
$$;

DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'velodrome_app') THEN
    GRANT SELECT, INSERT, UPDATE, DELETE ON retention_look TO velodrome_app;
  END IF;
END
$$;
