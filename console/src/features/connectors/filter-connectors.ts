import type { Connector } from "@velodrome/contract";

export interface ConnectorFilters {
  q?: string | undefined;
  category?: string | undefined;
}

type Found = Pick<Connector, "title" | "description" | "categories">;

/** Connectors of a category whose title, description or categories have every word that was typed. */
export function filterConnectors<One extends Found>(connectors: readonly One[], filters: ConnectorFilters): One[] {
  const words = (filters.q ?? "").toLowerCase().split(/\s+/).filter(Boolean);
  return connectors.filter((one) => {
    if (filters.category !== undefined && !one.categories.includes(filters.category)) return false;
    const text = [one.title, one.description, ...one.categories].join(" ").toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** All categories that occur, each once, by name. */
export const categoriesOf = (connectors: readonly Pick<Connector, "categories">[]): string[] =>
  [...new Set(connectors.flatMap(({ categories }) => categories))].sort((a, b) => a.localeCompare(b, "en"));
