-- What is known of a Setup and of each connection's Page at the application, and how long requests have been turned away.

ALTER TABLE setup
  -- The last genuine request, a few seconds late at most.
  ADD COLUMN genuine_at timestamptz(3),
  -- Why the pair was not found right when it was last tried: code, message and the field at fault.
  ADD COLUMN check_failure jsonb,
  -- When the application was last asked what stands there, and what kept it from answering.
  ADD COLUMN looked_at timestamptz(3),
  ADD COLUMN look_failure jsonb,
  -- When the periodic check looks next.
  ADD COLUMN look_due_at timestamptz(3) NOT NULL DEFAULT now(),
  -- Signatures failed for a while, so that the application may have given up some Pages: null once all are subscribed anew.
  ADD COLUMN resubscribe_since timestamptz(3);

-- Of the row of rejections that is still going on: when it began and how many it has.
ALTER TABLE setup_count
  ADD COLUMN first_at timestamptz(3),
  ADD COLUMN recent bigint NOT NULL DEFAULT 0;

-- What the application last said of a connection's Page and token. Lost and asked again at no harm.
CREATE TABLE connection_check (
  connection_id uuid PRIMARY KEY REFERENCES connection (id) ON DELETE CASCADE,
  account_id uuid NOT NULL,
  -- Whose Page and token it was of: another one's facts say nothing.
  credentials_digest bytea NOT NULL,
  -- Fields subscribed for our application; null: not subscribed at all.
  fields text[],
  fields_at timestamptz(3),
  fields_failure jsonb,
  -- What the application says of the token.
  token jsonb,
  token_at timestamptz(3),
  token_failure jsonb
);
ALTER TABLE connection_check ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON connection_check USING ((SELECT current_setting('velodrome.scope', true)) = 'engine'
  OR account_id = (SELECT nullif(current_setting('velodrome.account', true), '')::uuid));
