import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Api, createApi } from "./api.ts";
import { type ExternalDatabase, startExternalDatabase } from "./external-database.ts";
import { freePorts } from "./free-ports.ts";
import { type Link, openLink } from "./link.ts";
import { type Environment, type Program, startProgram } from "./program.ts";
import type { Release } from "./release.ts";
import { until } from "./until.ts";

export type Role = "all" | "web" | "worker";

/** One process of several that work on one database. */
export interface Member {
  readonly role: Role;
  /** Such as `worker 2`. */
  readonly name: string;
  /** Where it listens, if it is no mere worker. */
  readonly url: string;
  /** Its way to the database, and nobody else's. */
  readonly link: Link;
  /** Null while it does not run. */
  program: Program | null;
  /** What it runs from its next start on; null: this checkout. */
  release: Release | null;
}

/** Web and worker processes on one PostgreSQL that none of them started. */
export interface Fleet {
  readonly database: ExternalDatabase;
  readonly members: readonly Member[];
  of(role: Role): Member[];
  /** The API of a web process that runs. */
  api(): Api;
  /** Resolves when it is ready. */
  start(member: Member, environment?: Environment): Promise<void>;
  /** SIGTERM; throws unless it ends by itself with exit code 0. */
  stop(member: Member): Promise<void>;
  kill(member: Member): Promise<void>;
  /** A process that is not waited for. */
  launch(member: Member, environment?: Environment): Program;
  /** Starts PostgreSQL again after it was killed; those that run find it by themselves. */
  restartDatabase(): Promise<void>;
  /** What its processes said last. */
  output(): string;
  /** How often they warned of what, the most frequent first. */
  warnings(): string[];
  remove(): Promise<void>;
}

const readyWithin = 180_000;
const endsWithin = 90_000;

interface Making {
  readonly data: string;
  readonly database: ExternalDatabase;
  readonly secrets: Environment;
}

function launch({ data, database, secrets }: Making, member: Member, environment: Environment): Program {
  const around = {
    PORT: new URL(member.url).port,
    LOG_LEVEL: "warn",
    VELODROME_DATA: join(data, member.name.replace(" ", "-")),
    VELODROME_DEMO: "off",
    VELODROME_ROLE: member.role,
    DATABASE_URL: database.urlAt(member.link.port),
    ...secrets,
    ...environment,
  };
  return startProgram(around, ["start"], member.release?.entry);
}

async function untilReady(member: Member, program: Program): Promise<void> {
  const isReady = (): boolean => {
    if (program.hasEnded()) throw new Error(`${member.name} ended before it was ready:\n${program.output()}`);
    return program.output().includes("is ready");
  };
  await until(`${member.name} is ready`, isReady, { within: readyWithin });
}

async function stop(member: Member): Promise<void> {
  const { program } = member;
  if (program === null) return;
  program.kill("SIGTERM");
  await until(`${member.name} has ended`, program.hasEnded, { within: endsWithin });
  member.program = null;
  const { code } = await program.ended;
  if (code !== 0) throw new Error(`${member.name} stopped with exit code ${code}:\n${program.output()}`);
}

async function makeMember(role: Role, name: string, port: number | undefined, target: number): Promise<Member> {
  const link = await openLink();
  link.target = target;
  return { role, name, url: `http://127.0.0.1:${port}`, link, program: null, release: null };
}

function countWarnings(outputs: readonly string[]): string[] {
  const lines = outputs.flatMap((output) => output.match(/^\{"level":.*\}$/gm) ?? []);
  const said = lines.map((line) => JSON.parse(line) as { level: string; msg: string; err?: { message: string } });
  const alike = Map.groupBy(said, ({ level, msg, err }) => `${level} ${msg}${err ? ` (${err.message})` : ""}`);
  const counted = [...alike].map(([words, { length }]) => ({ words, length }));
  return counted.toSorted((a, b) => b.length - a.length).map(({ words, length }) => `${length} × ${words}`);
}

/** So many processes of each role, all of them ready. */
export async function startFleet(wanted: Readonly<Partial<Record<Role, number>>>): Promise<Fleet> {
  const data = await mkdtemp(join(tmpdir(), "velodrome-e2e-fleet-"));
  const names = (["all", "web", "worker"] as const).flatMap((role) =>
    Array.from({ length: wanted[role] ?? 0 }, (_, at) => ({ role, name: `${role} ${at + 1}` })),
  );
  const [database, ports] = await Promise.all([startExternalDatabase(), freePorts(names.length)]);
  const apiKey = randomBytes(24).toString("base64url");
  const encryptionKeys = `k1:${randomBytes(32).toString("base64")}`;
  const secrets = { VELODROME_API_KEY: apiKey, VELODROME_ENCRYPTION_KEYS: encryptionKeys };
  const making: Making = { data, database, secrets };
  const members = await Promise.all(
    names.map(({ role, name }, at) => makeMember(role, name, ports[at], database.port())),
  );
  const programs: { name: string; program: Program }[] = [];
  const launchMember = (member: Member, environment: Environment = {}): Program => {
    const program = launch(making, member, environment);
    programs.push({ name: member.name, program });
    return program;
  };
  const fleet: Fleet = {
    database,
    members,
    of: (role) => members.filter((member) => member.role === role),
    api: () => {
      const web = members.find(({ role, program }) => role !== "worker" && program !== null);
      if (!web) throw new Error("No web process runs.");
      return createApi(web.url, apiKey);
    },
    start: async (member, environment) => {
      const program = launchMember(member, environment);
      await untilReady(member, program);
      member.program = program;
    },
    stop,
    kill: async (member) => {
      const { program } = member;
      member.program = null;
      program?.kill("SIGKILL");
      await program?.ended;
    },
    launch: launchMember,
    restartDatabase: async () => {
      await database.start();
      for (const { link } of members) link.target = database.port();
    },
    output: () => programs.map(({ name, program }) => `${name}:\n${program.output().slice(-4000)}`).join("\n"),
    warnings: () => countWarnings(programs.map(({ program }) => program.output())),
    remove: async () => {
      for (const { program } of programs) program.kill("SIGKILL");
      await Promise.all(programs.map(({ program }) => program.ended));
      await Promise.all(members.map(({ link }) => link.close()));
      await database.remove();
      await rm(data, { recursive: true, force: true });
    },
  };
  try {
    // The first one migrates; then the others have nothing to wait for.
    const [first, ...others] = members;
    if (first) await fleet.start(first);
    await Promise.all(others.map((member) => fleet.start(member)));
  } catch (error) {
    await fleet.remove();
    throw error;
  }
  return fleet;
}
