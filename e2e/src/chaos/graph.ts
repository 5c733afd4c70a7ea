import type { Run } from "@velodrome/contract";
import type { Fault } from "../harness/fake-graph.ts";
import { until } from "../harness/until.ts";
import type { Scenario } from "./scenario.ts";
import { type Act, inTurn, runStorm } from "./storm.ts";

const ofMeta = (status: number, code: number, message: string, headers: Record<string, string> = {}): Fault => ({
  ...{ status, headers },
  body: { error: { message, type: "OAuthException", code, fbtrace_id: "chaos" } },
});

/** Facebook says no, for now. What was not done is done later. */
const passing: readonly Fault[] = [
  ofMeta(500, 1, "An unknown error occurred"),
  { status: 503, body: {} },
  ofMeta(400, 613, "Calls to this api have exceeded the rate limit.", { "retry-after": "3" }),
  ofMeta(500, 2, "Service temporarily unavailable"),
];
/** Nobody here can tell whether Facebook did it: once it did, once it did not. */
const doubtful: readonly Fault[] = ["reset after", "reset before"];

const lastsMs = 5000;
const slowForMs = 8000;
const recoversWithin = 120_000;

const wordsOf = (fault: Fault): string => (typeof fault === "string" ? fault : `${fault.status}`);

/** Each `every`th call meets it: where that is every one, the connection is soon left alone. */
const fail =
  (fault: Fault, { times, every }: { times: number; every: number }): Act =>
  async ({ graph, say }) => {
    const { faults, replies } = graph;
    const between = Array.from({ length: every - 1 }, () => null);
    faults.push(...Array.from({ length: times }, () => [fault, ...between]).flat());
    const deadline = performance.now() + lastsMs;
    // A connection that is left alone after its failures would meet the rest of them one by one, for hours.
    const isOver = (): boolean => faults.length === 0 || performance.now() > deadline;
    await until("the fault is over", isOver, { within: 2 * lastsMs });
    const met = times - faults.splice(0).filter((each) => each !== null).length;
    const before = replies.length;
    const at = performance.now();
    await until("calls are made again", () => replies.length > before, { within: recoversWithin });
    const pauseMs = Math.round(performance.now() - at);
    say(`${met} calls met: ${wordsOf(fault)}${every === 1 ? " in a row" : ""}; the next went well ${pauseMs} ms later`);
  };

const slow: Act = async ({ graph, say }) => {
  const { delay } = graph;
  const before = graph.replies.length;
  const slowUntil = performance.now() + slowForMs;
  graph.delay = 1500;
  await until("it was slow for a while", () => performance.now() > slowUntil, { within: 2 * slowForMs });
  graph.delay = delay;
  say(`the Graph API answered after 1500 ms for ${slowForMs} ms: ${graph.replies.length - before} replies`);
};

export const graph: Scenario = {
  name: "graph",
  about:
    "a Graph API that is slow, answers 5xx and 613, and breaks connections before and after it has done what it was asked",
  run: async ({ short, say }) => {
    const rounds = short ? 1 : 3;
    const times = short ? 3 : 20;
    const round = (at: number): Act[] => [
      ...[...passing, ...doubtful].map((fault) => fail(fault, { times, every: 3 })),
      fail(inTurn([...passing, ...doubtful], at), { times, every: 1 }),
      slow,
    ];
    const acts = Array.from({ length: rounds }, (_, at) => round(at)).flat();
    const messages = short ? 300 : 8000;
    // Retries of what met a fault several times take minutes.
    const plan = { messages, people: short ? 20 : 200, acts, settlesWithin: 300_000, mayFail: isDoubtful };
    const { figures, violations } = await runStorm(plan, say);
    return { figures: `at most ${rounds * times * 7} faults: ${figures}`, violations };
  },
};

/** A message that may have been sent is not sent again blindly: its run says so. */
const isDoubtful = ({ error }: Run): boolean => error?.class === "uncertain" || error?.class === "timeout";
