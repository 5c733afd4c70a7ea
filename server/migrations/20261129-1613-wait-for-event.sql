-- Runs that wait for an event, and events that end such a wait.

-- null: of a cycle that waits for nothing. `also`: a trigger, whose events may be what a run waits for. `only`: a wait step.
ALTER TABLE listener ADD COLUMN answers text CHECK (answers IN ('also', 'only'));
-- A trigger and a wait step of one cycle may hear the same.
ALTER TABLE listener DROP CONSTRAINT listener_pkey;
ALTER TABLE listener ADD PRIMARY KEY (setup_id, external_id, method, account_id, cycle_id, step);

ALTER TABLE run_live
  -- Trigger methods of its event, where that may be what another run waits for.
  ADD COLUMN may_answer text,
  -- What it waits for: version and step, and what an event must carry, or the lane it must be of.
  ADD COLUMN awaits_step text,
  ADD COLUMN awaits_key text,
  DROP CONSTRAINT run_live_origin_check,
  -- `answer`: no trigger wants its event, but perhaps a run that waits. Not shown while nobody has taken it.
  ADD CONSTRAINT run_live_origin_check CHECK (origin IN ('event', 'replay', 'retry', 'manual', 'answer'));
CREATE INDEX run_live_awaits ON run_live (cycle_id, awaits_step, awaits_key) WHERE awaits_step IS NOT NULL;

-- The run that took its event.
ALTER TABLE run ADD COLUMN absorbed_by uuid;

CREATE OR REPLACE VIEW run_all WITH (security_invoker = true) AS
  SELECT account_id, id, cycle_id, version, origin, event_id, trigger, retry_of, lane, status, NULL::json AS error,
         created_at, started_at, NULL::timestamptz(3) AS finished_at, due_at, attempt, NULL::uuid AS absorbed_by
  FROM run_live WHERE origin <> 'answer'
  UNION ALL
  SELECT account_id, id, cycle_id, version, origin, event_id, trigger, retry_of, lane, status, error,
         created_at, started_at, finished_at, NULL, NULL, absorbed_by
  FROM run;
