import { afterAll, afterEach, beforeAll } from "vitest";
import { type FakeGraph, startFakeGraph } from "./fake-graph.ts";
import { createInstallation, type Installation, type Product } from "./installation.ts";
import type { Environment } from "./program.ts";

export interface Stage {
  readonly installation: Installation;
  readonly product: Product;
  readonly graph: FakeGraph;
}

/** One product and one fake Graph API for all tests of a file. What it said is shown when one of them fails. */
export function useProduct(environment?: Environment): () => Stage {
  let stage: Stage | undefined;
  const current = (): Stage => {
    if (stage === undefined) throw new Error("The product is not started yet.");
    return stage;
  };
  beforeAll(async () => {
    const [installation, graph] = await Promise.all([createInstallation(environment), startFakeGraph()]);
    stage = { installation, graph, product: await installation.start() };
  });
  afterEach(({ task }) => {
    if (task.result?.state === "fail") console.log(`What Velodrome said:\n${current().product.output()}`);
  });
  afterAll(async () => {
    if (stage === undefined) return;
    await stage.graph.close();
    await stage.product.stop();
    await stage.installation.remove();
  });
  return current;
}
