import { gatherSteps, type PlacedAttempt } from "@velodrome/contract";
import { expect, it } from "vitest";
import { wholeSteps } from "./whole-steps.ts";

const attempt = (at: number, over: Partial<PlacedAttempt> = {}): PlacedAttempt => ({
  id: `srn_${String(at).padStart(26, "0")}`,
  ...{ step: "send", path: String(at), port: null, number: 1, status: "succeeded", repeated: false },
  ...{ input: null, output: at, request: null, response: null, error: null },
  ...{ startedAt: `2026-11-22T12:00:0${at}.000Z`, finishedAt: "2026-11-22T12:00:09.000Z", ...over },
});

it("lays attempts that were left out between those that are known, each once", () => {
  const all = [
    attempt(0, { step: "each", path: "", status: "intended", input: { list: [] } }),
    ...Array.from({ length: 8 }, (_, at) => attempt(at + 1)),
    attempt(9, { step: "each", path: "", output: { count: 8 }, startedAt: "2026-11-22T12:00:00.000Z" }),
  ];
  const known = gatherSteps([...all.slice(0, 3), ...all.slice(7)]);
  expect(wholeSteps(known, [])).toEqual(known);
  const whole = wholeSteps(known, all.slice(2, 8));
  expect(whole.map(({ step, path }) => [step, path])).toEqual(gatherSteps(all).map(({ step, path }) => [step, path]));
  expect(whole[0]).toMatchObject({ status: "succeeded", attempts: [{ input: { list: [] }, output: { count: 8 } }] });
});
