import { z } from "zod";
import { AppError } from "../base/app-error.ts";
import type { Api } from "./api.ts";

const ok = z.object({ status: z.literal("ok") });
const tags = ["Operation"];

export interface HealthDeps {
  /** Throws or answers false while the database does not answer or its migrations are not done. */
  isReady(): Promise<boolean>;
}

/** @throws AppError while it is not */
export async function assertReady(deps: HealthDeps): Promise<void> {
  if (await deps.isReady()) return;
  throw new AppError("unavailable", { message: "The database's migrations are not done yet." });
}

export function registerHealth(api: Api, deps: HealthDeps): void {
  api.get(
    "/health/live",
    { schema: { tags, summary: "The process runs", response: { 200: ok } } },
    async () => ({ status: "ok" }) as const,
  );
  api.get(
    "/health/ready",
    { schema: { tags, summary: "The database answers and its migrations are done", response: { 200: ok } } },
    async () => {
      await assertReady(deps);
      return { status: "ok" } as const;
    },
  );
}
