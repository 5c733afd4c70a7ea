/** What lists of runs and of events can both be narrowed to, besides their own. */
export interface CommonFilters {
  account?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
  page?: string | undefined;
  person?: string | undefined;
  q?: string | undefined;
}

interface Filtered {
  account: string | null;
  page: string | null;
  person: string | null;
  text: string | null;
}

const same = (wanted: string | undefined, is: string | null): boolean => wanted === undefined || wanted === is;

/**
 * Whether live news fits a list's filters; null where only the server can tell: `q` also matches what is not shown.
 * `at`: when it came, which is what a period is about.
 */
export function fits(item: Filtered, at: string, filters: CommonFilters): boolean | null {
  const { account, from, to, page, person, q } = filters;
  if (!same(account, item.account) || !same(page, item.page) || !same(person, item.person)) return false;
  const time = Date.parse(at);
  if (from !== undefined && time < Date.parse(from)) return false;
  if (to !== undefined && time >= Date.parse(to)) return false;
  if (q === undefined || item.person === q) return true;
  return (item.text ?? "").toLowerCase().startsWith(q.toLowerCase()) ? true : null;
}

/** How many of the filters narrow the list. */
export const countFilters = (filters: object): number =>
  Object.values(filters).filter((value) => value !== undefined).length;
