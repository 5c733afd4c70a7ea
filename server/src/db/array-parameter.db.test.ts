import { Pool } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newId } from "../base/id.ts";
import * as columns from "./array-parameter.ts";
import { createTestDatabase, type TestDatabase } from "./testing/test-database.ts";

let testDatabase: TestDatabase;
let pool: Pool;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  pool = new Pool({ connectionString: testDatabase.url });
});
afterAll(async () => {
  await pool.end();
  await testDatabase.drop();
});

/** What PostgreSQL makes of it, value by value, as text; with what it makes of the same values in its text form. */
async function both(type: string, binary: Buffer, values: readonly unknown[]): Promise<unknown[][]> {
  const text = `SELECT array(SELECT v::text FROM unnest($1::${type}[]) WITH ORDINALITY AS u(v, n) ORDER BY n) AS read`;
  const read = async (value: unknown) => (await pool.query<{ read: unknown[] }>(text, [value])).rows[0]?.read ?? [];
  return [await read(binary), await read(values)];
}

const strings = ["", "plain", 'with "quotes", {braces} and \\', "NULL", "Grüße 👋", "a lone \ud800 surrogate", "\n\t"];
const moments = [new Date(0), new Date("2026-12-01T12:00:00.123Z"), new Date("1969-02-03T04:05:06.007Z")];
const documents = strings.map((text) => JSON.stringify({ text }));

describe.each([
  ["uuid", columns.uuids, [newId(), "00000000-0000-0000-0000-000000000000", "FFFFFFFF-ffff-4fff-8fff-ffffffffffff"]],
  ["int", columns.ints, [0, -1, 2_147_483_647, -2_147_483_648]],
  ["smallint", columns.smallints, [0, -1, 32_767, -32_768]],
  ["float8", columns.floats, [0, -1.5, 1e300, 0.1]],
  ["bool", columns.bools, [true, false]],
  ["date", columns.dates, ["2026-12-01", "2000-01-01", "1999-12-31", "1970-01-01", "9999-12-31"]],
  ["timestamptz", columns.timestamps, [...moments, new Date(253_402_300_799_999)]],
  ["timestamptz", columns.timestamps, moments.map((moment) => moment.toISOString())],
  ["text", columns.texts, strings],
  ["json", columns.jsons, documents],
  ["bytea", columns.byteas, [Buffer.of(), Buffer.of(0, 92, 255), Buffer.from("text")]],
] as const)("a column of %s", (type, write: (values: readonly never[]) => Buffer, given) => {
  it.each([
    ["as it is", given],
    ["with nulls", [null, ...given, null]],
    ["of nulls alone", [null, null]],
    ["that is empty", []],
  ])("%s is read as in the text form", async (_, values) => {
    const [binary, text] = await both(type, write(values as never[]), values);
    expect(binary).toEqual(text);
    expect(binary).toHaveLength(values.length);
  });
});

it.each([
  [
    "uuids",
    columns.uuids,
    ["", "no", newId().slice(1), `${newId()}0`, newId().replace("-", "g"), `${newId()}${newId()}`],
  ],
  ["ints", columns.ints, [2 ** 31, Number.NaN, 1.5]],
  ["smallints", columns.smallints, [40_000, Number.NaN, 1.5]],
  ["dates", columns.dates, ["no", "2026-12-01T10:00:00Z"]],
  ["timestamps", columns.timestamps, [new Date(Number.NaN), "no"]],
] as const)(
  "%s refuse what their type does not hold, as PostgreSQL does",
  (_, write: (values: readonly never[]) => Buffer, given) => {
    for (const value of given) {
      expect(() => write([value as never]), String(value)).toThrow(expect.objectContaining({ code: "22P03" }));
    }
  },
);

it("leaves it to PostgreSQL to refuse a text with a NUL in it", async () => {
  await expect(pool.query("SELECT $1::text[]", [columns.texts(["\0"])])).rejects.toMatchObject({ code: "22021" });
});
