import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { type Environment, readConfig } from "./config.ts";

const key = `k1:${Buffer.alloc(32, 7).toString("base64")}`;
const database = "postgres://velodrome:hunter2@db.internal:6432/velodrome";

describe("config", () => {
  test("every variable stands in the page of settings that operators read", () => {
    const read = (path: string) => readFileSync(new URL(path, import.meta.url), "utf8");
    const names = [...read("./config.ts").matchAll(/name: "([A-Z_]+)"/g)].map(([, name]) => String(name));
    expect(names).toContain("VELODROME_EGRESS_ALLOW");
    const page = read("../../docs/operations/settings.md");
    expect(names.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  });

  test("has the defaults of a fresh clone", () => {
    expect(readConfig({})).toEqual({
      port: 3000,
      host: "127.0.0.1",
      sandbox: { host: "127.0.0.1", port: 3001 },
      dataDir: resolve(".velodrome"),
      database: null,
      publicUrl: "http://localhost:3000",
      encryptionKeys: null,
      apiKey: null,
      admin: null,
      egressAllow: [],
      role: "all",
      workerPort: null,
      demo: true,
      trustProxy: ["loopback"],
      logLevel: "info",
    });
  });

  test("has neither sandbox nor demo with a database of its own, unless asked", () => {
    const env = { DATABASE_URL: database, VELODROME_ENCRYPTION_KEYS: key };
    expect(readConfig(env)).toMatchObject({
      database: { url: database, directUrl: database },
      sandbox: null,
      demo: false,
    });
    expect(readConfig({ ...env, VELODROME_SANDBOX_PORT: "4000", VELODROME_DEMO: "on" })).toMatchObject({
      sandbox: { port: 4000 },
      demo: true,
    });
  });

  test("has a worker listen where it is told, or at PORT where that is set, and nobody else", () => {
    const worker = { VELODROME_ROLE: "worker" };
    expect(readConfig(worker).workerPort).toBeNull();
    expect(readConfig({ ...worker, PORT: "4000" }).workerPort).toEqual({ port: 4000, isAsked: false });
    const own = { ...worker, PORT: "4000", VELODROME_WORKER_PORT: "4100" };
    expect(readConfig(own).workerPort).toEqual({ port: 4100, isAsked: true });
    expect(readConfig({ ...own, VELODROME_WORKER_PORT: "off" }).workerPort).toBeNull();
    expect(readConfig({ ...own, VELODROME_ROLE: "web" }).workerPort).toBeNull();
  });

  test("reads every variable", () => {
    expect(
      readConfig({
        PORT: "4000",
        HOST: "::",
        VELODROME_SANDBOX_PORT: "off",
        VELODROME_DATA: "/srv/velodrome data",
        DATABASE_URL: database,
        DATABASE_DIRECT_URL: "postgresql://direct/velodrome",
        VELODROME_PUBLIC_URL: "https://hooks.example.com/",
        VELODROME_ENCRYPTION_KEYS: key,
        VELODROME_API_KEY: "vk_secret",
        VELODROME_ADMIN_EMAIL: "ada@example.com",
        VELODROME_ADMIN_PASSWORD: "correct horse",
        VELODROME_EGRESS_ALLOW: "10.1.0.0/16, crm.internal",
        VELODROME_ROLE: "worker",
        VELODROME_TRUST_PROXY: "loopback, 10.0.0.0/8",
        LOG_LEVEL: "debug",
      }),
    ).toMatchObject({
      port: 4000,
      host: "::",
      sandbox: null,
      dataDir: "/srv/velodrome data",
      database: { url: database, directUrl: "postgresql://direct/velodrome" },
      publicUrl: "https://hooks.example.com",
      encryptionKeys: [{ id: "k1", key: Buffer.alloc(32, 7) }],
      apiKey: "vk_secret",
      admin: { email: "ada@example.com", password: "correct horse" },
      egressAllow: ["10.1.0.0/16", "crm.internal"],
      role: "worker",
      trustProxy: ["loopback", "10.0.0.0/8"],
      logLevel: "debug",
    });
  });

  test("takes an empty variable for an unset one", () => {
    expect(readConfig({ PORT: "", VELODROME_API_KEY: " ", DATABASE_URL: "" })).toEqual(readConfig({}));
  });

  test.each([
    ["localhost:4000", "http://localhost:4000"],
    ["hooks.example.com", "https://hooks.example.com"],
    ["http://127.0.0.1:8080", "http://127.0.0.1:8080"],
  ])("takes %s for the public address %s", (value, origin) => {
    expect(readConfig({ VELODROME_PUBLIC_URL: value }).publicUrl).toBe(origin);
  });

  const external = { DATABASE_URL: database, VELODROME_ENCRYPTION_KEYS: key };
  const wrong: [Environment, RegExp][] = [
    [{ PORT: "http" }, /^PORT must be a whole number from 1 to 65535, not "http": for example PORT=3000$/],
    [{ PORT: "70000" }, /^PORT must/],
    [{ PORT: "0" }, /^PORT must/],
    [{ PORT: "65535" }, /^PORT leaves no port for the sandbox/],
    [{ HOST: "http://0.0.0.0" }, /^HOST must be an address or a host name, not "http/],
    [{ VELODROME_SANDBOX_PORT: "on" }, /^VELODROME_SANDBOX_PORT must be .*, or off, not "on": for example/],
    [{ VELODROME_SANDBOX_PORT: "3000" }, /^VELODROME_SANDBOX_PORT must not be PORT: for example/],
    [{ VELODROME_SANDBOX_HOST: "a b" }, /^VELODROME_SANDBOX_HOST must/],
    [
      { ...external, DATABASE_URL: "mysql://u:hunter2@h/d" },
      /^DATABASE_URL must .*: for example DATABASE_URL=postgres/,
    ],
    [{ ...external, DATABASE_URL: "localhost" }, /^DATABASE_URL must .*: for example DATABASE_URL=postgres/],
    [{ ...external, DATABASE_URL: "postgres://u:hunter2@h" }, /^DATABASE_URL must be .* with a database's name: for/],
    [{ ...external, DATABASE_DIRECT_URL: "h:hunter2" }, /^DATABASE_DIRECT_URL must/],
    [{ DATABASE_DIRECT_URL: database }, /^DATABASE_DIRECT_URL is set without DATABASE_URL: for example/],
    [{ DATABASE_URL: database }, /^VELODROME_ENCRYPTION_KEYS must be set when DATABASE_URL is: for example/],
    [{ VELODROME_ENCRYPTION_KEYS: "k1:hunter2=" }, /^VELODROME_ENCRYPTION_KEYS must .* \(the key k1 has \d bytes/],
    [{ VELODROME_PUBLIC_URL: "http://hooks.example.com" }, /^VELODROME_PUBLIC_URL must be .* \(http:\/\/ is not taken/],
    [{ VELODROME_PUBLIC_URL: "https://example.com/hooks" }, /^VELODROME_PUBLIC_URL must .*without a path, not "https/],
    [{ VELODROME_API_KEY: "hunter2 x" }, /^VELODROME_API_KEY must be printable characters without spaces: for/],
    [{ VELODROME_ADMIN_EMAIL: "ada", VELODROME_ADMIN_PASSWORD: "hunter2-long" }, /^VELODROME_ADMIN_EMAIL must/],
    [
      { VELODROME_ADMIN_EMAIL: "a@b.example", VELODROME_ADMIN_PASSWORD: "hunter2" },
      /^VELODROME_ADMIN_PASSWORD must have/,
    ],
    [{ VELODROME_ADMIN_EMAIL: "ada@example.com" }, /^VELODROME_ADMIN_PASSWORD is missing beside .*: for example/],
    [{ VELODROME_ADMIN_PASSWORD: "hunter2-long" }, /^VELODROME_ADMIN_EMAIL is missing/],
    [{ VELODROME_EGRESS_ALLOW: "10.1.0.0/99" }, /^VELODROME_EGRESS_ALLOW must .*10\.1\.0\.0\/99.*: for example/],
    [
      { VELODROME_ROLE: "both" },
      /^VELODROME_ROLE must be web, worker or all, not "both": for example VELODROME_ROLE=all$/,
    ],
    [{ VELODROME_DEMO: "yes" }, /^VELODROME_DEMO must be on or off, not "yes"/],
    [{ VELODROME_TRUST_PROXY: "everyone" }, /^VELODROME_TRUST_PROXY must .*"everyone" is none of these/],
    [{ LOG_LEVEL: "loud" }, /^LOG_LEVEL must be one of fatal, .*, not "loud": for example LOG_LEVEL=info$/],
  ];

  test.each(wrong)("refuses %j in one line with an example and no secret", (env, line) => {
    const error = refusalOf(env);
    expect(error.name).toBe("ConfigError");
    expect(error.message).toMatch(line);
    expect(error.message).toContain("for example ");
    expect(error.message).not.toMatch(/\n|hunter2/);
  });
});

function refusalOf(env: Environment): Error {
  try {
    readConfig(env);
  } catch (error) {
    return error as Error;
  }
  throw new Error("it was taken");
}
