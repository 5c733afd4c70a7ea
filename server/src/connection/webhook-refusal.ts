import type { ConnectorError } from "@velodrome/kit";
import { AppError } from "../base/app-error.ts";
import type { Database } from "../db/database.ts";
import { readHandshakesSince, readNow } from "./handshake-store.ts";

/** What the connector's code for a verification that failed is, where the application says so. */
const notVerified = "callback_not_verified";

const reasons = {
  wrong_verify_token:
    "It called the address with a Verify Token that is none of this Setup's. Something between it and here may change the address.",
  wrong_mode:
    "What called the address did not ask for a verification. Check that nothing between it and here changes the query.",
  not_reached:
    "Its call did not come here. Check that the Service Domain leads to this installation from outside, with a valid certificate.",
  verified:
    "Its call came here and was answered rightly, but the answer did not reach it. Check the proxy before this installation.",
} as const;

/**
 * Looks from now on at what comes in, so that a refused registration can be explained: the application verifies the
 * address while it is asked. What it answers is null when the refusal has nothing to do with that.
 */
export async function whyRefused(
  { database }: { database: Database },
  setupId: string,
): Promise<(title: string, error: ConnectorError) => Promise<AppError | null>> {
  const since = await readNow(database.engine);
  return async (title, error) => {
    const seen = await readHandshakesSince(database.engine, setupId, since);
    const met = seen.rejected ?? (seen.verified ? "verified" : null);
    if (error.code !== notVerified && seen.rejected === null) return null;
    const reason = met ?? "not_reached";
    const message = `${title} did not get the right answer when it verified the address. ${reasons[reason]}`;
    return new AppError("webhook_refused", { message, details: { reason } }, { cause: error });
  };
}
