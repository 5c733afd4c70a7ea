import { timingSafeEqual } from "node:crypto";
import type { Caller } from "@velodrome/contract";
import type { Clock } from "../base/clock.ts";
import type { Database } from "../db/database.ts";
import { readTokenClient } from "./api-client-store.ts";
import type { People } from "./people.ts";
import { hashSecret } from "./random-secret.ts";

export interface BearerDeps {
  database: Database;
  clock: Clock;
  /** `VELODROME_API_KEY`. */
  apiKey: string | null;
}

export interface CallerDeps extends BearerDeps {
  people: People;
}

/** Who holds this bearer token, or null. Every caller is of partner level for now. */
export async function findBearer(deps: BearerDeps, token: string): Promise<Caller | null> {
  const hash = hashSecret(token);
  if (deps.apiKey !== null && timingSafeEqual(hash, hashSecret(deps.apiKey))) {
    return { kind: "api-key", name: "VELODROME_API_KEY" };
  }
  const client = await readTokenClient(deps.database, hash, new Date(deps.clock.now()));
  return client === null ? null : { kind: "client", name: client.name };
}

/** Whose session this cookie is, or null. The caller of this has checked where the request comes from. */
export async function findPerson(
  deps: Pick<CallerDeps, "people">,
  headers: Headers,
  secure: boolean,
): Promise<Caller | null> {
  const person = await deps.people.findSession(headers, secure);
  return person === null ? null : { kind: "person", name: person.name, email: person.email };
}
