import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { AppError } from "./app-error.ts";

export interface SealKey {
  id: string;
  /** 32 bytes. */
  key: Buffer;
}

/** Where a secret is kept. A sealed value opens at its own place only, so rows cannot be exchanged unnoticed. */
export interface SealedPlace {
  table: string;
  id: string;
  column: string;
}

export interface Sealed {
  keyId: string;
  bytes: Buffer;
}

export interface Sealer {
  /** With the newest key. */
  seal(place: SealedPlace, plaintext: string): Sealed;
  /** @throws AppError when the key is gone, the bytes were changed, or they come from another place. */
  open(place: SealedPlace, keyId: string, bytes: Buffer): string;
}

const cipher = "aes-256-gcm";
const nonceBytes = 12;
const tagBytes = 16;

/** The keys of this moment, newest first; the same ones until the end of the present turn of the event loop. */
export type KeyRing = () => readonly SealKey[];

/**
 * AES-256-GCM: nonce, tag, ciphertext. Every key that some row still names must be among `keys`.
 *
 * @param keys newest first, or where to ask for them; @throws when there is none, or one is not 32 bytes long
 */
export function createSealer(keys: readonly SealKey[] | KeyRing): Sealer {
  const ring = typeof keys === "function" ? keys : () => keys;
  newestOf(ring());
  return {
    seal: (place, plaintext) => {
      const newest = newestOf(ring());
      return { keyId: newest.id, bytes: encrypt(newest, place, plaintext) };
    },
    open(place, keyId, bytes) {
      const key = ring().find(({ id }) => id === keyId);
      if (key === undefined) {
        throw new AppError("internal", {
          message: `A secret in ${place.table} was sealed with the encryption key "${keyId}", which is not among the keys of this process. Add it to VELODROME_ENCRYPTION_KEYS again.`,
        });
      }
      return decrypt(key, place, bytes);
    },
  };
}

function newestOf(keys: readonly SealKey[]): SealKey {
  const [newest] = keys;
  if (newest === undefined) throw new Error("Secrets cannot be kept without an encryption key.");
  const wrong = keys.find(({ key }) => key.length !== 32);
  if (wrong !== undefined) throw new Error(`The encryption key "${wrong.id}" is not 32 bytes long.`);
  return newest;
}

/** A JSON array keeps the parts apart whatever they hold. */
const boundTo = (keyId: string, place: SealedPlace): Buffer =>
  Buffer.from(JSON.stringify([keyId, place.table, place.id, place.column]));

function encrypt({ id, key }: SealKey, place: SealedPlace, plaintext: string): Buffer {
  const nonce = randomBytes(nonceBytes);
  const sealing = createCipheriv(cipher, key, nonce, { authTagLength: tagBytes });
  sealing.setAAD(boundTo(id, place));
  const ciphertext = Buffer.concat([sealing.update(plaintext, "utf8"), sealing.final()]);
  return Buffer.concat([nonce, sealing.getAuthTag(), ciphertext]);
}

function decrypt({ id, key }: SealKey, place: SealedPlace, bytes: Buffer): string {
  try {
    const opening = createDecipheriv(cipher, key, bytes.subarray(0, nonceBytes), { authTagLength: tagBytes });
    opening.setAAD(boundTo(id, place));
    opening.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
    return Buffer.concat([opening.update(bytes.subarray(nonceBytes + tagBytes)), opening.final()]).toString("utf8");
  } catch (cause) {
    const message = `A secret in ${place.table} cannot be opened: it was changed or belongs to another row. Enter it again.`;
    throw new AppError("internal", { message, details: { table: place.table, column: place.column } }, { cause });
  }
}
