import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type State, stateSchema } from "./shape.ts";

const saveDelayMs = 200;
const keptAnswered = 1000;
const savedCalls = 500;

/** The state as one JSON file. Saving is gathered: at most one write at a time, 200 ms after a change. */
export class StateFile {
  readonly #folder: string;
  readonly #path: string;
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();
  #failed: (cause: unknown) => void;

  constructor(folder: string, failed: (cause: unknown) => void) {
    this.#folder = folder;
    this.#path = join(folder, "state.json");
    this.#failed = failed;
  }

  async load(): Promise<State | null> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    const text = await readIfThere(this.#path);
    if (text === null) return null;
    try {
      return stateSchema.parse(JSON.parse(text));
    } catch (cause) {
      throw new Error(`${this.#path} does not hold a sandbox state. Move it away to begin anew.`, { cause });
    }
  }

  changed(state: State): void {
    this.#timer ??= setTimeout(() => void this.save(state).catch(this.#failed), saveDelayMs);
  }

  save(state: State): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#writing = this.#writing.then(
      () => this.#write(state),
      () => this.#write(state),
    );
    return this.#writing;
  }

  async #write(state: State): Promise<void> {
    const temporary = `${this.#path}.${process.pid}.tmp`;
    await writeFile(temporary, JSON.stringify(trimmed(state)), { mode: 0o600 });
    await rename(temporary, this.#path);
  }
}

function trimmed(state: State): State {
  const done = state.deliveries.filter((delivery) => delivery.state !== "pending");
  const old = new Set(done.slice(0, Math.max(0, done.length - keptAnswered)));
  return {
    ...state,
    deliveries: state.deliveries.filter((delivery) => !old.has(delivery)),
    calls: state.calls.slice(-savedCalls),
  };
}

async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, "utf8");
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return null;
    throw cause;
  }
}
