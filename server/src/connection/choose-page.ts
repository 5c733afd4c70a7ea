import type { Choice, Connection, LookupQuery, PagePut } from "@velodrome/contract";
import type { ListPage } from "../base/list-page.ts";
import { connectPages, signInRequired } from "./connect-pages.ts";
import { connectionUuid, getConnection } from "./connections.ts";
import { targetOf } from "./credentials.ts";
import { pageByOffset } from "./offset-page.ts";
import { openGrant, readPageChoices } from "./page-choice.ts";
import type { SignInDeps } from "./sign-in.ts";
import { SignInFailure } from "./sign-in-failure.ts";
import { readScene, type SignInScene } from "./sign-in-scene.ts";
import { findChoosingSignIn } from "./sign-in-store.ts";
import { findConnector } from "./setups.ts";

/** Pages that whoever signed in last for this connection granted. @throws AppError when nobody did lately */
export async function listGrantedPages(
  deps: SignInDeps,
  place: { accountId: string; id: string },
  { search, limit, cursor }: LookupQuery,
): Promise<ListPage<Choice>> {
  const scene = await choosingScene(deps, place);
  const grant = openGrant(deps, scene);
  if (grant === null) throw signInRequired();
  const wanted = search.trim().toLowerCase();
  const choices = (await readPageChoices(deps, scene, grant)).filter(
    ({ label, value }) => label.toLowerCase().includes(wanted) || value.includes(wanted),
  );
  const page = pageByOffset(choices, limit, cursor);
  return {
    ...page,
    items: page.items.map(({ value, label, picture = null, connection = null, warnings = [] }) => ({
      ...{ value, label, picture, connection, warnings },
    })),
  };
}

/** Says which Page a connection is, after a sign-in. @throws AppError */
export async function putPage(
  deps: SignInDeps,
  place: { accountId: string; id: string },
  { pageId, alsoPageIds = [] }: PagePut,
): Promise<Connection> {
  await connectPages(deps, await choosingScene(deps, place), { pageId, alsoPageIds });
  return getConnection(deps, place.accountId, place.id);
}

async function choosingScene(deps: SignInDeps, place: { accountId: string; id: string }): Promise<SignInScene> {
  const { connector } = await getConnection(deps, place.accountId, place.id);
  targetOf(findConnector(deps.connectors, connector));
  const id = connectionUuid(place.id);
  const now = new Date(deps.clock.now());
  const signIn = await deps.database.withAccount(place.accountId, (scope) =>
    findChoosingSignIn(scope, place.accountId, id, now),
  );
  if (signIn === null) throw signInRequired();
  return readScene(deps, signIn).catch((error: unknown) => {
    // What it was granted by is gone meanwhile.
    throw error instanceof SignInFailure ? signInRequired(error) : error;
  });
}
