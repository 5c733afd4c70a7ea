-- Ways of a person through the connect page, and Pages that were let go on purpose.

-- One row a link. What a browser or a person holds is kept as its SHA-256 only.
CREATE TABLE sign_in (
  account_id uuid NOT NULL,
  id uuid NOT NULL,
  connection_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('authorize', 'setup-link')),
  status text NOT NULL CHECK (status IN ('waiting', 'started', 'choosing', 'connected', 'failed')),
  -- The end of the link in the address.
  token_hash bytea NOT NULL,
  expires_at timestamptz(3) NOT NULL,
  return_url text,
  -- Where the installation was when it began: the dialog leads back there although the Service Domain changes meanwhile.
  origin text NOT NULL,
  -- The browser that it belongs to, from the moment it leaves for the application.
  cookie_hash bytea,
  state_hash bytea,
  state_expires_at timestamptz(3),
  -- Null until the dialog has brought it back.
  state_used_at timestamptz(3),
  -- The code's proof, then what was granted; sealed.
  key_id text,
  secrets bytea,
  -- Why it failed, which Pages are gone: what its pages say, without secrets.
  outcome jsonb,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  PRIMARY KEY (account_id, id),
  FOREIGN KEY (account_id, connection_id) REFERENCES connection (account_id, id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX sign_in_id ON sign_in (id);
CREATE UNIQUE INDEX sign_in_token ON sign_in (token_hash);
CREATE UNIQUE INDEX sign_in_state ON sign_in (state_hash) WHERE state_hash IS NOT NULL;
CREATE INDEX sign_in_connection ON sign_in (connection_id);
CREATE INDEX sign_in_expires_at ON sign_in (expires_at);

ALTER TABLE sign_in ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON sign_in USING ((SELECT current_setting('velodrome.scope', true)) = 'engine'
  OR account_id = (SELECT nullif(current_setting('velodrome.account', true), '')::uuid));

-- Pages that no connection has any more because somebody wanted it so: what still comes of them is dropped and counted.
-- The partner's and no account's, because nobody else's Page is told by it.
CREATE TABLE disconnected_page (
  setup_id uuid NOT NULL REFERENCES setup (id) ON DELETE CASCADE,
  external_id text NOT NULL,
  at timestamptz(3) NOT NULL DEFAULT now(),
  PRIMARY KEY (setup_id, external_id)
);

-- Connections that one person made, looked at whenever that person signs in again.
CREATE INDEX connection_person ON connection (setup_id, person_id) WHERE person_id IS NOT NULL;

-- Who is asking for a new token just now, so that a refresh token is used once.
ALTER TABLE connection ADD COLUMN refreshing_until timestamptz(3);
