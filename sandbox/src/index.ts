export { createSandbox, type Sandbox, type SandboxOptions } from "./app.ts";
export { emptyState, mergeSeed, type Seed, seedSchema } from "./world/seed.ts";
export type { State } from "./world/shape.ts";
