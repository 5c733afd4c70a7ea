/** The largest page that lists have. */
const pageSize = 200;

interface PageOfList<Item> {
  items: readonly Item[];
  nextCursor: string | null;
}

/** Every item of a list, page by page: for what is chosen among, and named by its id wherever it is spoken of. */
export async function wholeList<Item>(
  ask: (query: { limit: number; cursor: string | null }) => Promise<PageOfList<Item>>,
): Promise<Item[]> {
  const items: Item[] = [];
  for (let cursor: string | null = null; ; ) {
    const page: PageOfList<Item> = await ask({ limit: pageSize, cursor });
    items.push(...page.items);
    cursor = page.nextCursor;
    if (cursor === null) return items;
  }
}
