import { closeSync, openSync, renameSync, statSync, writeSync } from "node:fs";

const defaultLimit = 5 * 1024 * 1024;

/**
 * PostgreSQL's own log: `<file>` and, once it is full, `<file>.1`, so that it never takes more than twice the limit.
 * Keeps the last lines in memory too, to say why a start failed. Written synchronously: it is a few lines a day, and
 * the last ones before a crash are the ones that matter.
 */
export class LogFile {
  readonly #path: string;
  readonly #limit: number;
  #file: number;
  #size: number;
  #tail = "";

  constructor(path: string, limitBytes = defaultLimit) {
    this.#path = path;
    this.#limit = limitBytes;
    this.#size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
    this.#file = openSync(path, "a", 0o600);
  }

  write(text: string): void {
    this.#tail = (this.#tail + text).slice(-4000);
    if (this.#size > this.#limit) {
      this.#rotate();
    }
    this.#size += writeSync(this.#file, text);
  }

  /** The last thing PostgreSQL complained about, without its time and pid; empty if it did not. */
  lastComplaint(): string {
    const complaint = /^.*?\b(?:PANIC|FATAL|ERROR):\s*/;
    const lines = this.#tail.split("\n").filter((line) => complaint.test(line));
    return (lines.at(-1) ?? "").replace(complaint, "");
  }

  close(): void {
    closeSync(this.#file);
  }

  #rotate(): void {
    closeSync(this.#file);
    renameSync(this.#path, `${this.#path}.1`);
    this.#file = openSync(this.#path, "a", 0o600);
    this.#size = 0;
  }
}
