-- A Setup whose pair was left empty asks for it in each connection. Each application brought so becomes a Setup of its
-- own, with its webhook address and secrets, that stands under the one that asked: `base_id`.
ALTER TABLE setup ADD COLUMN own_apps boolean NOT NULL DEFAULT false;
ALTER TABLE setup ADD COLUMN base_id uuid REFERENCES setup (id);
-- An application is brought once under a Setup, by however many connections. Also finds those under one.
CREATE UNIQUE INDEX setup_base ON setup (base_id, client_id) WHERE base_id IS NOT NULL;
