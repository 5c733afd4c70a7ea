import { redactedText } from "@velodrome/contract";
import { replaceFields } from "../step/redaction.ts";

/** Shorter ones stand in too much that has nothing to do with them. */
const shortLength = 4;
/** Of each kind, the latest: every text is looked through for each of them. */
const valuesAtMost = 200;

/** Values that are masked, as they may stand in other places: in a text, in an address, as a number. */
export class KnownValues {
  /** Each as it is and as addresses write it. */
  readonly #long = new Set<string>();
  readonly #short = new Set<string>();

  get isEmpty(): boolean {
    return this.#long.size === 0;
  }

  /** Every text and number in it. */
  add(value: unknown): void {
    if (typeof value === "string" || typeof value === "number") this.#addText(String(value));
    else if (typeof value === "object" && value !== null) for (const inner of Object.values(value)) this.add(inner);
  }

  #addText(text: string): void {
    if (text.trim() === "") return;
    if (text.length < shortLength) return remember(this.#short, text);
    for (const form of [text, encodeURIComponent(text.toWellFormed()), JSON.stringify(text).slice(1, -1)]) {
      remember(this.#long, form);
    }
  }

  /** What is seen of a text or number that holds one of them; null when it holds none. Short ones count for nothing here. */
  shownOf(value: string | number): string | null {
    const text = String(value);
    let shown = text;
    for (const known of this.#long) if (shown.includes(known)) shown = shown.replaceAll(known, redactedText);
    return shown === text ? null : shown;
  }

  /** A copy without any of them. A text that holds a short one goes as a whole: less would leave it to be guessed. */
  replaceIn(value: unknown): unknown {
    if (typeof value === "string" || typeof value === "number") {
      const text = String(value);
      for (const known of this.#short) {
        if (typeof value === "string" ? text.includes(known) : text === known) return redactedText;
      }
      return this.shownOf(value) ?? value;
    }
    if (typeof value !== "object" || value === null) return value;
    if (Array.isArray(value)) return value.map((item) => this.replaceIn(item));
    return replaceFields(value as Record<string, unknown>, (_name, field) => this.replaceIn(field));
  }
}

function remember(values: Set<string>, text: string): void {
  // The latest stay.
  values.delete(text);
  values.add(text);
  const [oldest] = values;
  if (values.size > valuesAtMost && oldest !== undefined) values.delete(oldest);
}
