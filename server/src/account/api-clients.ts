import { timingSafeEqual } from "node:crypto";
import type { ApiClient, ApiClientCreate, ApiClientCreated, ListQuery, TokenAnswer } from "@velodrome/contract";
import { AppError } from "../base/app-error.ts";
import type { Clock } from "../base/clock.ts";
import { pageOf, readCursor } from "../base/list-page.ts";
import { fromWire, newId, toWire } from "../base/id.ts";
import type { Database } from "../db/database.ts";
import {
  type ApiClientRow,
  deleteApiClientRow,
  insertApiClientRow,
  insertApiToken,
  listApiClientRows,
  readApiClientSecretHash,
} from "./api-client-store.ts";
import { hashSecret, newSecret } from "./random-secret.ts";

const tokenSeconds = 3600;

export interface ApiClientDeps {
  database: Database;
  clock: Clock;
}

const toApiClientAnswer = (row: ApiClientRow): ApiClient => ({
  id: toWire("apiClient", row.id),
  name: row.name,
  createdAt: row.createdAt.toISOString(),
});

export async function listApiClients(deps: ApiClientDeps, query: ListQuery) {
  const rows = await listApiClientRows(deps.database, { before: readCursor(query.cursor), limit: query.limit + 1 });
  const { items, nextCursor } = pageOf(rows, query.limit, (row) => row.id);
  return { items: items.map(toApiClientAnswer), nextCursor };
}

/** The only time that the secret is seen: what is kept is its hash. */
export async function createApiClient(deps: ApiClientDeps, create: ApiClientCreate): Promise<ApiClientCreated> {
  const clientSecret = newSecret();
  const row = await insertApiClientRow(deps.database, {
    id: newId(),
    name: create.name,
    secretHash: hashSecret(clientSecret),
  });
  return { ...toApiClientAnswer(row), clientSecret };
}

/** Its tokens end at once. @throws AppError not_found */
export async function deleteApiClient(deps: ApiClientDeps, reference: string): Promise<void> {
  const id = fromWire("apiClient", reference);
  if (id === null || !(await deleteApiClientRow(deps.database, id))) {
    throw new AppError("not_found", { message: `There is no API client with the id ${reference}.` });
  }
}

/**
 * OAuth 2.0 client credentials: a bearer token for an hour.
 * @throws AppError unauthenticated, the same for an unknown client and a wrong secret
 */
export async function issueToken(
  deps: ApiClientDeps,
  credentials: { id: string; secret: string },
): Promise<TokenAnswer> {
  const id = fromWire("apiClient", credentials.id);
  const kept = id === null ? null : await readApiClientSecretHash(deps.database, id);
  if (id === null || kept === null || !timingSafeEqual(kept, hashSecret(credentials.secret))) {
    throw new AppError("unauthenticated", { message: "The client_id and client_secret do not belong together." });
  }
  const token = newSecret();
  const now = deps.clock.now();
  await insertApiToken(deps.database, {
    hash: hashSecret(token),
    clientId: id,
    now: new Date(now),
    expiresAt: new Date(now + tokenSeconds * 1000),
  });
  return { access_token: token, token_type: "Bearer", expires_in: tokenSeconds };
}
