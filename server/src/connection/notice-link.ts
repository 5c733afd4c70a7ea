import { toWire } from "../base/id.ts";
import { createSetupLink } from "./setup-link.ts";
import type { SignInDeps } from "./sign-in.ts";

/** Longer than a link that a person has just asked for: a mail may wait over a weekend. */
const linkSeconds = 7 * 86_400;

/** The link that a notice hands on; row's ids. @throws AppError for connections that nobody can sign in to */
export async function createNoticeLink(
  deps: SignInDeps,
  { accountId, connectionId }: { accountId: string; connectionId: string },
): Promise<{ url: string; expiresAt: Date }> {
  const place = { accountId, id: toWire("connection", connectionId) };
  const { url, expiresAt } = await createSetupLink(deps, place, { expiresIn: linkSeconds, returnUrl: undefined });
  return { url, expiresAt: new Date(expiresAt) };
}
