import { createHash } from "node:crypto";
import type { Log } from "../base/log.ts";
import { AppError } from "../base/app-error.ts";
import { newId } from "../base/id.ts";
import type { Database } from "../db/database.ts";
import { listOwnOrigins, type Settings } from "./settings.ts";

export interface PeopleDeps {
  database: Database;
  log: Log;
  /** 32 bytes derived from the newest encryption key: what signs session cookies. */
  secret: Buffer;
  settings: Settings;
  /** `VELODROME_PUBLIC_URL`. */
  publicUrl: string;
}

export interface Person {
  readonly name: string;
  readonly email: string;
}

/** Sign-in, sessions and passwords of the partner's people. */
export interface People {
  /** Answers one request to `/api/auth/…`. `secure` says that its cookies are for https only. */
  handle(request: Request, secure: boolean): Promise<Response>;
  /** Answers as a request to sign in would, cookies included. */
  signIn(credentials: { email: string; password: string }, headers: Headers, secure: boolean): Promise<Response>;
  findSession(headers: Headers, secure: boolean): Promise<Person | null>;
}

const sessionSeconds = 14 * 24 * 60 * 60;
const sessionUpdateSeconds = 24 * 60 * 60;

/** The library is loaded by the first request that needs it: a worker never does. */
export function createPeople(deps: PeopleDeps): People {
  type Auth = Awaited<ReturnType<typeof createAuth>>;
  const made = new Map<boolean, Promise<Auth>>();
  const authFor = (secure: boolean): Promise<Auth> => {
    const auth = made.get(secure) ?? createAuth(deps, secure);
    made.set(secure, auth);
    return auth;
  };
  return {
    handle: async (request, secure) => (await authFor(secure)).handler(request),
    signIn: async (credentials, headers, secure) =>
      (await authFor(secure)).api.signInEmail({ body: credentials, headers, asResponse: true }),
    findSession: async (headers, secure) => {
      const auth = await authFor(secure);
      const found = await auth.api.getSession({ headers, query: { disableRefresh: true } }).catch((cause: unknown) => {
        throw new AppError(
          "unavailable",
          { message: "The session could not be read from the database: try again in a moment." },
          { cause },
        );
      });
      return found === null ? null : { name: found.user.name, email: found.user.email };
    },
  };
}

async function createAuth(deps: PeopleDeps, secure: boolean) {
  const { betterAuth } = await import("better-auth");
  return betterAuth({
    appName: "Velodrome",
    baseURL: deps.publicUrl,
    basePath: "/api/auth",
    secret: deps.secret.toString("hex"),
    trustedOrigins: (request) => (request === undefined ? [] : listOwnOrigins(deps.settings, new URL(request.url))),
    database: { db: deps.database.engine, type: "postgres", schemaName: "auth" },
    emailAndPassword: { enabled: true, disableSignUp: true },
    session: { expiresIn: sessionSeconds, updateAge: sessionUpdateSeconds },
    // Ours, in front of it, counts the real address of the caller.
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { level: "warn", log: (level, message) => deps.log[level]({ from: "better-auth" }, message) },
    advanced: {
      useSecureCookies: secure,
      // Two installations on one host share its cookies, whatever their ports: each has a name of its own.
      cookiePrefix: `velodrome-${createHash("sha256").update(deps.secret).digest("hex").slice(0, 8)}`,
      defaultCookieAttributes: { httpOnly: true, sameSite: "lax" },
      database: { generateId: () => newId(), validateSchema: false },
    },
  });
}
