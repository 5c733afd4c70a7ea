-- A day's partition begins empty and is analyzed again with every tenth that it grows: hundreds of times on a busy morning,
-- for statistics that say the same each time, and a tenth of what PostgreSQL had to do (docs/decisions). Each doubling is enough.
CREATE OR REPLACE FUNCTION ensure_partition(parent text, day date) RETURNS void LANGUAGE plpgsql SET search_path = public AS $$
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
$$;

DO $$
DECLARE
  child text;
BEGIN
  FOR child IN SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
    WHERE i.inhparent::regclass::text IN ('event_key', 'event', 'run', 'step_run', 'blob') AND c.relname ~ '_[0-9]{8}$'
  LOOP
    EXECUTE format('ALTER TABLE %I SET (autovacuum_analyze_scale_factor = 1, autovacuum_analyze_threshold = 2000)', child);
  END LOOP;
END
$$;
