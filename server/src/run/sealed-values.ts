import { redactedText } from "@velodrome/contract";
import { AppError } from "../base/app-error.ts";
import { createSealer } from "../base/seal.ts";
import { replaceFields } from "../step/redaction.ts";

/**
 * What stands in a row in place of a value that is masked: the value itself, sealed, for the run that goes on with it; and
 * what people see of it.
 */
interface SealedValue {
  $sealed: string;
  shown?: string;
}

/** Seals single values of an account's runs. */
export interface ValueSealer {
  seal(accountId: string, value: unknown): string;
  /** Undefined for what this installation did not seal for that account: somebody else's data that only looks so. */
  open(accountId: string, sealed: string): { value: unknown } | undefined;
}

const keyId = "values";
const placeOf = (accountId: string) => ({ table: "run", id: accountId, column: "value" });

/** With a key of the installation's own, so that changing encryption keys does not touch what runs hold. 32 bytes. */
export function createValueSealer(key: Buffer): ValueSealer {
  const sealer = createSealer([{ id: keyId, key }]);
  return {
    seal: (accountId, value) => sealer.seal(placeOf(accountId), JSON.stringify(value)).bytes.toString("base64url"),
    open(accountId, sealed) {
      try {
        return { value: JSON.parse(sealer.open(placeOf(accountId), keyId, Buffer.from(sealed, "base64url"))) };
      } catch (error: unknown) {
        // The sealer's own word for bytes that were not sealed here.
        if (error instanceof AppError) return undefined;
        throw error;
      }
    },
  };
}

export const sealedValue = (sealed: string, shown?: string): SealedValue => ({
  $sealed: sealed,
  ...(shown !== undefined && { shown }),
});

const isSealed = (value: object): value is SealedValue =>
  "$sealed" in value &&
  typeof value.$sealed === "string" &&
  Object.keys(value).every((key) => key === "$sealed" || key === "shown");

/** Goes through a value, and has what is sealed in it replaced; itself where nothing is. */
function replaceSealed(value: unknown, replace: (sealed: SealedValue) => unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) {
    const items = value.map((item) => replaceSealed(item, replace));
    return items.some((item, at) => item !== value[at]) ? items : value;
  }
  if (isSealed(value)) return replace(value);
  return replaceFields(value as Record<string, unknown>, (_name, field) => replaceSealed(field, replace));
}

/** What was kept, with every sealed value as it is. For the run that goes on with it, and for nobody else. */
export function openValues<Value>(sealer: ValueSealer, accountId: string, value: Value): Value {
  return replaceSealed(value, (sealed) => {
    const opened = sealer.open(accountId, sealed.$sealed);
    return opened === undefined ? sealed : opened.value;
  }) as Value;
}

/** What was kept, as people see it. */
export const maskValues = (value: unknown): unknown =>
  replaceSealed(value, ({ shown }) => (typeof shown === "string" ? shown : redactedText));
