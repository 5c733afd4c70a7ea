import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { withClient } from "./database-store.ts";
import { dumpSchema, schemaFile } from "./testing/schema-dump.ts";
import { createTestDatabase, type TestDatabase } from "./testing/test-database.ts";

describe("the committed schema", () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
  });

  afterAll(() => database.drop());

  test("is what the migrations result in (else: npm run schema -w server)", async () => {
    const committed = await readFile(schemaFile, "utf8");
    expect(await dumpSchema(database.url)).toBe(committed.replaceAll("\r\n", "\n"));
  });

  test.each([
    ["a column", "ALTER TABLE migration ADD COLUMN note text"],
    ["a default", "ALTER TABLE migration ALTER COLUMN applied_at SET DEFAULT '2026-01-01'"],
    ["an index", "CREATE INDEX planted ON migration (applied_at)"],
    ["a constraint", "ALTER TABLE migration ADD CONSTRAINT planted CHECK (name <> '')"],
    ["a policy", "CREATE POLICY planted ON migration USING (true)"],
    ["forced row-level security", "ALTER TABLE migration ENABLE ROW LEVEL SECURITY"],
    ["a function's body", "CREATE FUNCTION planted() RETURNS int LANGUAGE sql AS 'SELECT 1'"],
    ["a view", "CREATE VIEW planted_view AS SELECT 1 AS one"],
    ["a privilege", "GRANT SELECT ON migration TO PUBLIC"],
    [
      "a trigger",
      "CREATE TRIGGER planted BEFORE UPDATE ON migration FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()",
    ],
  ])("would tell %s", async (_, change) => {
    const before = await dumpSchema(database.url);
    await withClient(database.url, (client) => client.query(change));
    expect(await dumpSchema(database.url)).not.toBe(before);
  });

  test("does not depend on the day", async () => {
    const before = await dumpSchema(database.url);
    await withClient(database.url, (client) =>
      client.query(
        "CREATE TABLE planted_default PARTITION OF event FOR VALUES FROM ('00000000-0000-0000-0000-000000000000') TO ('00000000-0000-0000-0000-000000000001')",
      ),
    );
    expect(await dumpSchema(database.url)).toBe(before);
  });
});
