import { cycleDocument } from "@velodrome/contract";
import { z } from "zod";

const draft = z.object({ name: z.string(), document: cycleDocument });
/** What can be changed of a cycle, and undone. */
export type Draft = z.infer<typeof draft>;

const keptDraft = draft.extend({
  /** The revision it was made from. */
  revision: z.number().int(),
  at: z.number(),
  /** What was sent before it, whose answer had not come. */
  unanswered: z.array(draft).default([]),
});
export type KeptDraft = z.infer<typeof keptDraft>;

const prefix = "velodrome-draft";

/** Drafts that no server has yet, in this browser: one for each tab and cycle, so that tabs do not overwrite each other's. */
export class DraftKeeper {
  readonly #storage: Storage | null;
  readonly #stem: string;
  readonly #own: string;

  /** `tab` outlives a reload and differs between tabs. Without a storage nothing is kept. */
  constructor(storage: Storage | null, cycle: string, tab: string) {
    this.#storage = storage;
    this.#stem = `${prefix}:${cycle}:`;
    this.#own = `${this.#stem}${tab}`;
  }

  keep(draft: KeptDraft): void {
    try {
      this.#storage?.setItem(this.#own, JSON.stringify(draft));
    } catch {
      // Full or forbidden: the draft is still in the page and on its way to the server.
    }
  }

  /** Everything of this cycle is at the server. */
  forget(): void {
    for (const key of this.#keys()) this.#storage?.removeItem(key);
  }

  forgetOwn(): void {
    this.#storage?.removeItem(this.#own);
  }

  /** What this tab kept; else the latest that a tab kept which is gone: this tab's from now on, so that it is given once. */
  take(): KeptDraft | null {
    const drafts = this.#keys().flatMap((key) => {
      const draft = this.#read(key);
      return draft === null ? [] : [{ key, draft }];
    });
    const own = drafts.find(({ key }) => key === this.#own);
    const found = own ?? drafts.toSorted((a, b) => b.draft.at - a.draft.at)[0];
    if (found === undefined) return null;
    if (found.key !== this.#own) {
      this.keep(found.draft);
      this.#storage?.removeItem(found.key);
    }
    return found.draft;
  }

  #keys(): string[] {
    const storage = this.#storage;
    if (storage === null) return [];
    return Array.from({ length: storage.length }, (_, at) => storage.key(at) ?? "").filter((key) =>
      key.startsWith(this.#stem),
    );
  }

  #read(key: string): KeptDraft | null {
    try {
      return keptDraft.safeParse(JSON.parse(this.#storage?.getItem(key) ?? "null")).data ?? null;
    } catch {
      return null;
    }
  }
}

function browserStorage(): Storage | null {
  try {
    return localStorage;
  } catch {
    return null;
  }
}

export const browserKeeper = (cycle: string, tab: string): DraftKeeper => new DraftKeeper(browserStorage(), cycle, tab);
