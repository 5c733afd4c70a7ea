import { join } from "node:path";
import { afterAll, beforeAll, expect, onTestFailed, test } from "vitest";
import { ask } from "./harness/api.ts";
import { createInstallation, type Installation } from "./harness/installation.ts";
import { meta } from "./harness/meta.ts";
import { type Environment, startProgram } from "./harness/program.ts";

let installation: Installation;

beforeAll(async () => {
  installation = await createInstallation({ VELODROME_DEMO: "on" });
});
afterAll(() => installation.remove());

/** What a command says in the end. */
async function run(command: readonly string[], environment: Environment = {}) {
  const program = startProgram({ VELODROME_DATA: installation.data, ...environment }, command);
  onTestFailed(() => console.log(`What Velodrome said:\n${program.output()}`));
  const limit = setTimeout(() => program.kill("SIGTERM"), 120_000);
  const ending = await program.ended;
  clearTimeout(limit);
  return ending;
}

const key = (bytes: number) => `k1:${Buffer.alloc(bytes, 7).toString("base64")}`;
const admin = { VELODROME_ADMIN_EMAIL: "admin@example.com" };
const elsewhere = { DATABASE_URL: "postgres://localhost/velodrome", VELODROME_ENCRYPTION_KEYS: key(32) };

const wrong: [name: string, value: string, besides?: Environment][] = [
  ["PORT", "0"],
  ["PORT", "65536"],
  ["HOST", "not a host"],
  ["VELODROME_SANDBOX_PORT", "maybe"],
  ["VELODROME_SANDBOX_HOST", "!!"],
  ["VELODROME_DATA", "/dev/null/data"],
  ["DATABASE_URL", "localhost"],
  ["DATABASE_DIRECT_URL", "mysql://localhost/x", elsewhere],
  ["VELODROME_PUBLIC_URL", "http://hooks.example.com"],
  ["VELODROME_PUBLIC_URL", "https://hooks.example.com/path"],
  ["VELODROME_ENCRYPTION_KEYS", key(31)],
  ["VELODROME_ENCRYPTION_KEYS", "", { DATABASE_URL: "postgres://localhost/velodrome" }],
  ["VELODROME_API_KEY", "two words"],
  ["VELODROME_ADMIN_PASSWORD", "short", admin],
  ["VELODROME_ADMIN_PASSWORD", "", admin],
  ["VELODROME_EGRESS_ALLOW", "10.0.0.0/99"],
  ["VELODROME_DEMO", "perhaps"],
  ["VELODROME_TRUST_PROXY", "everybody!"],
];

test.each(wrong)(
  "%s=%s stops the start with one line that names it and shows an example",
  async (name, value, besides = {}) => {
    const program = installation.launch({ ...besides, [name]: value });
    onTestFailed(() => console.log(`What Velodrome said:\n${program.output()}`));
    const limit = setTimeout(() => program.kill("SIGTERM"), 120_000);
    const { code, stdout, stderr } = await program.ended;
    clearTimeout(limit);
    expect({ code, stdout, lines: stderr.trimEnd().split("\n").length }).toEqual({ code: 1, stdout: "", lines: 1 });
    expect(stderr).toContain(name);
    expect(stderr).toContain(`for example ${name}=`);
    expect(stderr).not.toContain("[redacted]");
  },
);

test("help names every command, and what is none is refused", async () => {
  const { code, stdout } = await run(["--help"]);
  expect(code).toBe(0);
  for (const command of ["start", "--role", "migrate", "doctor", "keys rotate", "sandbox"]) {
    expect(stdout).toContain(command);
  }
  const unknown = await run(["pedal"]);
  expect([unknown.code === 0, unknown.stderr.trimEnd().split("\n").length]).toEqual([false, 1]);
  expect(unknown.stderr).toContain("pedal");
});

test("migrate makes the database, doctor says where it is, and the first start brings the demo and its sandbox", async () => {
  expect((await run(["migrate"])).code).toBe(0);
  const told = await run(["doctor"], { PORT: new URL(installation.url).port, VELODROME_SANDBOX_PORT: "off" });
  expect(told.code).toBe(0);
  expect(told.stdout).toContain(installation.data);
  const place = process.getuid?.() === 0 ? "/var/lib/velodrome/" : join(installation.data, "postgres");
  expect(told.stdout).toContain(place);
  const { api, stop, output } = await installation.start();
  const [connection, ...others] = await api.list("/v1/accounts/demo/connections");
  expect(others).toEqual([]);
  expect(connection).toMatchObject({ status: "authenticated", reason: null, page: { name: expect.any(String) } });
  expect(await api.list("/v1/accounts/demo/cycles")).toMatchObject([{ status: "running" }]);
  await meta(installation.sandboxUrl);
  expect((await ask(`${installation.sandboxUrl}/`)).status).toBe(200);
  expect(output()).toContain(`http://localhost:${new URL(installation.sandboxUrl).port}`);
  await stop();
});
