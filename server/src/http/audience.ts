import type { FastifyRequest } from "fastify";
import { AppError } from "../base/app-error.ts";
import type { Log } from "../base/log.ts";
import { authorize, type AuthorizeDeps } from "./authorize.ts";

export interface AudienceDeps extends AuthorizeDeps {
  log: Pick<Log, "warn">;
}

/** Who listens to streams: each is let go when the session or token ends by which it began. */
export interface Audience {
  /** Looks from time to time, and whenever sessions may have ended; returns the way to stop. */
  watch(request: FastifyRequest, end: () => void): () => void;
  /** Somebody may have been signed out: everybody is looked at. */
  look(): void;
}

/** What a session that was ended through another process may still hear. */
const betweenLooksMs = 15_000;

export function createAudience(deps: AudienceDeps, ask: typeof authorize = authorize): Audience {
  const looks = new Set<() => void>();
  return {
    watch: (request, end) => {
      const look = () => {
        ask(deps, request).catch((error: unknown) => {
          if (error instanceof AppError && error.code === "unauthenticated") end();
          // Whether the session has ended is not known: the next look tells.
          else deps.log.warn({ err: error }, "whether a listener is still signed in is not known");
        });
      };
      const timer = setInterval(look, betweenLooksMs);
      looks.add(look);
      return () => {
        clearInterval(timer);
        looks.delete(look);
      };
    },
    look: () => {
      for (const look of looks) look();
    },
  };
}
