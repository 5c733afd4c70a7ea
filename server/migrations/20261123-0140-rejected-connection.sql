-- Whether the token of a connection that is switched off was refused: switched on again, it needs a person to sign in.
ALTER TABLE connection ADD COLUMN rejected boolean NOT NULL DEFAULT false;
