/** What the connections and Pages of an account are called, for sentences about them. */
export interface Names {
  /** They are still asked for. */
  pending: boolean;
  /** A connection's name by its id; null when it is unknown. */
  connection: (id: string) => string | null;
  /** A Page's name by its id; the id while the name is unknown. */
  page: (id: string) => string;
}
