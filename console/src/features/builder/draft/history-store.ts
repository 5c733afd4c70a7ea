import type { History } from "../document/history.ts";
import type { HistoryEntry } from "./history-rules.ts";
import type { Draft } from "./kept-draft.ts";

const databaseName = "velodrome-histories";
const storeName = "histories";
/** Their times alone, without the documents, which are large. */
const timesName = "at";

/** Documents of another build may be of another shape: the console's files are named by what is in them. */
const build = import.meta.url;

interface StoredHistory extends HistoryEntry {
  build: string;
  history: History<Draft>;
}

function answerOf<Value>(request: IDBRequest<Value>): Promise<Value> {
  const { promise, resolve, reject } = Promise.withResolvers<Value>();
  request.addEventListener("success", () => resolve(request.result));
  request.addEventListener("error", () => reject(request.error));
  return promise;
}

function open(): Promise<IDBDatabase> {
  const request = indexedDB.open(databaseName, 1);
  request.addEventListener("upgradeneeded", () => {
    const store = request.result.createObjectStore(storeName, { keyPath: ["tab", "cycle"] });
    store.createIndex(timesName, "at");
  });
  return answerOf(request);
}

function ended(transaction: IDBTransaction): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  transaction.addEventListener("complete", () => resolve());
  transaction.addEventListener("abort", () => reject(transaction.error));
  return promise;
}

/**
 * Histories of drafts in this browser's database, which copies what documents share once, as no text would. All of it fails
 * where the browser forbids it or has no room.
 */
export class HistoryStore {
  readonly #database: IDBDatabase;

  private constructor(database: IDBDatabase) {
    this.#database = database;
  }

  static async open(): Promise<HistoryStore> {
    return new HistoryStore(await open());
  }

  async read(tab: string, cycle: string): Promise<History<Draft> | null> {
    const found = await answerOf<StoredHistory | undefined>(this.#store("readonly").get([tab, cycle]));
    return found?.build === build ? found.history : null;
  }

  write(entry: HistoryEntry, history: History<Draft>): Promise<void> {
    return this.#change((store) => store.put({ ...entry, build, history } satisfies StoredHistory));
  }

  async entries(): Promise<HistoryEntry[]> {
    const { promise, resolve, reject } = Promise.withResolvers<HistoryEntry[]>();
    const found: HistoryEntry[] = [];
    const request = this.#store("readonly").index(timesName).openKeyCursor();
    request.addEventListener("error", () => reject(request.error));
    request.addEventListener("success", () => {
      const cursor = request.result;
      if (cursor === null) return resolve(found);
      const [tab, cycle] = cursor.primaryKey as [string, string];
      found.push({ tab, cycle, at: cursor.key as number });
      cursor.continue();
    });
    return promise;
  }

  remove(entries: readonly HistoryEntry[]): Promise<void> {
    return this.#change((store) => {
      for (const { tab, cycle } of entries) store.delete([tab, cycle]);
    });
  }

  clear(): Promise<void> {
    return this.#change((store) => store.clear());
  }

  #store(mode: IDBTransactionMode): IDBObjectStore {
    return this.#database.transaction(storeName, mode).objectStore(storeName);
  }

  #change(change: (store: IDBObjectStore) => unknown): Promise<void> {
    const store = this.#store("readwrite");
    change(store);
    const done = ended(store.transaction);
    // At once, so that it is done also when the page goes before it could be told that it may.
    store.transaction.commit();
    return done;
  }
}
