const sqlState = (error: unknown): string =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";

/**
 * Whether PostgreSQL refused what a row holds (22 data, 23 constraint, 54 too large for an index) or gave one of two
 * transactions up for the other (40): a smaller group may pass. Anything else says that the database is not well.
 */
export const isRowFault = (error: unknown): boolean => /^(22|23|40|54)[0-9A-Z]{3}$/.test(sqlState(error));

/** Given up for another transaction: nothing is wrong with the row. */
export const isCollision = (error: unknown): boolean => sqlState(error).startsWith("40");

/** By PostgreSQL's reader of JSON, told by the name of its function: what we send it is right but for halves of surrogate pairs. */
const isRefusedAsJson = (error: unknown): boolean =>
  error instanceof Error && "routine" in error && String(error.routine).startsWith("json_");

/**
 * Whether a value stood in a statement that PostgreSQL has no way to hold: NUL in a text (22021), in JSON (22P05), half of a
 * surrogate pair in JSON (22P02), or a moment outside of its calendar (22007, 22008).
 */
export const isUnholdable = (error: unknown): boolean =>
  /^(22021|22P05|22007|22008)$/.test(sqlState(error)) || (sqlState(error) === "22P02" && isRefusedAsJson(error));
