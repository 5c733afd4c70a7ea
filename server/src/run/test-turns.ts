import { AppError } from "../base/app-error.ts";

/** Tests of one account that are under way in one process at most: they share its threads with everybody's runs. */
const testsAtMost = 4;

/** Lets only so many tests of an account be under way at once. */
export class TestTurns {
  readonly #underWay = new Map<string, number>();

  /** @throws AppError rate_limited */
  async take<T>(accountId: string, test: () => Promise<T>): Promise<T> {
    const others = this.#underWay.get(accountId) ?? 0;
    if (others >= testsAtMost) {
      throw new AppError("rate_limited", {
        message: `${testsAtMost} tests of this account are under way already. Try again when one of them is over.`,
      });
    }
    this.#underWay.set(accountId, others + 1);
    try {
      return await test();
    } finally {
      const left = (this.#underWay.get(accountId) ?? 1) - 1;
      if (left === 0) this.#underWay.delete(accountId);
      else this.#underWay.set(accountId, left);
    }
  }
}
