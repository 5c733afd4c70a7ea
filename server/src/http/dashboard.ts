import { dashboard, dashboardQuery } from "@velodrome/contract";
import { z } from "zod";
import { type DashboardDeps, readDashboard } from "../ingest/dashboard.ts";
import type { Api } from "./api.ts";

const tags = ["Dashboard"];

/** What happened lately, and what needs somebody. */
export function registerDashboard(
  api: Api,
  deps: DashboardDeps & { findAccount(ref: string): Promise<{ id: string }> },
): void {
  api.get(
    "/v1/dashboard",
    {
      schema: {
        tags,
        summary: "What happened in all accounts, and what needs somebody",
        querystring: dashboardQuery,
        response: { 200: dashboard },
      },
    },
    ({ query }) => readDashboard(deps, null, query),
  );
  api.get(
    "/v1/accounts/:account/dashboard",
    {
      schema: {
        tags,
        summary: "What happened in an account, and what needs somebody",
        params: z.object({ account: z.string() }),
        querystring: dashboardQuery,
        response: { 200: dashboard },
      },
    },
    async ({ params, query }) => readDashboard(deps, (await deps.findAccount(params.account)).id, query),
  );
}
