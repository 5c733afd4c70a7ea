import { AppError } from "../base/app-error.ts";

/** For whatever takes a password or a secret, by address. Nothing else is limited, webhooks least of all. */
export const signInLimit = {
  max: 20,
  timeWindow: 60_000,
  errorResponseBuilder: (_request: unknown, context: { after: string }) =>
    new AppError("rate_limited", { message: `Too many attempts from this address: try again in ${context.after}.` }),
};
