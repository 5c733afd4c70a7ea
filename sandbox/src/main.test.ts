import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, it } from "vitest";

const main = fileURLToPath(new URL("main.ts", import.meta.url));
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "sandbox-main-"));
});

const started: ChildProcess[] = [];

afterEach(async () => {
  // One that a failed test left behind would run for ever.
  for (const child of started.splice(0)) child.kill("SIGKILL");
  await rm(folder, { recursive: true, force: true });
});

const environment = (more: Record<string, string>) => ({ SANDBOX_DATA: folder, SANDBOX_PORT: "0", ...more });

function start(more: Record<string, string> = {}): ChildProcess {
  const child = spawn(process.execPath, [main], { env: environment(more), stdio: ["ignore", "pipe", "pipe"] });
  started.push(child);
  return child;
}

async function ready(child: ChildProcess): Promise<string> {
  const [line] = await once(child.stdout ?? child, "data");
  const said: { sandbox: string; url: string } = JSON.parse(String(line));
  expect(said.sandbox).toBe("ready");
  return said.url;
}

async function names(url: string): Promise<string[]> {
  const state = (await (await fetch(`${url}/_sandbox/state`)).json()) as { people: { name: string }[] };
  return state.people.map((person) => person.name);
}

async function complaint(child: ChildProcess): Promise<{ code: unknown; text: string }> {
  let text = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    text += chunk.toString();
  });
  const [code] = await once(child, "close");
  return { code, text };
}

it("says when it is ready, stops cleanly, and knows its people again", async () => {
  const first = start();
  const url = await ready(first);
  expect((await names(url)).slice(0, 3)).toEqual(["Maya Okafor", "Jonas Lind", "Nora Lindqvist"]);
  await fetch(`${url}/_sandbox/people`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: '{"name":"Third"}',
  });
  // An open live stream must not keep it from stopping.
  const live = await fetch(`${url}/_sandbox/live`);
  first.kill("SIGTERM");
  expect((await once(first, "exit"))[0]).toBe(0);
  await live.body?.cancel();
  const second = start();
  expect(await names(await ready(second))).toContain("Third");
  second.kill("SIGINT");
  expect((await once(second, "exit"))[0]).toBe(0);
});

it("tells a taken port and a wrong variable in one line", async () => {
  const taken = createServer().listen(0, "127.0.0.1");
  await once(taken, "listening");
  const { port } = taken.address() as AddressInfo;
  const busy = await complaint(start({ SANDBOX_PORT: String(port) }));
  taken.close();
  expect(busy).toMatchObject({ code: 1, text: expect.stringContaining("EADDRINUSE") });
  const wrong = await complaint(start({ SANDBOX_PORT: "many" }));
  expect(wrong).toEqual({ code: 1, text: "sandbox: SANDBOX_PORT: must be a number from 0 to 65535\n" });
});

it("goes when the process it was given is gone", async () => {
  const parent = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" });
  const child = start({ SANDBOX_PARENT_PID: String(parent.pid) });
  await ready(child);
  parent.kill("SIGKILL");
  expect((await once(child, "exit"))[0]).toBe(0);
});
