import { resolve } from "node:path";
import { z } from "zod";
import { databaseExample } from "./base/database-example.ts";
import { createEgressPolicy } from "./base/egress-policy.ts";
import { type EncryptionKey, parseEncryptionKeys } from "./base/encryption-keys.ts";
import { logLevels } from "./base/log.ts";
import { StartError } from "./base/start-error.ts";
import { parsePublicUrl } from "./base/public-url.ts";
import { parseTrustedProxies } from "./base/trusted-proxies.ts";

/** A variable of the environment is wrong: one line with its name, the value's problem and an example. */
class ConfigError extends StartError {
  override readonly name = "ConfigError";
}

const roles = ["web", "worker", "all"] as const;

export type Environment = Readonly<Record<string, string | undefined>>;

export type Config = ReturnType<typeof readConfig>;

interface Variable<T> {
  readonly name: string;
  /** Ends the sentence "NAME must …". */
  readonly must: string;
  readonly example: string;
  /** Its value is not repeated in a message. */
  readonly secret?: true;
  /** Throws or fails for a value that is not what it must be. */
  readonly schema: z.ZodType<T, string>;
}

const port = z
  .string()
  .regex(/^\d{1,5}$/)
  .transform(Number)
  .pipe(z.number().min(1).max(65_535));
const host = z.string().regex(/^(?:[A-Za-z0-9][A-Za-z0-9.-]*|[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*)$/);
const onOff = z.enum(["on", "off"]).transform((value) => value === "on");
const databaseUrl = z
  .url({ protocol: /^postgres(?:ql)?$/ })
  .refine((url) => URL.canParse(url) && new URL(url).pathname.length > 1);

const aPort = "be a whole number from 1 to 65535";
const aHost = "be an address or a host name";
const aDatabase = "be a PostgreSQL address with a database's name";

const variables = {
  port: { name: "PORT", must: aPort, example: "3000", schema: port },
  host: { name: "HOST", must: aHost, example: "127.0.0.1", schema: host },
  sandboxPort: {
    name: "VELODROME_SANDBOX_PORT",
    must: `${aPort}, or off`,
    example: "3001",
    schema: z.union([z.literal("off"), port]),
  },
  workerPort: {
    name: "VELODROME_WORKER_PORT",
    must: `${aPort}, or off`,
    example: "3100",
    schema: z.union([z.literal("off"), port]),
  },
  sandboxHost: { name: "VELODROME_SANDBOX_HOST", must: aHost, example: "127.0.0.1", schema: host },
  data: { name: "VELODROME_DATA", must: "be a folder", example: "/var/lib/velodrome-data", schema: z.string() },
  databaseUrl: { name: "DATABASE_URL", must: aDatabase, example: databaseExample, secret: true, schema: databaseUrl },
  directUrl: {
    name: "DATABASE_DIRECT_URL",
    must: aDatabase,
    example: databaseExample,
    secret: true,
    schema: databaseUrl,
  },
  publicUrl: {
    name: "VELODROME_PUBLIC_URL",
    must: "be a host with https (http for localhost only) and without a path",
    example: "https://hooks.example.com",
    schema: parsedBy(parsePublicUrl),
  },
  encryptionKeys: {
    name: "VELODROME_ENCRYPTION_KEYS",
    must: "be id:base64(32 bytes), comma separated, newest first",
    example: '"k1:$(openssl rand -base64 32)"',
    secret: true,
    schema: parsedBy(parseEncryptionKeys),
  },
  apiKey: {
    name: "VELODROME_API_KEY",
    must: "be printable characters without spaces",
    example: '"$(openssl rand -hex 24)"',
    secret: true,
    schema: z.string().regex(/^[\x21-\x7e]+$/),
  },
  adminEmail: {
    name: "VELODROME_ADMIN_EMAIL",
    must: "be an e-mail address",
    example: "admin@example.com",
    schema: z.email(),
  },
  adminPassword: {
    name: "VELODROME_ADMIN_PASSWORD",
    must: "have 8 to 128 characters",
    example: '"$(openssl rand -hex 12)"',
    secret: true,
    schema: z.string().min(8).max(128),
  },
  egressAllow: {
    name: "VELODROME_EGRESS_ALLOW",
    must: "be networks, addresses and hosts, comma separated",
    example: "10.1.0.0/16,crm.internal",
    schema: parsedBy(parseEgress),
  },
  role: { name: "VELODROME_ROLE", must: "be web, worker or all", example: "all", schema: z.enum(roles) },
  demo: { name: "VELODROME_DEMO", must: "be on or off", example: "off", schema: onOff },
  trustProxy: {
    name: "VELODROME_TRUST_PROXY",
    must: "be loopback, linklocal, uniquelocal, networks and addresses, comma separated, or off",
    example: "loopback,10.0.0.0/8",
    schema: parsedBy(parseTrustedProxies),
  },
  logLevel: {
    name: "LOG_LEVEL",
    must: `be one of ${logLevels.join(", ")}`,
    example: "info",
    schema: z.enum(logLevels),
  },
} as const;

/** The configuration of this process. `overrides` come from the command line. */
export function readProcessConfig(overrides: Environment = {}): Config {
  return readConfig({ ...process.env, ...overrides });
}

/** Checks everything once and answers plain values. An empty value counts as unset. @throws ConfigError */
export function readConfig(env: Environment) {
  const database = readDatabase(env);
  const listenPort = read(env, variables.port) ?? 3000;
  const role = read(env, variables.role) ?? "all";
  return {
    port: listenPort,
    host: read(env, variables.host) ?? "127.0.0.1",
    sandbox: readSandbox(env, listenPort, database !== null),
    /** Absolute. */
    dataDir: resolve(read(env, variables.data) ?? ".velodrome"),
    /** Null: embedded. */
    database,
    /** An origin: the Service Domain until a person sets one. */
    publicUrl: read(env, variables.publicUrl) ?? `http://localhost:${listenPort}`,
    encryptionKeys: readEncryptionKeys(env, database !== null),
    apiKey: read(env, variables.apiKey) ?? null,
    admin: readAdmin(env),
    egressAllow: read(env, variables.egressAllow) ?? [],
    role,
    /** Where a worker alone says how it is; null: nowhere. */
    workerPort: role === "worker" ? readWorkerPort(env) : null,
    demo: read(env, variables.demo) ?? database === null,
    /** As Fastify's `trustProxy` takes it. */
    trustProxy: read(env, variables.trustProxy) ?? ["loopback"],
    logLevel: read(env, variables.logLevel) ?? "info",
  };
}

function read<T>(env: Environment, variable: Variable<T>): T | undefined {
  const value = env[variable.name]?.trim();
  if (value === undefined || value === "") {
    return undefined;
  }
  const result = variable.schema.safeParse(value);
  if (result.success) {
    return result.data;
  }
  const issue = result.error.issues[0];
  const shown = variable.secret ? "" : `, not ${JSON.stringify(value)}`;
  const detail = issue?.code === "custom" && issue.message !== "Invalid input" ? ` (${issue.message})` : "";
  throw new ConfigError(`${variable.name} must ${variable.must}${shown}${detail}: ${exampleOf(variable)}`);
}

function exampleOf(variable: { readonly name: string; readonly example: string }): string {
  return `for example ${variable.name}=${variable.example}`;
}

function readDatabase(env: Environment): { readonly url: string; readonly directUrl: string } | null {
  const url = read(env, variables.databaseUrl);
  const directUrl = read(env, variables.directUrl);
  if (url === undefined && directUrl !== undefined) {
    throw new ConfigError(`DATABASE_DIRECT_URL is set without DATABASE_URL: ${exampleOf(variables.databaseUrl)}`);
  }
  return url === undefined ? null : { url, directUrl: directUrl ?? url };
}

function readSandbox(env: Environment, listenPort: number, external: boolean): { host: string; port: number } | null {
  const sandboxHost = read(env, variables.sandboxHost) ?? "127.0.0.1";
  const sandboxPort = read(env, variables.sandboxPort) ?? (external ? "off" : listenPort + 1);
  if (sandboxPort === "off") {
    return null;
  }
  if (sandboxPort === listenPort) {
    throw new ConfigError(`VELODROME_SANDBOX_PORT must not be PORT: for example VELODROME_SANDBOX_PORT=3001`);
  }
  if (sandboxPort > 65_535) {
    throw new ConfigError("PORT leaves no port for the sandbox behind it: for example PORT=3000");
  }
  return { host: sandboxHost, port: sandboxPort };
}

/**
 * Without a port of its own a worker takes PORT where somebody has set that, and does without when it is taken: a web
 * process beside it may have it from the same environment.
 */
function readWorkerPort(env: Environment): { port: number; isAsked: boolean } | null {
  const own = read(env, variables.workerPort);
  if (own === "off") return null;
  const given = own ?? read(env, variables.port);
  return given === undefined ? null : { port: given, isAsked: own !== undefined };
}

/** Null with the embedded database alone: keys are then generated into the data folder. */
function readEncryptionKeys(env: Environment, external: boolean): readonly [EncryptionKey, ...EncryptionKey[]] | null {
  const keys = read(env, variables.encryptionKeys);
  if (keys === undefined && external) {
    throw new ConfigError(
      `VELODROME_ENCRYPTION_KEYS must be set when DATABASE_URL is: ${exampleOf(variables.encryptionKeys)}`,
    );
  }
  return keys ?? null;
}

function readAdmin(env: Environment): { readonly email: string; readonly password: string } | null {
  const email = read(env, variables.adminEmail);
  const password = read(env, variables.adminPassword);
  if (email !== undefined && password !== undefined) {
    return { email, password };
  }
  if (email === undefined && password === undefined) {
    return null;
  }
  const missing = email === undefined ? variables.adminEmail : variables.adminPassword;
  throw new ConfigError(`${missing.name} is missing beside its other half: ${exampleOf(missing)}`);
}

function parseEgress(text: string): readonly string[] {
  const entries = text.split(",").map((entry) => entry.trim());
  createEgressPolicy(entries);
  return entries;
}

/** A parser that throws, as a schema; its message becomes the detail. */
function parsedBy<T>(parse: (text: string) => T): z.ZodType<T, string> {
  return z.string().transform((text, context) => {
    try {
      return parse(text);
    } catch (error) {
      context.addIssue({ code: "custom", message: error instanceof Error ? error.message : String(error) });
      return z.NEVER;
    }
  });
}
