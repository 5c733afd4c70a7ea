import type { SetupLink, SetupLinkRequest } from "@velodrome/contract";
import { createSignIn, type SignInDeps } from "./sign-in.ts";

/**
 * A link for an account's own person, who needs no access to the console: it leads to our page on which they sign in.
 * Used up when a connection came of it; until then the same person may try again. `expiresIn` in seconds.
 *
 * @throws AppError as `authorize` does
 */
export const createSetupLink = (
  deps: SignInDeps,
  place: { accountId: string; id: string },
  { expiresIn, returnUrl }: Pick<SetupLinkRequest, "expiresIn" | "returnUrl">,
): Promise<SetupLink> => createSignIn(deps, place, { kind: "setup-link", lifetimeMs: expiresIn * 1000, returnUrl });
