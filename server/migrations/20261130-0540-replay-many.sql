-- breaking
-- Many events are replayed as many runs are retried. A worker that does not know of it would take it for a cancellation.
ALTER TABLE operation DROP CONSTRAINT operation_kind_check;
ALTER TABLE operation ADD CONSTRAINT operation_kind_check CHECK (kind IN ('retry', 'cancel', 'replay'));
-- Of a replay: events that were counted when it was asked for, and those that were looked at.
ALTER TABLE operation ADD COLUMN expected_events int;
ALTER TABLE operation ADD COLUMN seen_events int NOT NULL DEFAULT 0;

-- What fails most in all accounts is looked for among the newest that failed.
CREATE INDEX run_failed_newest ON run (id) WHERE status = 'failed';
