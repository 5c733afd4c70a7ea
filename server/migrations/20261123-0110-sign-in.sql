-- What a Setup and a connection have to say of themselves once people sign in through them.

ALTER TABLE setup
  ADD COLUMN login_kind text NOT NULL DEFAULT 'facebook-login' CHECK (login_kind IN ('facebook-login', 'login-for-business')),
  ADD COLUMN system_user_token boolean NOT NULL DEFAULT false,
  ADD COLUMN shared_pages text NOT NULL DEFAULT 'refuse' CHECK (shared_pages IN ('refuse', 'each')),
  ADD COLUMN is_default boolean NOT NULL DEFAULT false,
  ADD COLUMN app_name text,
  -- When Client ID and Secret were last found right.
  ADD COLUMN checked_at timestamptz(3),
  -- Rows of the checklist and the moment each was ticked.
  ADD COLUMN ticks jsonb NOT NULL DEFAULT '{}',
  -- The connection whose Verify Token it was; null: the Setup's own.
  ADD COLUMN verified_by uuid,
  -- What stands at the application, as last seen.
  ADD COLUMN registration jsonb;
CREATE UNIQUE INDEX setup_default ON setup (connector) WHERE is_default;
UPDATE setup SET is_default = true WHERE id IN (SELECT DISTINCT ON (connector) id FROM setup ORDER BY connector, id);

ALTER TABLE connection
  ADD COLUMN auth text,
  ADD COLUMN properties jsonb NOT NULL DEFAULT '{}',
  ADD COLUMN reason jsonb,
  ADD COLUMN person_id text,
  ADD COLUMN person_name text,
  -- Fields subscribed at the application; null before the first time.
  ADD COLUMN subscribed_fields text[],
  -- The last way through the connect page.
  ADD COLUMN sign_in jsonb,
  ADD COLUMN updated_at timestamptz(3) NOT NULL DEFAULT now();

ALTER TABLE account ADD COLUMN contact_email text;
