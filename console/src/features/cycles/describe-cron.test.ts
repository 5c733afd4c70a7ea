import { expect, it } from "vitest";
import { describeCron } from "./describe-cron.ts";

it("says when a pattern comes round", () => {
  const patterns = [
    ["0 20 * * 1-5", "At 20:00, Monday through Friday"],
    ["30 9 * * *", "At 09:30"],
    ["5 7 * * MON", "At 07:05, only on Monday"],
    ["0 9 * * 7", "At 09:00, only on Sunday"],
    ["15 0 1 * *", "At 00:15, on day 1 of the month"],
    ["0 * * * *", "Every hour"],
    ["*/15 * * * *", "Every 15 minutes"],
  ];
  expect(patterns.map(([pattern = ""]) => describeCron(pattern))).toEqual(patterns.map(([, words]) => words));
});

it("leaves what is no pattern of five parts to itself", () => {
  const patterns = ["", "0 9 * *", "0 9 * * * *", "0 9 * * 8", "0 25 * * *", "60 9 * * *", "x * * * *"];
  expect(patterns.map(describeCron)).toEqual(patterns.map(() => null));
});
