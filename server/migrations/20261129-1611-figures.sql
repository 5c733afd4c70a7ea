-- What happened in an hour, counted once when it is over: a dashboard of a month reads some hundred rows an account
-- instead of a million events, and still shows what retention has deleted since.
CREATE TABLE event_figure (
  account_id uuid NOT NULL,
  hour timestamptz(3) NOT NULL,
  events int NOT NULL,
  unrouted int NOT NULL,
  PRIMARY KEY (account_id, hour)
);
CREATE INDEX event_figure_hour ON event_figure (hour);

CREATE TABLE run_figure (
  account_id uuid NOT NULL,
  hour timestamptz(3) NOT NULL,
  cycle_id uuid NOT NULL,
  succeeded int NOT NULL,
  failed int NOT NULL,
  cancelled int NOT NULL,
  PRIMARY KEY (account_id, hour, cycle_id)
);
CREATE INDEX run_figure_hour ON run_figure (hour);

-- Which hours are counted, whether anything happened in them or not.
CREATE TABLE figure_hour (
  hour timestamptz(3) PRIMARY KEY
);

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['event_figure', 'run_figure'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', name);
    EXECUTE format(
      'CREATE POLICY scope ON %I USING ((SELECT current_setting(''velodrome.scope'', true)) = ''engine''
         OR account_id = (SELECT nullif(current_setting(''velodrome.account'', true), '''')::uuid))', name);
  END LOOP;
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'velodrome_app') THEN
    GRANT SELECT, INSERT, UPDATE, DELETE ON event_figure, run_figure, figure_hour TO velodrome_app;
  END IF;
END
$$;
