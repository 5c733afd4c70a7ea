import type { VariablesOf } from "../account/variable-cache.ts";
import type { CompiledCycle } from "../step/compile.ts";

const none = {};

/** The variables of a run's account, as they are now. Where its cycle looks at none, nobody is asked. */
export const accountVariables = async (
  variablesOf: VariablesOf,
  accountId: string,
  cycle: Pick<CompiledCycle, "looksAtAccount">,
): ReturnType<VariablesOf> => (cycle.looksAtAccount ? variablesOf(accountId) : none);
