/**
 * Columns of a group as array parameters in PostgreSQL's binary form, which `pg` hands over as it stands. In the text form every
 * value is escaped here and parsed there, and each array is a string first (measured; docs/decisions: 024).
 *
 * An array is: dimensions, whether there are nulls, type of its elements, length, lower bound; then of each element its length in
 * bytes, -1 for null, and its bytes. An empty one has no dimension. Source: `array_recv` and the types' own `…_recv` functions.
 */

type Values<T> = readonly (T | null)[];

const headerLength = 20;
const wordLength = 4;

/** Object ids of the types, which never change (`pg_type.dat`). */
const typeIds = {
  bool: 16,
  bytea: 17,
  smallint: 21,
  int: 23,
  text: 25,
  json: 114,
  float8: 701,
  date: 1082,
  timestamptz: 1184,
  uuid: 2950,
} as const;

/** A value that its column does not hold. It has PostgreSQL's code for that, so that a group finds the row it is of. */
class UnstorableValue extends Error {
  readonly code = "22P03";
}

/** How values of one type are written. */
interface Format<T> {
  type: number;
  /** Bytes of a value. */
  lengthOf(value: T): number;
  put(into: Buffer, value: T, at: number): void;
}

function write<T>(values: Values<T>, { type, lengthOf, put }: Format<T>): Buffer {
  let length = headerLength;
  let nulls = 0;
  for (const value of values) {
    if (value === null) nulls += 1;
    else length += lengthOf(value);
  }
  const bytes = Buffer.allocUnsafe(length + values.length * wordLength);
  bytes.writeInt32BE(values.length === 0 ? 0 : 1, 0);
  bytes.writeInt32BE(nulls === 0 ? 0 : 1, 4);
  bytes.writeInt32BE(type, 8);
  if (values.length === 0) return bytes.subarray(0, 12);
  bytes.writeInt32BE(values.length, 12);
  bytes.writeInt32BE(1, 16);
  let at = headerLength;
  for (const value of values) {
    const size = value === null ? -1 : lengthOf(value);
    bytes.writeInt32BE(size, at);
    at += wordLength;
    if (value === null) continue;
    try {
      put(bytes, value, at);
    } catch (cause: unknown) {
      throw new UnstorableValue(`A column cannot hold ${String(value)}.`, { cause });
    }
    at += size;
  }
  return bytes;
}

const fixed =
  <T>(type: number, length: number, put: Format<T>["put"]) =>
  (values: Values<T>): Buffer =>
    write(values, { type, lengthOf: () => length, put });

const text = (type: number) => {
  const format: Format<string> = {
    type,
    lengthOf: (value) => Buffer.byteLength(value),
    put: (into, value, at) => void into.write(value, at),
  };
  return (values: Values<string>): Buffer => write(values, format);
};

const noDigit = 255;
const digits = new Uint8Array(128).fill(noDigit);
for (let value = 0; value < 16; value++) {
  const digit = value.toString(16);
  digits[digit.charCodeAt(0)] = value;
  digits[digit.toUpperCase().charCodeAt(0)] = value;
}

const uuidLength = 16;
const hyphen = "-".charCodeAt(0);

function putUuid(into: Buffer, uuid: string, at: number): void {
  let from = 0;
  for (let to = at; to < at + uuidLength; to++) {
    if (uuid.charCodeAt(from) === hyphen) from += 1;
    const high = digits[uuid.charCodeAt(from)] ?? noDigit;
    const low = digits[uuid.charCodeAt(from + 1)] ?? noDigit;
    if (high === noDigit || low === noDigit) throw new TypeError(`"${uuid}" is no UUID.`);
    into[to] = (high << 4) | low;
    from += 2;
  }
  if (from !== uuid.length) throw new TypeError(`"${uuid}" is no UUID.`);
}

function whole(value: number): number {
  if (!Number.isInteger(value)) throw new RangeError(`${value} is no whole number.`);
  return value;
}

/** PostgreSQL counts from the year 2000. */
const epochMs = Date.UTC(2000, 0, 1);
const dayMs = 86_400_000;

const momentOf = (value: Date | string): number => (typeof value === "string" ? Date.parse(value) : value.getTime());

export const uuids = fixed<string>(typeIds.uuid, uuidLength, putUuid);
export const ints = fixed<number>(typeIds.int, 4, (into, value, at) => void into.writeInt32BE(whole(value), at));
export const smallints = fixed<number>(
  typeIds.smallint,
  2,
  (into, value, at) => void into.writeInt16BE(whole(value), at),
);
export const floats = fixed<number>(typeIds.float8, 8, (into, value, at) => void into.writeDoubleBE(value, at));
export const bools = fixed<boolean>(typeIds.bool, 1, (into, value, at) => void into.writeInt8(value ? 1 : 0, at));
/** Days as `2026-01-31`. */
export const dates = fixed<string>(
  typeIds.date,
  4,
  (into, value, at) => void into.writeInt32BE(whole((Date.parse(value) - epochMs) / dayMs), at),
);
const wordSize = 2 ** 32;

/** Microseconds in two words: a BigInt for each would be garbage, and only moments after the year 2255 need one. */
function putMoment(into: Buffer, value: Date | string, at: number): void {
  const ms = momentOf(value) - epochMs;
  const micros = ms * 1000;
  if (!Number.isSafeInteger(micros)) {
    into.writeBigInt64BE(BigInt(ms) * 1000n, at);
    return;
  }
  const high = Math.floor(micros / wordSize);
  into.writeInt32BE(high, at);
  into.writeUInt32BE(micros - high * wordSize, at + 4);
}

/** Dates, or what `toISOString` wrote of them. */
export const timestamps = fixed<Date | string>(typeIds.timestamptz, 8, putMoment);
export const texts = text(typeIds.text);
/** JSON texts. */
export const jsons = text(typeIds.json);
export const byteas = (values: Values<Buffer>): Buffer =>
  write(values, {
    type: typeIds.bytea,
    lengthOf: (value) => value.length,
    put: (into, value, at) => void value.copy(into, at),
  });
