import { isCollision } from "../db/row-fault.ts";

const tries = 3;

/**
 * Does a transaction again that PostgreSQL gave up for another one. The ingest takes the listeners of a `once` cycle
 * before the cycle, whoever changes a cycle the other way round, so that now and then one of the two must yield.
 */
export async function outlastCollisions<T>(transaction: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried++) {
    try {
      return await transaction();
    } catch (error) {
      if (tried === tries || !isCollision(error)) throw error;
    }
  }
}
