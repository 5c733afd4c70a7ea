import type { CycleWithDocument } from "@velodrome/contract";
import type { Page } from "playwright-core";
import { beforeAll } from "vitest";
import { type Stage, useProduct } from "./use-product.ts";
import { named, type Person, signIn, useBrowser } from "./windows.ts";

const person = { email: "ada@example.com", password: "correct horse battery" };

export interface BuilderStage {
  /** Who is signed in. */
  person: Person;
  stage: () => Stage;
  openPage: () => Promise<Page>;
  /** A window of the console, signed in, at the demo's cycles. */
  openConsole: (page?: Page) => Promise<Page>;
  /** Address of the demo's cycles. */
  cycles: () => string;
  /** The cycle that a page shows, as it is at the server. */
  onServer: (page: Page) => Promise<CycleWithDocument>;
}

/** A product with the demo's account, whose own cycle is stopped: it would answer the same messages. */
export function useBuilder(): BuilderStage {
  const stage = useProduct({
    VELODROME_DEMO: "on",
    VELODROME_ADMIN_EMAIL: person.email,
    VELODROME_ADMIN_PASSWORD: person.password,
  });
  const openPage = useBrowser();
  const cycles = () => `${named(stage().installation.url)}/accounts/demo/cycles`;
  beforeAll(async () => {
    const { api } = stage().product;
    for (const { id } of await api.list<{ id: string }>("/v1/accounts/demo/cycles")) {
      await api.call("POST", `/v1/accounts/demo/cycles/${id}/stop`, {});
    }
  });
  return {
    person,
    stage,
    openPage,
    cycles,
    openConsole: async (given) => {
      const page = given ?? (await openPage());
      await page.goto(cycles());
      await signIn(page, person);
      await page.getByRole("heading", { name: "Cycles", exact: true }).waitFor();
      return page;
    },
    onServer: (page) => {
      const id = /cycles\/(cyc_\w+)/.exec(page.url())?.[1] ?? "";
      return stage().product.api.call<CycleWithDocument>("GET", `/v1/accounts/demo/cycles/${id}`);
    },
  };
}
