-- Lets a request have a chore done at once instead of at its next minute. Its owner's rights, because the queue's schema
-- belongs to the login; where no worker has made it yet, the chore's next turn comes soon enough.
CREATE FUNCTION wake_chore(task text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  IF to_regclass('graphile_worker._private_jobs') IS NOT NULL THEN
    EXECUTE 'SELECT graphile_worker.add_job($1, job_key := $1, max_attempts := 3)' USING task;
  END IF;
END
$$;
