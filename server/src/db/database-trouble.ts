import pg from "pg";

const networkCodes = new Set(["ECONNREFUSED", "ECONNRESET", "EPIPE", "ETIMEDOUT", "EHOSTUNREACH", "ENOTFOUND"]);

/** 08 connection, 53 out of resources, 57 shut down or cancelled by the operator, 25006 a standby that takes no writes. */
const troubledStates = /^(08|53|57P)|^25006$/;

/** What `pg` says, without any code, when a connection ends in mid-query or the pool finds none in time. */
const poolMessages =
  /^Connection terminated|^Query read timeout|^timeout exceeded when trying to connect|^Client has encountered/;

/** Whether it was the way to PostgreSQL that failed, and not the statement. */
export function isDatabaseTrouble(error: unknown): boolean {
  if (error instanceof pg.DatabaseError) {
    return troubledStates.test(error.code ?? "");
  }
  if (error instanceof AggregateError) {
    return error.errors.some(isDatabaseTrouble);
  }
  return (
    error instanceof Error &&
    (("code" in error && networkCodes.has(String(error.code))) || poolMessages.test(error.message))
  );
}

/** PostgreSQL's own word for it. */
export const isDiskFull = (error: unknown): boolean => error instanceof pg.DatabaseError && error.code === "53100";
