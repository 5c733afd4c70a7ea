-- When somebody first came back from this Setup's sign-in under the present Service Domain: it stays true when the
-- connection that was made goes.
ALTER TABLE setup ADD COLUMN signed_in_at timestamptz(3);
UPDATE setup s SET signed_in_at = (
  SELECT min(coalesce((c.sign_in ->> 'startedAt')::timestamptz, c.updated_at)) FROM connection c
  WHERE c.setup_id = s.id AND (c.person_id IS NOT NULL OR c.sign_in ->> 'status' IN ('choosing', 'connected')));

-- How far the last subscribing anew of all Pages has come: { startedAt, updatedAt, finishedAt, total, done, failed }.
ALTER TABLE setup ADD COLUMN resubscription jsonb;
