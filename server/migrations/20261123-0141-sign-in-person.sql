-- Whose grant it is while Pages are being chosen from it, as the application knows them: it goes with the person.
ALTER TABLE sign_in ADD COLUMN person_id text;
