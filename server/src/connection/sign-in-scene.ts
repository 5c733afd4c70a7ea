import type { OAuth2Auth } from "@velodrome/kit";
import { type CallAccess, readAccess } from "./call-access.ts";
import { type ConnectionRecord, readConnection } from "./connection-store.ts";
import { SignInFailure } from "./sign-in-failure.ts";
import type { SignInRecord } from "./sign-in-store.ts";
import { type SignInDeps, signInOf } from "./sign-in.ts";
import type { SetupRecord } from "./setup-store.ts";

/** Everything that one step of a sign-in needs to know. */
export interface SignInScene {
  signIn: SignInRecord;
  connection: ConnectionRecord;
  access: CallAccess & { setup: SetupRecord };
  auth: OAuth2Auth;
}

/** @throws SignInFailure when what it is about is gone */
export async function readScene(deps: SignInDeps, signIn: SignInRecord): Promise<SignInScene> {
  const { accountId, connectionId } = signIn;
  const connection = await deps.database.withAccount(accountId, (scope) =>
    readConnection(scope, accountId, connectionId),
  );
  if (connection === null || connection.setupId === null || !deps.connectors.has(connection.connector)) throw gone();
  const { setup, ...access } = await readAccess(deps, connection);
  const auth = signInOf(access.connector);
  if (setup === null || auth === null) throw gone();
  return { signIn, connection, access: { ...access, setup }, auth };
}

const gone = () =>
  new SignInFailure(
    "setup_gone",
    "What this link was made for has been removed meanwhile. Ask whoever gave it to you for a new one.",
  );
