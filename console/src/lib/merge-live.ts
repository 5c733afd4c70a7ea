/** What every list of the API is made of. Ids of one kind sort by time as texts. */
export interface Listed {
  id: string;
}

export interface Page<Item extends Listed> {
  items: Item[];
  nextCursor: string | null;
}

export interface LiveRules<Item extends Listed> {
  /**
   * Whether the item belongs in this list, by its filters. Null where that cannot be told here: then it stays if it is
   * there, and does not come if it is not.
   */
  accepts: (item: Item) => boolean | null;
  /** Which of two states of one item is the later one: answers and live news can overtake each other. */
  newer: (known: Item, arrived: Item) => Item;
}

function mergeOne<Item extends Listed>(pages: readonly Page<Item>[], item: Item, rules: LiveRules<Item>): Page<Item>[] {
  const known = pages.some((page) => page.items.some((other) => other.id === item.id));
  if (known) {
    return pages.map((page) => ({
      ...page,
      items: page.items.flatMap((other) => {
        if (other.id !== item.id) return [other];
        const latest = rules.newer(other, item);
        return rules.accepts(latest) === false ? [] : [latest];
      }),
    }));
  }
  if (rules.accepts(item) !== true) return [...pages];
  // Newest first: it goes before the first older one. Older than all that is loaded: it belongs to a page not yet asked for.
  const target = pages.findIndex((page) => page.items.some((other) => other.id < item.id));
  const last = pages.length - 1;
  const end = pages[last]?.nextCursor === null ? last : -1;
  const at = target === -1 ? end : target;
  return pages.map((page, index) => {
    if (index !== at) return page;
    const before = page.items.filter((other) => other.id > item.id);
    return { ...page, items: [...before, item, ...page.items.slice(before.length)] };
  });
}

/** Lays news over the loaded pages of a list: known rows are updated or leave, new ones appear in their place. */
export const mergeLive = <Item extends Listed>(
  pages: readonly Page<Item>[],
  news: readonly Item[],
  rules: LiveRules<Item>,
): Page<Item>[] => news.reduce((merged, item) => mergeOne(merged, item, rules), [...pages]);

/** Divides a list at the newest row a person has seen, so that rows that came later can wait. */
export function holdBack<Item extends Listed>(
  items: readonly Item[],
  newestSeen: string | null,
): { shown: Item[]; held: number } {
  if (newestSeen === null) return { shown: [...items], held: 0 };
  const shown = items.filter((item) => item.id <= newestSeen);
  return { shown, held: items.length - shown.length };
}
