import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { StepFailure } from "./failure.ts";
import { createScriptPool } from "./script.ts";

const pool = createScriptPool();
afterAll(() => pool.close());

const never = new AbortController().signal;
const run = (code: string, input: unknown = {}, timeoutMs = 2000) => pool.run({ code, input, timeoutMs }, never);
const failure = async (code: string, timeoutMs?: number) => {
  const error: unknown = await run(code, {}, timeoutMs).catch((cause: unknown) => cause);
  if (error instanceof StepFailure) return error.error;
  throw new Error("It did not fail.", { cause: error });
};

describe("a script", () => {
  test("computes with its input; what it returns is its output", async () => {
    const code = "const { items } = input;\nreturn { sum: items.reduce((a, b) => a + b, 0), first: items[0] };";
    expect((await run(code, { items: [1, 2, 3] })).output).toEqual({ sum: 6, first: 1 });
    expect((await run("console.log('got', input)", { a: 1 })).log).toEqual(['got {"a":1}']);
    expect((await run("")).output).toBeNull();
  });

  test("gets and gives back any JSON unchanged", async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (value) => {
        const plain: unknown = JSON.parse(JSON.stringify(value));
        expect((await run("return input", plain)).output).toEqual(plain);
      }),
      { numRuns: 50 },
    );
  });

  test("reaches nothing outside, and leaves nothing for the next one", async () => {
    const names = ["process", "require", "fetch", "setTimeout", "Buffer", "WebAssembly", "std", "os"];
    const code = `globalThis.left = 1; return ${JSON.stringify(names)}.filter((name) => name in globalThis)`;
    expect((await run(code)).output).toEqual([]);
    expect((await run("return globalThis.left === undefined")).output).toBe(true);
    expect((await failure("return import('node:fs')")).code).toBe("script_waits");
    expect((await run("return this === undefined || this === globalThis")).output).toBe(true);
    const escape = "return (function () {}).constructor('return typeof process')()";
    expect((await run(escape)).output).toBe("undefined");
  });

  test("that never ends is stopped, and the next one runs", async () => {
    expect((await failure("for (;;) {}", 50)).code).toBe("script_too_long");
    expect((await failure("try { for (;;) {} } catch { return 1 } finally { for (;;) {} }", 50)).code).toBe(
      "script_too_long",
    );
    expect((await failure("return /(a+)+$/.test('a'.repeat(40) + '!')", 50)).code).toBe("script_too_long");
    // Each turn takes so long that the engine seldom looks at the clock: its thread is ended.
    const slow = "const all = []; for (;;) all.push('x'.repeat(1000000) + all.length)";
    expect((await failure(slow, 50)).code).toBe("script_too_long");
    expect((await run("return 1")).output).toBe(1);
  });

  test("that wants too much is stopped: memory, depth, output", async () => {
    const greedy = "const all = []; for (let at = 0; ; at++) all.push({ at })";
    expect((await failure(greedy, 10_000)).code).toBe("script_out_of_memory");
    expect((await failure("return 'x'.repeat(300000)")).code).toBe("script_output_too_large");
    expect(await failure("const f = () => f(); f()")).toMatchObject({ code: "script_failed" });
  });

  test("whose values are too deep or too large for the engine fails like any other, and the next one runs", async () => {
    const nest = "let deep = []; for (let at = 0; at < 100000; at++) deep = [deep];";
    for (const end of ["return deep", "throw deep", "console.log(deep)"]) {
      expect((await failure(`${nest} ${end}`, 10_000)).code).toBe("script_failed");
    }
    let deep = [] as unknown[];
    for (let at = 0; at < 100_000; at++) deep = [deep];
    const fed: unknown = await run("return 1", deep).catch((cause: unknown) => cause);
    expect(fed).toBeInstanceOf(StepFailure);
    expect(fed).toMatchObject({ error: { code: "script_failed" } });
    const large: unknown = await run("return 1", { text: "x".repeat(40_000_000) }).catch((cause: unknown) => cause);
    expect(large).toMatchObject({ error: { code: "script_failed" } });
    expect((await run("return 1")).output).toBe(1);
  });

  test("that throws is told with its line", async () => {
    const error = await failure("const a = 1;\n\nthrow new TypeError('no ' + a)");
    expect(error).toMatchObject({ code: "script_failed", details: { line: 3 } });
    expect(error.message).toBe("The script failed in line 3: TypeError: no 1");
    expect((await failure("return (")).message).toContain("SyntaxError");
    expect((await failure("throw 'plain'")).message).toContain("plain");
  });

  test("is given up when its run is let go of", async () => {
    const gone = new AbortController();
    const running = pool.run({ code: "for (;;) {}", input: null, timeoutMs: 10_000 }, gone.signal);
    gone.abort();
    await expect(running).rejects.toThrow();
  });
});
