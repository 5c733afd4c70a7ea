import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestServer, type TestServer, withKey } from "./testing/test-server.ts";

const page = "<!doctype html><title>Console</title>";
const browser = { accept: "text/html,application/xhtml+xml" };

let folder: string;
let server: TestServer;
let ready = true;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "velodrome console "));
  await mkdir(join(folder, "assets"));
  await writeFile(join(folder, "index.html"), page);
  await writeFile(join(folder, "assets", "main-1a2b.js"), "export {};");
  await writeFile(join(folder, ".secret"), "secret");
  server = await createTestServer({ consoleFolder: folder, change: { isReady: async () => ready } });
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

const get = (url: string, headers: Record<string, string> = browser, remoteAddress = "127.0.0.1") =>
  server.api.inject({ url, headers, remoteAddress });

describe("the console", () => {
  test.each(["/", "/index.html", "/accounts/demo/runs", "/first-sign-in?token=x", "/connections"])(
    "GET %s is its page, never cached unasked",
    async (url) => {
      const answer = await get(url);
      expect(answer.statusCode).toBe(200);
      expect(answer.body).toBe(page);
      expect(answer.headers["content-type"]).toContain("text/html");
      expect(answer.headers["cache-control"]).toBe("no-cache");
    },
  );

  test("files with hashed names may be kept for ever", async () => {
    const answer = await get("/assets/main-1a2b.js");
    expect(answer.headers["content-type"]).toContain("javascript");
    expect(answer.headers["cache-control"]).toBe("public, max-age=31536000, immutable");
  });

  test.each(["/v1/nothing", "/api/auth/nothing", "/oauth/nothing", "/webhooks/x", "/assets/gone.js", "/health/x"])(
    "GET %s is an error, whoever asks",
    async (url) => {
      const answer = await get(url, { ...browser, ...withKey });
      expect(answer.statusCode, answer.body).toBe(url === "/.secret" ? 200 : 404);
      expect(answer.body).not.toBe("secret");
    },
  );

  test.each(["/.secret", "/../secret", "/%2e%2e/secret"])("GET %s reveals no file", async (url) => {
    expect((await get(url)).body).not.toBe("secret");
  });

  test("what is no browser gets an error in JSON", async () => {
    const answer = await get("/accounts/demo", { accept: "application/json" });
    expect(answer.statusCode).toBe(404);
    expect(answer.json().error.code).toBe("not_found");
    expect((await server.api.inject({ method: "POST", url: "/", headers: browser })).statusCode).toBe(404);
  });

  test("is kept in: no foreign scripts, no inline ones, no frames", async () => {
    const policy = String((await get("/")).headers["content-security-policy"]);
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("connect-src 'self'");
    expect((await get("/")).headers["x-frame-options"]).toBe("DENY");
  });
});

describe("/docs", () => {
  test("loads nothing from elsewhere and has no script in the page", async () => {
    const answer = await get("/docs");
    expect(answer.statusCode).toBe(200);
    expect(answer.body).not.toMatch(/https?:\/\//);
    expect(answer.body).not.toMatch(/<script(?![^>]*src=)/);
    for (const [, path] of answer.body.matchAll(/src="([^"]+)"/g)) {
      const script = await get(path ?? "");
      expect(script.statusCode).toBe(200);
      expect(script.headers["content-type"]).toContain("javascript");
    }
  });
});

describe("/health", () => {
  test("lives and is ready, and says when it is not", async () => {
    expect((await get("/health/live")).json()).toEqual({ status: "ok" });
    expect((await get("/health/ready")).json()).toEqual({ status: "ok" });
    ready = false;
    const answer = await get("/health/ready");
    ready = true;
    expect(answer.statusCode).toBe(503);
    expect(answer.json().error.code).toBe("unavailable");
  });
});

describe("/metrics", () => {
  test("is for this machine, or for who may call", async () => {
    expect((await get("/metrics")).body).toContain("process_cpu_seconds_total");
    expect((await get("/metrics", {}, "::1")).statusCode).toBe(200);
    expect((await get("/metrics", {}, "10.0.0.1")).statusCode).toBe(401);
    expect((await get("/metrics", { "x-forwarded-for": "10.0.0.1" })).statusCode).toBe(401);
    expect((await get("/metrics", withKey, "10.0.0.1")).statusCode).toBe(200);
  });
});
