-- Whether a lane has anything left to do is asked for each event whose run begins with it.
CREATE INDEX run_live_lane ON run_live (cycle_id, lane);
