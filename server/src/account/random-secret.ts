import { createHash, randomBytes } from "node:crypto";

/** 256 random bits, so that a plain SHA-256 of it keeps it. */
export const newSecret = (): string => randomBytes(32).toString("base64url");

export const hashSecret = (secret: string): Buffer => createHash("sha256").update(secret).digest();
