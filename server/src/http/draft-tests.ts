import { draftTest, draftTestResult } from "@velodrome/contract";
import { findAccount } from "../account/accounts.ts";
import { actorOf } from "../account/audit.ts";
import { type DraftTestDeps, testDraft } from "../run/draft-test.ts";
import { TestTurns } from "../run/test-turns.ts";
import { payloadBytesAtMost } from "../step/payload-limit.ts";
import type { Api } from "./api.ts";
import { callerOf } from "./authorize.ts";
import { oneCycle } from "./cycle-address.ts";

/** What several steps gave comes along. */
const bodyLimit = 4 * payloadBytesAtMost;

/** Tries of a draft while it is built. */
export function registerDraftTests(api: Api, deps: DraftTestDeps): void {
  const turns = new TestTurns();
  api.post(
    "/v1/accounts/:account/cycles/:cycle/draft/test",
    {
      bodyLimit,
      schema: {
        tags: ["Cycles"],
        summary: "Try one step of the draft, or all that leads to it, without a run",
        params: oneCycle,
        body: draftTest,
        response: { 200: draftTestResult },
      },
    },
    async (request) => {
      const { id: accountId } = await findAccount(deps.database, request.params.account);
      const actor = actorOf(callerOf(request));
      const place = { accountId, cycle: request.params.cycle };
      return turns.take(accountId, () => testDraft(deps, place, { ...request.body, actor }));
    },
  );
}
