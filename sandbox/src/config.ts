import { z } from "zod";
import { type Seed, seedSchema } from "./world/seed.ts";

export interface Config {
  port: number;
  host: string;
  data: string;
  seed: Seed | null;
  parentPid: number | null;
}

const variables = z.object({
  SANDBOX_PORT: z
    .string()
    .regex(/^\d+$/, "must be a number from 0 to 65535")
    .transform(Number)
    .refine((port) => port <= 65_535, "must be a number from 0 to 65535")
    .default(3001),
  SANDBOX_HOST: z.string().min(1, "must not be empty").default("127.0.0.1"),
  SANDBOX_DATA: z.string().min(1, "must not be empty").default("./.velodrome/sandbox"),
  SANDBOX_SEED: z
    .string()
    .transform((text, context) => {
      try {
        const value: unknown = JSON.parse(text);
        return value;
      } catch {
        context.addIssue({ code: "custom", message: "must be JSON" });
        return z.NEVER;
      }
    })
    .pipe(seedSchema)
    .optional(),
  SANDBOX_PARENT_PID: z
    .string()
    .regex(/^[1-9]\d*$/, "must be the id of a process")
    .transform(Number)
    .optional(),
});

/** @throws Error with one line that names the variable and what is wrong with it */
export function readConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const result = variables.safeParse(environment);
  if (!result.success) {
    const issue = result.error.issues[0];
    const path = issue?.path.map(String).join(".") ?? "";
    throw new Error(`${path}: ${issue?.message ?? "is wrong"}`);
  }
  const read = result.data;
  return {
    port: read.SANDBOX_PORT,
    host: read.SANDBOX_HOST,
    data: read.SANDBOX_DATA,
    seed: read.SANDBOX_SEED ?? null,
    parentPid: read.SANDBOX_PARENT_PID ?? null,
  };
}
