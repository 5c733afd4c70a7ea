-- Large payloads are kept by the day, as the rows are that they belong to, so that both are dropped together. They come
-- compressed, so PostgreSQL need not try it again.
ALTER TABLE blob RENAME TO blob_whole;
ALTER TABLE blob_whole RENAME CONSTRAINT blob_pkey TO blob_whole_pkey;
CREATE TABLE blob (
  account_id uuid NOT NULL,
  id uuid NOT NULL,
  bytes bytea NOT NULL,
  PRIMARY KEY (account_id, id)
) PARTITION BY RANGE (id);
ALTER TABLE blob ALTER COLUMN bytes SET STORAGE EXTERNAL;
CREATE TABLE blob_default PARTITION OF blob DEFAULT;

ALTER TABLE blob ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE blob_default ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON blob USING ((SELECT current_setting('velodrome.scope', true)) = 'engine'
  OR account_id = (SELECT nullif(current_setting('velodrome.account', true), '')::uuid));

CREATE OR REPLACE FUNCTION ensure_partitions(today date) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('velodrome.partitions'));
  PERFORM ensure_partition(parent, today + ahead)
    FROM unnest(ARRAY['event_key', 'event', 'run', 'step_run', 'blob']) AS parent, generate_series(-1, 7) AS ahead;
END
$$;
SELECT ensure_partitions((now() AT TIME ZONE 'UTC')::date);

-- The owner sees rows of a tenant's table only within a scope.
SELECT set_config('velodrome.scope', 'engine', true);
INSERT INTO blob SELECT * FROM blob_whole;
DROP TABLE blob_whole;

DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'velodrome_app') THEN
    GRANT SELECT, INSERT, UPDATE, DELETE ON blob, blob_default TO velodrome_app;
  END IF;
END
$$;
