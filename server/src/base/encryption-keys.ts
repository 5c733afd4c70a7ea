import { randomBytes } from "node:crypto";

/** One key for AES-256-GCM. Rows remember the id of the key that sealed them. */
export interface EncryptionKey {
  readonly id: string;
  /** 32 bytes. */
  readonly key: Buffer;
}

const keyBytes = 32;

/**
 * `id:base64(32 bytes)`, comma separated, newest first: the first seals, all of them open.
 * @throws Error whose message says which entry is wrong, never with a key in it
 */
export function parseEncryptionKeys(text: string): readonly [EncryptionKey, ...EncryptionKey[]] {
  const [first, ...rest] = text.split(",").map((entry, index) => parseKey(entry.trim(), index + 1));
  if (first === undefined) {
    throw new Error("there is no key");
  }
  const keys = [first, ...rest] as const;
  const twice = keys.find((key, index) => keys.findIndex((other) => other.id === key.id) !== index);
  if (twice !== undefined) {
    throw new Error(`the id ${twice.id} stands there twice`);
  }
  return [first, ...rest];
}

function parseKey(entry: string, place: number): EncryptionKey {
  const [, id, text] = /^([A-Za-z0-9_-]{1,32}):([A-Za-z0-9+/]+=*)$/.exec(entry) ?? [];
  if (id === undefined || text === undefined) {
    throw new Error(`entry ${place} is not id:base64`);
  }
  const bytes = Buffer.from(text, "base64");
  if (bytes.length !== keyBytes) {
    throw new Error(`the key ${id} has ${bytes.length} bytes instead of ${keyBytes}`);
  }
  return { id, key: bytes };
}

/** A new key in the form that `parseEncryptionKeys` reads. */
export function generateEncryptionKey(id: string): string {
  return `${id}:${randomBytes(keyBytes).toString("base64")}`;
}
