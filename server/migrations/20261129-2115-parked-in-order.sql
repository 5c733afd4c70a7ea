-- Whether something parked stands before a run is asked with every claim.
DROP INDEX run_live_parked;
CREATE INDEX run_live_parked ON run_live (cycle_id, lane, seq) WHERE parked;
