import type { Connection, Connector } from "@velodrome/contract";
import { texts } from "./texts.ts";

/** Where a connection leads: its Page, or the base address of one whose connector has no Pages. Null: there is nothing to say. */
export function connectionPlace(
  { page, properties }: Pick<Connection, "page" | "properties">,
  connector: Pick<Connector, "setup"> | null,
): string | null {
  if (page !== null) return page.name ?? page.id;
  // Versions of a Graph API are of Meta's apps, and those are what has Pages.
  if (connector !== null && connector.setup.versions.length > 0) return texts.noPage;
  return typeof properties.baseUrl === "string" ? properties.baseUrl : null;
}
