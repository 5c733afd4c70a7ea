-- What the chores need: since when a run is held, and the right to drop the days of event_key that are over.

-- Kept apart from created_at: a run may sleep for weeks before its cycle is stopped.
ALTER TABLE run_live ADD COLUMN held_at timestamptz(3);
UPDATE run_live SET held_at = now() WHERE status = 'held';
CREATE INDEX run_live_held ON run_live (held_at) WHERE held_at IS NOT NULL;

-- Drops the partitions of event_key whose day is more than 14 days past, and answers how many. Its owner's rights, because
-- our pools may not drop tables; the server's own day is a second judge, so that a caller whose clock is wrong forgets
-- nothing. Rather than let the ingest queue behind it, it gives up when it must wait: the next call tries again.
CREATE FUNCTION drop_event_keys(today date) RETURNS int LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public SET lock_timeout = '2s' AS $$
DECLARE
  first_kept date := least(today, (now() AT TIME ZONE 'UTC')::date) - 14;
  child text;
  dropped int := 0;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('velodrome.partitions'));
  FOR child IN
    SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
    WHERE i.inhparent = 'event_key'::regclass AND c.relname ~ '^event_key_[0-9]{8}$'
      AND to_date(right(c.relname, 8), 'YYYYMMDD') < first_kept
    ORDER BY c.relname
  LOOP
    EXECUTE format('DROP TABLE %I', child);
    dropped := dropped + 1;
  END LOOP;
  RETURN dropped;
END
$$;
