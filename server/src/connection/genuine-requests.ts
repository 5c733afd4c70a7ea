export interface GenuineRequestsDeps {
  /** Keeps that a genuine request came so many ms ago. */
  write(setupId: string, agoMs: number): Promise<void>;
  now(): number;
  onError(error: unknown): void;
}

/** When the last genuine request of each Setup came, kept at most once in a while: the hot path only sets a number. */
export interface GenuineRequests {
  note(setupId: string): void;
  /** Writes what is not written yet. */
  close(): Promise<void>;
}

const pauseMs = 5000;

interface Noted {
  timer: NodeJS.Timeout;
  /** The last one since the last write; null when there was none. */
  at: number | null;
}

/** The first is written at once, so that an alarm ends soon; those that follow are gathered, and the last is never lost. */
export function createGenuineRequests(deps: GenuineRequestsDeps): GenuineRequests {
  const noted = new Map<string, Noted>();
  const writing = new Set<Promise<void>>();

  function write(setupId: string, at: number): void {
    const done = deps
      .write(setupId, Math.max(0, deps.now() - at))
      .catch(deps.onError)
      .finally(() => writing.delete(done));
    writing.add(done);
  }

  function look(setupId: string): void {
    const known = noted.get(setupId);
    if (known === undefined) return;
    if (known.at === null) {
      noted.delete(setupId);
      return;
    }
    write(setupId, known.at);
    known.at = null;
    known.timer = later(setupId);
  }

  const later = (setupId: string) => setTimeout(() => look(setupId), pauseMs).unref();

  return {
    note(setupId) {
      const known = noted.get(setupId);
      if (known !== undefined) {
        known.at = deps.now();
        return;
      }
      noted.set(setupId, { timer: later(setupId), at: null });
      write(setupId, deps.now());
    },
    async close() {
      for (const [setupId, { timer, at }] of noted) {
        clearTimeout(timer);
        if (at !== null) write(setupId, at);
      }
      noted.clear();
      await Promise.all(writing);
    },
  };
}
