import { traceLinks } from "@velodrome/contract";
import fc from "fast-check";
import { expect, test } from "vitest";
import { act } from "./trace-act.ts";
import { type Finding, type RunFacts, traceChain, type TraceFacts } from "./trace-chain.ts";

const yes: Finding = { answer: "yes", message: "So it is.", act: null };
const ran: RunFacts = {
  status: "succeeded",
  failure: null,
  ports: [{ name: "Says hi?", port: "true" }],
  sends: [{ name: "Reply", status: "succeeded", failure: null, at: null }],
  openRun: act("open_run"),
  startCycle: act("start_cycle"),
};
const facts: TraceFacts = {
  arrivedAt: null,
  missing: null,
  routed: yes,
  cycle: yes,
  run: ran,
  delivered: { state: "seen", asked: true, openConnection: null },
};
const answers = (given: Partial<TraceFacts>) => traceChain({ ...facts, ...given }).map(({ answer }) => answer);
const withRun = (run: Partial<RunFacts>) => traceChain({ ...facts, run: { ...ran, ...run } });
const firstNo = (chain: ReturnType<typeof traceChain>) => chain.find(({ answer }) => answer === "no");

test("a message that was answered and seen went all the way", () => {
  expect(answers({})).toEqual(["yes", "yes", "yes", "yes", "yes", "yes", "yes"]);
  expect(traceChain(facts)[4]?.message).toBe("At “Says hi?” it went out by “If so”.");
});

test("it ends where nothing is sent, and the port says why", () => {
  const chain = withRun({ ports: [{ name: "Says hi?", port: "false" }], sends: [] });
  expect(firstNo(chain)).toMatchObject({
    link: "port",
    message: "At “Says hi?” it went out by “Otherwise”, where nothing is sent.",
    act: { kind: "open_run" },
  });
  expect(chain.at(-1)?.answer).toBe("unreached");
});

test("where no case of a Switch fits, it went out otherwise; else by the case's name", () => {
  const chain = withRun({ ports: ["default", "Prices"].map((port) => ({ name: "Which question?", port })) });
  expect(chain[4]?.message).toBe(
    "At “Which question?” it went out by “Otherwise”, then at “Which question?” it went out by “Prices”.",
  );
});

test.each([
  ["held", "port", "start_cycle"],
  ["cancelled", "port", "open_run"],
] as const)("a %s run ends it at the %s, with the act %s", (status, link, kind) => {
  expect(firstNo(withRun({ status, sends: [] }))).toMatchObject({ link, act: { kind } });
});

test("a run that failed before it sent anything says its error, one that could not send says the application's", () => {
  const failure = { message: "The script threw.", step: "Compute" };
  expect(firstNo(withRun({ status: "failed", failure, sends: [] }))).toMatchObject({
    link: "port",
    message: "The run failed at “Compute”: The script threw.",
  });
  const sends = [{ name: "Reply", status: "failed", failure: "No matching user.", at: null }];
  expect(firstNo(withRun({ status: "failed", failure, sends }))).toMatchObject({
    link: "sent",
    message: "“Reply” failed: No matching user.",
  });
});

test("what is under way is not known yet, and neither is a delivery that nobody tells of", () => {
  expect(withRun({ status: "running", sends: [] })[4]).toMatchObject({ answer: "unknown" });
  const delivered = { state: "untold", asked: false, openConnection: act("open_connection") } as const;
  expect(traceChain({ ...facts, delivered })[6]).toMatchObject({ answer: "unknown", act: { kind: "open_connection" } });
});

test("there is an answer to every link in order, and nothing is reached behind the first no", () => {
  const finding = fc.record({
    answer: fc.constantFrom("yes", "no", "unknown" as const),
    message: fc.string(),
    act: fc.constant(null),
  });
  const run = fc.record({
    ...{ openRun: fc.constant(ran.openRun), startCycle: fc.constant(ran.startCycle) },
    status: fc.constantFrom("queued", "running", "held", "succeeded", "failed", "cancelled", "absorbed"),
    failure: fc.option(fc.record({ message: fc.string(), step: fc.option(fc.string()) })),
    ports: fc.array(fc.record({ name: fc.string(), port: fc.string() })),
    sends: fc.array(
      fc.record({
        name: fc.string(),
        status: fc.constantFrom("succeeded", "failed"),
        failure: fc.option(fc.string()),
        at: fc.constant(null),
      }),
    ),
  });
  const any = fc.record({
    arrivedAt: fc.constant(null),
    missing: fc.option(fc.record({ arrived: finding, signature: fc.option(finding) })),
    routed: fc.option(finding),
    cycle: fc.option(finding),
    run: fc.option(run),
    delivered: fc.constant(facts.delivered),
  });
  fc.assert(
    fc.property(any, (given) => {
      const chain = traceChain(given);
      expect(chain.map(({ link }) => link)).toEqual(traceLinks);
      const ended = chain.findIndex(({ answer }) => answer === "no");
      if (ended >= 0) expect(new Set(chain.slice(ended + 1).map(({ answer }) => answer)).has("yes")).toBe(false);
    }),
  );
});
