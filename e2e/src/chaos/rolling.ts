import type { Scenario } from "./scenario.ts";
import { type Act, runStorm, untilCallUnderWay } from "./storm.ts";

/** Every process once, one after the other, as an orchestrator replaces them. */
export const restartAll: Act = async (storm) => {
  const { fleet, say } = storm;
  for (const member of fleet.members) {
    await untilCallUnderWay(storm);
    await fleet.stop(member);
    await fleet.start(member);
    say(`${member.name} was replaced`);
  }
};

export const rolling: Scenario = {
  name: "rolling",
  about: "rolling restarts of two web and two worker processes while messages are posted",
  run: async ({ short, say }) => {
    const rounds = short ? 1 : 10;
    const acts = Array.from({ length: rounds }, () => restartAll);
    const messages = short ? 300 : 6000;
    const { figures, repeated, violations } = await runStorm({ messages, people: short ? 20 : 100, acts }, say);
    // Nothing is cut off: those that stop let their calls end.
    const doubled =
      repeated === 0 ? [] : [`${repeated} replies were sent twice by a restart that was not even a crash`];
    return { figures: `${rounds} rolling restarts: ${figures}`, violations: [...violations, ...doubled] };
  },
};
