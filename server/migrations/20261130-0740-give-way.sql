-- Ends a statement as one that PostgreSQL gave up for another transaction, so that it is tried again with a new snapshot.
CREATE FUNCTION give_way(reason text) RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  RAISE EXCEPTION '%', reason USING ERRCODE = 'serialization_failure';
END $$;
