import { mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { emptyState } from "./seed.ts";
import { StateFile } from "./state-file.ts";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "sandbox state "));
});

afterEach(() => rm(folder, { recursive: true }));

const open = () =>
  new StateFile(folder, (cause) => {
    throw cause;
  });

it("reads back what it wrote, lone surrogates too, and leaves no temporary file", async () => {
  const state = { ...emptyState(), people: [{ id: "1", name: "A\ud83d", pages: [], roles: [], accountsEmpty: false }] };
  const file = open();
  await Promise.all([file.save(emptyState()), file.save(state)]);
  expect(await open().load()).toEqual(state);
  expect(await readdir(folder)).toEqual(["state.json"]);
  expect((await stat(join(folder, "state.json"))).mode & 0o777).toBe(0o600);
});

it("knows a first start from a broken file", async () => {
  expect(await open().load()).toBeNull();
  await writeFile(join(folder, "state.json"), '{"format":1');
  await expect(open().load()).rejects.toThrow("does not hold a sandbox state");
});

it("loads a file from before people could sign in", async () => {
  const app = { id: "1", secret: "s", name: "App", callback: null, fields: ["messages"] };
  const page = { id: "2", name: "Page", accessToken: "P", tokenAppId: "1", apps: [] };
  const old = { format: 1, apps: [app], pages: [page], people: [{ id: "3", name: "Ana" }] };
  const text = JSON.stringify({ ...old, threads: [], deliveries: [], calls: [] });
  await writeFile(join(folder, "state.json"), text);
  expect(await open().load()).toMatchObject({
    apps: [{ ...app, mode: "live", login: "classic", redirectUris: [] }],
    pages: [{ ...page, tokenDeath: null }],
    people: [{ id: "3", name: "Ana", pages: [] }],
    tokens: [],
    cast: false,
  });
});
