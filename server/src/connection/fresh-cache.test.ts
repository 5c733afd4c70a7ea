import { describe, expect, test } from "vitest";
import { createFreshCache } from "./fresh-cache.ts";

/** Loads wait until the test lets them go. */
function setUp(size = 10) {
  let now = 0;
  const loads: { key: string; resolve(value: string | null): void; reject(error: Error): void }[] = [];
  const cache = createFreshCache<string>({
    clock: { now: () => now },
    keepMs: 5000,
    keepAbsentMs: 1000,
    size,
    load: (key) =>
      new Promise((resolve, reject) => {
        loads.push({ key, resolve, reject });
      }),
  });
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  const fill = async (key: string, value: string | null) => {
    const got = cache.get(key);
    loads.at(-1)?.resolve(value);
    await got;
  };
  return { cache, loads, fill, turn, wait: (ms: number) => (now += ms) };
}

describe("a fresh cache", () => {
  test("reads once for many at once", async () => {
    const { cache, loads } = setUp();
    const all = Promise.all([cache.get("a"), cache.get("a"), cache.get("a")]);
    expect(loads).toHaveLength(1);
    loads[0]?.resolve("1");
    expect(await all).toEqual(["1", "1", "1"]);
    expect(await cache.get("a")).toBe("1");
    expect(loads).toHaveLength(1);
  });

  test("believes what it found for its time, and that there is nothing for less", async () => {
    const { cache, loads, fill, wait } = setUp();
    await fill("a", "1");
    await fill("b", null);
    wait(999);
    expect([await cache.get("a"), await cache.get("b")]).toEqual(["1", null]);
    wait(1);
    await fill("b", "2");
    wait(3999);
    expect(await cache.get("a")).toBe("1");
    wait(1);
    void cache.get("a");
    expect(loads.map(({ key }) => key)).toEqual(["a", "b", "b", "a"]);
  });

  test("has what it found at once, without a wait", async () => {
    const { cache, fill } = setUp();
    await fill("a", "1");
    await fill("b", null);
    expect([cache.get("a"), cache.get("b")]).toEqual(["1", null]);
    expect(cache.get("c")).toBeInstanceOf(Promise);
  });

  test("keeps no failure", async () => {
    const { cache, loads, fill } = setUp();
    const failed = cache.get("a");
    loads[0]?.reject(new Error("no database"));
    await expect(failed).rejects.toThrow("no database");
    await fill("a", "1");
    expect(await cache.get("a")).toBe("1");
  });

  test("a refresh never takes what began to be read before it, and many share one", async () => {
    const { cache, loads, turn } = setUp();
    const before = cache.get("a");
    const after = Promise.all([cache.refresh("a"), cache.refresh("a")]);
    loads[0]?.resolve("old");
    await before;
    await turn();
    expect(loads).toHaveLength(2);
    loads[1]?.resolve("new");
    expect(await after).toEqual(["new", "new"]);
    expect(await cache.get("a")).toBe("new");
  });

  test("what was being read when its key was forgotten is not kept", async () => {
    const { cache, loads, fill } = setUp();
    const before = cache.get("a");
    cache.forget("a");
    loads[0]?.resolve("old");
    expect(await before).toBe("old");
    await fill("a", "new");
    expect(await cache.get("a")).toBe("new");
    expect(loads).toHaveLength(2);
  });

  test("guessed keys push out nothing real", async () => {
    const { cache, loads, fill } = setUp(2);
    await fill("real", "1");
    for (const key of ["x", "y", "z"]) await fill(key, null);
    const count = loads.length;
    expect(await cache.get("real")).toBe("1");
    expect(await cache.get("z")).toBeNull();
    expect(loads).toHaveLength(count);
    void cache.get("x");
    expect(loads).toHaveLength(count + 1);
  });
});
