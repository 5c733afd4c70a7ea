import { z } from "zod";

/** Prefix of every id on the wire: a TypeID, `<prefix>_<26 characters of base32>`, whose UUIDv7 is the row's id. */
export const idPrefixes = {
  account: "acc",
  connection: "con",
  setup: "set",
  cycle: "cyc",
  event: "evt",
  run: "run",
  stepRun: "srn",
  apiClient: "cli",
  notice: "not",
  erasure: "era",
  audit: "aud",
  signIn: "sig",
  operation: "ope",
} as const;

export type IdKind = keyof typeof idPrefixes;

const suffix = "[0-7][0-9a-hjkmnp-tv-z]{25}";

/** Schema of one kind of id, e.g. `idOf("account")` takes `acc_01jd…`. */
export const idOf = (kind: IdKind) =>
  z.string().regex(new RegExp(`^${idPrefixes[kind]}_${suffix}$`), `not an id of the form ${idPrefixes[kind]}_…`);

const anyId = new RegExp(`^(${Object.values(idPrefixes).join("|")})_${suffix}$`);

/** Whether a text looks like one of our ids; an account's `externalId` may not. */
export const looksLikeId = (text: string): boolean => anyId.test(text);
