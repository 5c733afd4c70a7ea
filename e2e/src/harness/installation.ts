import { randomBytes } from "node:crypto";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Api, ask, createApi, isUnreachable } from "./api.ts";
import { databasePid, removeData } from "./cluster.ts";
import { freePorts } from "./free-ports.ts";
import { meta } from "./meta.ts";
import { type Ending, type Environment, type Program, startProgram } from "./program.ts";
import { until } from "./until.ts";

/** The product, running. */
export interface Product {
  readonly api: Api;
  /** From the start of the process until it said that it is ready, in ms. */
  readonly readyAfter: number;
  output(): string;
  /** SIGTERM. Throws unless it ends by itself with exit code 0. */
  stop(): Promise<void>;
  /** `kill -9`: of Node alone, so that PostgreSQL outlives it, or of both. */
  kill(what: "node" | "node and database"): Promise<void>;
}

/** A data folder, ports and a key of its own: started as often as one likes. */
export interface Installation {
  readonly data: string;
  readonly url: string;
  readonly sandboxUrl: string;
  /** The process alone, not waited for. */
  launch(environment?: Environment): Program;
  start(environment?: Environment): Promise<Product>;
  remove(): Promise<void>;
}

/** The first start makes a database and may build the console. */
const readyWithin = 180_000;
const stopWithin = 60_000;

async function isReady(url: string): Promise<boolean> {
  try {
    return (await ask(`${url}/health/ready`)).status === 200;
  } catch (cause) {
    // Not listening yet; a process that ended is noticed by its ending.
    if (isUnreachable(cause)) return false;
    throw new Error(`Could not ask ${url} whether it is ready.`, { cause });
  }
}

async function untilReady(program: Program, url: string): Promise<void> {
  await until(
    "Velodrome is ready",
    () => {
      if (program.hasEnded()) throw new Error(`Velodrome ended before it was ready:\n${program.output()}`);
      return isReady(url);
    },
    { within: readyWithin },
  ).catch((error: unknown) => {
    program.kill("SIGTERM");
    throw error;
  });
}

async function stop(program: Program): Promise<void> {
  program.kill("SIGTERM");
  const limit = AbortSignal.timeout(stopWithin);
  const tooLong = new Promise<Ending>((_, reject) => {
    limit.addEventListener("abort", () => reject(new Error(`Velodrome did not stop within ${stopWithin} ms.`)));
  });
  const { code } = await Promise.race([program.ended, tooLong]);
  if (code !== 0) throw new Error(`Velodrome stopped with exit code ${code}:\n${program.output()}`);
}

async function kill(program: Program, data: string, what: "node" | "node and database"): Promise<void> {
  const database = what === "node" ? null : await databasePid(data);
  program.kill("SIGKILL");
  if (database !== null) process.kill(database, "SIGKILL");
  await program.ended;
}

/** An installation in a temporary folder with the embedded database, without sandbox and demo unless asked for. */
export async function createInstallation(own: Environment = {}): Promise<Installation> {
  const data = await mkdtemp(join(tmpdir(), "velodrome-e2e-"));
  const [port, sandboxPort] = await freePorts(2);
  const apiKey = randomBytes(24).toString("base64url");
  const url = `http://127.0.0.1:${port}`;
  const sandboxUrl = `http://127.0.0.1:${sandboxPort}`;
  const launch = (environment: Environment = {}): Program =>
    startProgram({
      PORT: String(port),
      LOG_LEVEL: "warn",
      VELODROME_DATA: data,
      VELODROME_API_KEY: apiKey,
      VELODROME_DEMO: "off",
      VELODROME_SANDBOX_PORT: own.VELODROME_DEMO === "on" ? String(sandboxPort) : "off",
      ...own,
      ...environment,
    });
  const start = async (environment?: Environment): Promise<Product> => {
    const startedAt = performance.now();
    const program = launch(environment);
    await untilReady(program, url);
    const readyAfter = Math.round(performance.now() - startedAt);
    // A process of its own, which nobody else waits for.
    if (own.VELODROME_DEMO === "on") await meta(sandboxUrl);
    return {
      api: createApi(url, apiKey),
      readyAfter,
      output: program.output,
      stop: () => stop(program),
      kill: (what) => kill(program, data, what),
    };
  };
  return {
    data,
    url,
    sandboxUrl,
    launch,
    start,
    remove: () => removeData(data),
  };
}
