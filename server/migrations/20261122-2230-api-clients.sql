-- Programs of the partner that call the API with tokens of their own (OAuth 2.0 client credentials).
-- Secrets and tokens are 256 random bits, so a plain SHA-256 of them is as good as a slow hash.

CREATE TABLE api_client (
  id uuid PRIMARY KEY,
  name text NOT NULL,
  secret_hash bytea NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now()
);

CREATE TABLE api_token (
  hash bytea PRIMARY KEY,
  client_id uuid NOT NULL REFERENCES api_client ON DELETE CASCADE,
  expires_at timestamptz(3) NOT NULL
);
CREATE INDEX api_token_client ON api_token (client_id);
CREATE INDEX api_token_expires ON api_token (expires_at);

DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'velodrome_app') THEN
    GRANT SELECT, INSERT, UPDATE, DELETE ON api_client, api_token TO velodrome_app;
  END IF;
END
$$;
