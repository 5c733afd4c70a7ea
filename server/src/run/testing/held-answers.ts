import type { Pool } from "pg";

/**
 * A way to the database whose answers can be kept on their way. What a statement found or did is of the moment when it was
 * asked, however late its answer is heard.
 */
export function holdAnswers(pool: Pool) {
  const held = new Map<string, { arrived: () => void; until: Promise<void> }>();
  const query = async (statement: { name?: string }, values?: unknown[]) => {
    const answer = await pool.query(statement as never, values as never);
    const hold = held.get(statement.name ?? "");
    hold?.arrived();
    await hold?.until;
    return answer;
  };
  return {
    pool: { query, connect: () => pool.connect() } as unknown as Pool,
    /** From now on answers to the statement of this name wait. */
    hold(name: string) {
      const arrived = Promise.withResolvers<void>();
      const until = Promise.withResolvers<void>();
      const own = { arrived: arrived.resolve, until: until.promise };
      held.set(name, own);
      return {
        /** An answer is there, and waits. */
        arrived: arrived.promise,
        release: () => {
          // Those that are asked for meanwhile may be held anew.
          if (held.get(name) === own) held.delete(name);
          until.resolve();
        },
      };
    },
  };
}
