const sqlState = (error: unknown): string =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";

/**
 * Whether PostgreSQL refused what a row holds (22 data, 23 constraint, 54 too large for an index) or gave one of two
 * transactions up for the other (40): a smaller group may pass. Anything else says that the database is not well.
 */
export const isRowFault = (error: unknown): boolean => /^(22|23|40|54)[0-9A-Z]{3}$/.test(sqlState(error));

/** Given up for another transaction: nothing is wrong with the row. */
export const isCollision = (error: unknown): boolean => sqlState(error).startsWith("40");

/**
 * Whether a value stood in a statement that PostgreSQL has no way to hold: NUL in a text (22021), in JSON (22P05), or a
 * moment outside of its calendar (22007, 22008).
 */
export const isUnholdable = (error: unknown): boolean => /^(22021|22P05|22007|22008)$/.test(sqlState(error));
