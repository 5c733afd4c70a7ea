import type { VariablesOf } from "../account/variable-cache.ts";
import type { Soon } from "../base/soon.ts";
import type { CompiledCycle } from "../step/compile.ts";

const none: Awaited<ReturnType<VariablesOf>> = {};

/** The variables of a run's account, as they are now. Where its cycle looks at none, nobody is asked. */
export const accountVariables = (
  variablesOf: VariablesOf,
  accountId: string,
  cycle: Pick<CompiledCycle, "looksAtAccount">,
): Soon<Awaited<ReturnType<VariablesOf>>> => (cycle.looksAtAccount ? variablesOf(accountId) : none);
