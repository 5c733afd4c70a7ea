import { deleteSignInsBefore } from "../connection/sign-in-store.ts";
import { type Chore, inBatches } from "./chore.ts";

/** A person may still look at how it went. */
const keptMs = 24 * 3_600_000;

/** Forgets links that are long over, and whatever was granted by them and never used. */
export const forgetSignIns: Chore = async ({ database, clock, log }, stop) => {
  const before = new Date(clock.now() - keptMs);
  const signIns = await inBatches((limit) => deleteSignInsBefore(database.pool, before, limit), stop);
  if (signIns > 0) log.info({ signIns }, "old sign-ins were forgotten");
};
