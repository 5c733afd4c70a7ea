-- Why calls wait, as all workers know it: what an application asked for, and connections whose calls fail.
CREATE TABLE connection_pressure (
  -- The nil account for a Setup's.
  account_id uuid NOT NULL,
  -- Id of the connection, or of the Setup.
  subject uuid NOT NULL,
  -- Empty: all of them.
  method text NOT NULL,
  code text NOT NULL,
  message text NOT NULL,
  -- Which time in a row it is because calls failed; 0 when they did not.
  round integer NOT NULL,
  until timestamptz(3) NOT NULL,
  PRIMARY KEY (subject, method)
);

ALTER TABLE connection_pressure ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON connection_pressure USING ((SELECT current_setting('velodrome.scope', true)) = 'engine'
  OR account_id = (SELECT nullif(current_setting('velodrome.account', true), '')::uuid));

DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'velodrome_app') THEN
    GRANT SELECT, INSERT, UPDATE, DELETE ON connection_pressure TO velodrome_app;
  END IF;
END
$$;
