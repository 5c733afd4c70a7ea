/** Shown where a database's address is wrong. Without a password: whatever looks like one is masked where it is written. */
export const databaseExample = "postgres://velodrome@localhost:5432/velodrome";
