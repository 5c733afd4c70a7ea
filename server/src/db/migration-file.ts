import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The migrations of this build. */
export const migrationsFolder = fileURLToPath(new URL("../../migrations", import.meta.url));

/** The committed dump lies beside the migrations it results from. */
const schemaFileName = "schema.sql";

export interface MigrationFile {
  /** File name without `.sql`; names sort in the order in which they run. */
  readonly name: string;
  readonly sql: string;
  /** SHA-256 of the file, line ends taken as `\n`, so that a checkout on Windows is the same migration. */
  readonly checksum: string;
  /** The header says `-- breaking`: a worker of the version before cannot live with the result. */
  readonly breaking: boolean;
}

const fileName = /^\d{8}-\d{4}-[a-z0-9]+(?:-[a-z0-9]+)*\.sql$/;

/** @throws when a `.sql` file is not named `YYYYMMDD-HHMM-name.sql`: it would silently never run. */
export async function readMigrations(folder: string = migrationsFolder): Promise<MigrationFile[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith(".sql") && file !== schemaFileName).sort();
  return Promise.all(
    files.map(async (file) => {
      if (!fileName.test(file)) {
        throw new Error(`The migration ${file} must be named like 20261122-1030-add-runs.sql`);
      }
      return parseMigration(file.slice(0, -".sql".length), await readFile(join(folder, file), "utf8"));
    }),
  );
}

function parseMigration(name: string, text: string): MigrationFile {
  const sql = text.replaceAll("\r\n", "\n");
  return { name, sql, checksum: createHash("sha256").update(sql).digest("hex"), breaking: isBreaking(sql) };
}

/** The header is the comment lines before the first statement. */
function isBreaking(sql: string): boolean {
  for (const line of sql.split("\n")) {
    if (/^--\s*breaking\b/i.test(line)) {
      return true;
    }
    if (line.trim() !== "" && !line.startsWith("--")) {
      return false;
    }
  }
  return false;
}
