/** How a scenario went. */
export interface Verdict {
  /** What was done and what came of it, in one line. */
  readonly figures: string;
  /** What broke a promise, in words; empty when all were kept. */
  readonly violations: readonly string[];
}

export interface ScenarioOptions {
  /** As small as still shows something: for `npm test`. */
  readonly short: boolean;
  /** Told in words how it goes. */
  say(line: string): void;
}

/** One way in which the world fails, and what is to be seen of it: nothing. */
export interface Scenario {
  /** As `--only` takes it. */
  readonly name: string;
  /** Ends the sentence "What it does: …". */
  readonly about: string;
  run(options: ScenarioOptions): Promise<Verdict>;
}
