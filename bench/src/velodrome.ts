import { randomBytes } from "node:crypto";
import { mkdtemp, readdir, readFile, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { request } from "undici";
import { type Child, startChild, until } from "./child.ts";
import { freePort } from "./free-port.ts";

const program = fileURLToPath(new URL("../../server/bin/velodrome.mjs", import.meta.url));
/** Where the embedded database of one who is root lies. */
const systemFolder = "/var/lib/velodrome";

export interface Velodrome {
  readonly url: string;
  readonly child: Child;
  /** One call of the API; throws unless it is answered with a success. */
  call(method: "GET" | "POST" | "PUT", path: string, body?: object): Promise<Record<string, unknown>>;
}

export interface Installation {
  readonly data: string;
  start(role: "web" | "all"): Promise<Velodrome>;
  remove(): Promise<void>;
}

async function removeData(data: string): Promise<void> {
  const real = await realpath(data);
  await rm(data, { recursive: true, force: true });
  if (process.getuid?.() !== 0) return;
  for (const name of await readdir(systemFolder).catch(() => [])) {
    const owner = await readFile(join(systemFolder, name, "belongs-to"), "utf8").catch(() => "");
    if (owner.trim() === real) await rm(join(systemFolder, name), { recursive: true, force: true });
  }
}

async function isReady(url: string): Promise<boolean> {
  try {
    const { statusCode, body } = await request(`${url}/health/ready`);
    await body.dump();
    return statusCode === 200;
  } catch (cause) {
    // Not listening yet; `until` gives up in time, and a process that ended is noticed by `mustRun`.
    if (cause instanceof Error && "code" in cause && cause.code === "ECONNREFUSED") return false;
    throw new Error(`Could not ask ${url} whether it is ready.`, { cause });
  }
}

/** An installation in a temporary folder, with the embedded database, reached over its API only. */
export async function createInstallation(): Promise<Installation> {
  const data = await mkdtemp(join(tmpdir(), "velodrome-bench-"));
  const apiKey = randomBytes(24).toString("base64url");

  async function start(role: "web" | "all"): Promise<Velodrome> {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const child = startChild({
      name: `Velodrome (${role})`,
      command: [process.execPath, program, "start"],
      env: {
        PORT: String(port),
        HOST: "127.0.0.1",
        NODE_ENV: "production",
        LOG_LEVEL: "warn",
        VELODROME_API_KEY: apiKey,
        VELODROME_DATA: data,
        VELODROME_DEMO: "off",
        VELODROME_ROLE: role,
        VELODROME_SANDBOX_PORT: "off",
      },
    });
    await until(
      () => {
        child.mustRun();
        return isReady(url);
      },
      "Velodrome to be ready",
      120_000,
    );
    const call: Velodrome["call"] = async (method, path, body) => {
      const { statusCode, body: answer } = await request(`${url}${path}`, {
        method,
        headers: { authorization: `Bearer ${apiKey}`, "content-type": "application/json" },
        body: JSON.stringify(body ?? {}),
      });
      const text = await answer.text();
      if (statusCode >= 300) throw new Error(`${method} ${path} was answered ${statusCode}: ${text}`);
      return text === "" ? {} : (JSON.parse(text) as Record<string, unknown>);
    };
    return { url, child, call };
  }

  return { data, start, remove: () => removeData(data) };
}
