import type { FirstSignIn } from "@velodrome/contract";
import { AppError } from "../base/app-error.ts";
import { newId } from "../base/id.ts";
import type { Database } from "../db/database.ts";
import {
  hasAnyPerson,
  insertFirstPerson,
  insertFirstPersonByLink,
  keepFirstSignInLink,
  type NewPerson,
} from "./person-store.ts";
import { hashSecret, newSecret } from "./random-secret.ts";

/** Makes the first administrator unless somebody exists: created once, never overwritten. True when it was made now. */
export async function ensureFirstAdministrator(
  database: Database,
  administrator: { email: string; password: string },
): Promise<boolean> {
  if (await hasAnyPerson(database)) {
    return false;
  }
  const name = administrator.email.split("@")[0] ?? administrator.email;
  return insertFirstPerson(database, await newPerson({ ...administrator, name }));
}

/** A new link that makes the first administrator, once, and voids older ones; null when somebody exists. */
export async function createFirstSignInLink(database: Database, baseUrl: string): Promise<string | null> {
  if (await hasAnyPerson(database)) {
    return null;
  }
  const token = newSecret();
  await keepFirstSignInLink(database, hashSecret(token));
  return firstSignInUrl(baseUrl, token);
}

const firstSignInUrl = (baseUrl: string, token: string): string =>
  new URL(`/first-sign-in?token=${token}`, baseUrl).href;

/** @throws AppError forbidden when the link is not the newest, was used, or somebody exists already */
export async function useFirstSignInLink(database: Database, request: FirstSignIn): Promise<void> {
  if (!(await insertFirstPersonByLink(database, hashSecret(request.token), await newPerson(request)))) {
    throw new AppError("forbidden", {
      message:
        "This sign-in link is not valid any more: sign in if you have a password, or start Velodrome again for a new link.",
    });
  }
}

async function newPerson(person: { name: string; email: string; password: string }): Promise<NewPerson> {
  const { hashPassword } = await import("better-auth/crypto");
  return {
    id: newId(),
    accountId: newId(),
    name: person.name,
    // better-auth looks people up in lower case.
    email: person.email.toLowerCase(),
    passwordHash: await hashPassword(person.password),
  };
}
