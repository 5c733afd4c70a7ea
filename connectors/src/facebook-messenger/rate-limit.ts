import type { RateLimit } from "@velodrome/kit";

/**
 * Per Page. Source: Meta's page on Messenger rate limits, as of March 2026. What depends on how many people a Page knows
 * (200 calls a day for each) cannot be said here: Meta tells it with error 80006 and when to come back.
 */
export const sendLimit: RateLimit = { calls: 300, perMs: 1000 };
