import type { QueryClient } from "@tanstack/react-query";
import { askAgain } from "../../lib/ask-again.ts";
import { generalSettingsQuery } from "./get-general-settings.ts";

/** While webhooks are being taken to another Service Domain, asks again how far that has come. */
export async function refreshDomainChange(client: QueryClient): Promise<void> {
  const { queryKey } = generalSettingsQuery;
  const apps = client.getQueryData(queryKey)?.domainChange?.apps ?? [];
  if (apps.some(({ state }) => state === "waiting")) await askAgain(client, { queryKey });
}
