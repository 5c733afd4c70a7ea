/** Where somebody was who left the Builder to make a connection. */
export interface LeftBuilder {
  account: string;
  cycle: string;
  step: string | null;
}

const key = "velodrome-left-builder";
/** For when the browser forbids storage. */
let own: LeftBuilder | null = null;

/** Keeps it for this tab, also while another site is signed in to. */
export function leaveBuilder(left: LeftBuilder): void {
  own = left;
  try {
    sessionStorage.setItem(key, JSON.stringify(left));
  } catch {
    // Forbidden or full: the page's own copy must do.
  }
}

/** Whoever is in the Builder again has not left it any more. */
export function returnToBuilder(): void {
  own = null;
  try {
    sessionStorage.removeItem(key);
  } catch {
    // Forbidden: then nothing was kept there.
  }
}

/** What was left in this account; null: nobody came from there. */
export function leftBuilder(account: string): LeftBuilder | null {
  let left = own;
  try {
    const kept = sessionStorage.getItem(key);
    if (kept !== null) left = JSON.parse(kept) as LeftBuilder;
  } catch {
    // As above.
  }
  return left?.account === account ? left : null;
}
