import type { Run } from "@velodrome/contract";
import type { Fault } from "../harness/fake-graph.ts";
import { until } from "../harness/until.ts";
import type { Scenario } from "./scenario.ts";
import { type Act, inTurn, runStorm } from "./storm.ts";

const ofMeta = (status: number, code: number, message: string): Fault => ({
  status,
  body: { error: { message, type: "OAuthException", code, fbtrace_id: "chaos" } },
});

/** Facebook says no, for now. What was not done is done later. */
const passing: readonly Fault[] = [
  { status: 500, body: { error: { message: "An unknown error occurred", type: "OAuthException", code: 1 } } },
  { status: 503, body: {} },
  ofMeta(400, 613, "Calls to this api have exceeded the rate limit."),
  ofMeta(500, 2, "Service temporarily unavailable"),
];
/** Nobody here can tell whether Facebook did it: once it did, once it did not. */
const doubtful: readonly Fault[] = ["reset after", "reset before"];

const lastsMs = 5000;

const fail =
  (fault: Fault, times: number): Act =>
  async ({ graph, say }) => {
    const { faults } = graph;
    faults.push(...Array.from({ length: times }, () => fault));
    const deadline = performance.now() + lastsMs;
    // A connection that is left alone after its failures would meet the rest of them one by one, for hours.
    const isOver = (): boolean => faults.length === 0 || performance.now() > deadline;
    await until("the fault is over", isOver, { within: 2 * lastsMs });
    const met = times - faults.splice(0).length;
    say(`${met} calls met: ${typeof fault === "string" ? fault : `${fault.status}`}`);
  };

const slow: Act = async ({ graph, say }) => {
  graph.delay = graph.delay === 20 ? 1500 : 20;
  say(`the Graph API answers after ${graph.delay} ms`);
};

export const graph: Scenario = {
  name: "graph",
  about:
    "a Graph API that is slow, answers 5xx and 613, and breaks connections before and after it has done what it was asked",
  run: async ({ short, say }) => {
    const rounds = short ? 1 : 10;
    const times = short ? 3 : 20;
    const round = (at: number): Act[] => [
      ...passing.map((fault) => fail(fault, times)),
      fail(inTurn(doubtful, at), times),
      fail(inTurn(doubtful, at + 1), times),
      slow,
      slow,
    ];
    const acts = Array.from({ length: rounds }, (_, at) => round(at)).flat();
    const messages = short ? 300 : 8000;
    // Retries of what met a fault several times take minutes.
    const plan = { messages, people: short ? 20 : 200, acts, settlesWithin: 300_000, mayFail: isDoubtful };
    const { figures, violations } = await runStorm(plan, say);
    return { figures: `at most ${rounds * times * 6} faults: ${figures}`, violations };
  },
};

/** A message that may have been sent is not sent again blindly: its run says so. */
const isDoubtful = ({ error }: Run): boolean => error?.class === "uncertain" || error?.class === "timeout";
