import type { Kysely } from "kysely";
import type { Schema } from "../db/schema.ts";

/** Other Setups of the same application at the same place, by name. */
export async function readSetupTwins(
  db: Kysely<Schema>,
  setup: { id: string; connector: string; clientId: string; graphUrl: string | null },
): Promise<{ id: string; name: string }[]> {
  return (
    db
      .selectFrom("setup")
      .select(["id", "name"])
      .where("connector", "=", setup.connector)
      .where("client_id", "=", setup.clientId)
      .where("graph_url", "is not distinct from", setup.graphUrl)
      .where("id", "<>", setup.id)
      // That is no application, although it may name one.
      .where("own_apps", "=", false)
      .orderBy("name")
      .orderBy("id")
      .execute()
  );
}
