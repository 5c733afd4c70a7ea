import { AppError } from "../base/app-error.ts";
import type { AccountScope, Database } from "../db/database.ts";
import {
  lockPage,
  notePageConnected,
  notePageDisconnected,
  type PageOfSetup,
  readPageOwners,
} from "./page-claim-store.ts";
import type { SetupRecord } from "./setup-store.ts";

/**
 * In the transaction that gives a connection this Page.
 * @throws AppError when another account has it and the Setup lets each Page be of one account only; it is not named
 */
export async function claimPage(
  deps: { database: Pick<Database, "engine"> },
  scope: AccountScope,
  accountId: string,
  { setup, externalId }: { setup: Pick<SetupRecord, "id" | "sharedPages">; externalId: string },
): Promise<void> {
  const page = { setupId: setup.id, externalId };
  await lockPage(scope, page);
  if (setup.sharedPages === "refuse") {
    const owners = await readPageOwners(deps.database.engine, page);
    if (owners.some((owner) => owner !== accountId)) throw pageElsewhere(externalId);
  }
  await notePageConnected(scope, page);
}

/** In the transaction that takes a Page from a connection. Answers whether nobody has it any more. */
export async function releasePage(
  deps: { database: Pick<Database, "engine"> },
  scope: AccountScope,
  accountId: string,
  page: PageOfSetup,
): Promise<boolean> {
  await lockPage(scope, page);
  // An account has a Page of one Setup once: what is left of this account's is the connection that lets it go.
  const owners = await readPageOwners(deps.database.engine, page);
  if (owners.some((owner) => owner !== accountId)) return false;
  await notePageDisconnected(scope, page);
  return true;
}

export const pageElsewhere = (pageId: string) =>
  new AppError("page_in_use", {
    message: `The Page ${pageId} is connected elsewhere already, and each Page may be connected once. Disconnect it there first. Only whoever runs this installation can let accounts share Pages.`,
    details: { pageId },
  });

export const pageHere = (pageId: string, connection: string | null, cause?: unknown) =>
  new AppError(
    "page_in_use",
    {
      message: `Another connection of this account already has the Page ${pageId}. Use that one, or delete it first.`,
      details: { pageId, ...(connection === null ? {} : { connection }) },
    },
    { cause },
  );
