import type { Schedule } from "../webhook/schedule.ts";
import type { World } from "../world/world.ts";

/** A clock that only moves when told to, and the things planned on it. */
export class Patience {
  now = 1_800_000_000_000;
  planned: { ms: number; run: () => void }[] = [];
  #checks = new Set<() => void>();

  readonly schedule: Schedule = (ms, run) => {
    const plan = { ms, run };
    this.planned.push(plan);
    this.#check();
    return () => {
      this.planned = this.planned.filter((known) => known !== plan);
    };
  };

  watch(world: World): void {
    world.listen(() => this.#check());
  }

  /** Resolves once the condition holds; looked at after every event and every plan. */
  until(holds: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const check = () => {
        if (!holds()) return;
        this.#checks.delete(check);
        resolve();
      };
      this.#checks.add(check);
      check();
    });
  }

  /** Waits for a plan and lets its time come. */
  async pass(): Promise<void> {
    await this.until(() => this.planned.length > 0);
    const next = this.planned.shift();
    this.now += next?.ms ?? 0;
    next?.run();
  }

  #check(): void {
    for (const check of [...this.#checks]) check();
  }
}
