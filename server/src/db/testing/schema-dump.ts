import { join } from "node:path";
import { withClient } from "../database-store.ts";
import { migrationsFolder } from "../migration-file.ts";
import { readSchema } from "./catalog-store.ts";

/** Where the dump is committed. */
export const schemaFile = join(migrationsFolder, "schema.sql");

const head = [
  "-- The schema that the migrations result in. Written by `npm run schema -w server`: do not edit.",
  "-- For reading and comparing: partitions of single days, roles and rows are left out.",
].join("\n");

/**
 * The same text for the same schema, whenever and wherever it is read. Ours, because the packaged PostgreSQL has no
 * pg_dump and a machine's own may be of another version.
 */
export async function dumpSchema(url: string): Promise<string> {
  const sections = await withClient(url, readSchema);
  const texts = sections
    .filter(({ statements }) => statements.length > 0)
    .map(({ title, statements }) => `-- ${title}\n\n${statements.join("\n\n")}`);
  return `${[head, ...texts].join("\n\n").replace(/[ \t]+$/gm, "")}\n`;
}
