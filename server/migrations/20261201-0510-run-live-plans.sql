-- What is asked of a lane is looked up by its name alone: with the cycle before it, an index of the cycle's runs looks as good to
-- the planner while there are few, and stays chosen when there are many.
DROP INDEX run_live_lane;
CREATE INDEX run_live_lane ON run_live (lane);

-- A row grows by its state when its first step begins. With room for that on its page no index has to learn of it.
ALTER TABLE run_live SET (fillfactor = 25);
