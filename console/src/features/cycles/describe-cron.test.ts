import { expect, it } from "vitest";
import { describeCron } from "./describe-cron.ts";

it("says when the patterns that most people write come round", () => {
  const patterns = [
    ["0 20 * * 1-5", "Monday to Friday at 20:00"],
    ["30 9 * * *", "Every day at 09:30"],
    ["5 7 * * MON", "Every Monday at 07:05"],
    ["0 9 * * 1,4", "Every Monday and Thursday at 09:00"],
    ["0 9 * * 7", "Every Sunday at 09:00"],
    ["0 9 * * fri-SUN", "Friday to Sunday at 09:00"],
    ["15 0 1 * *", "On day 1 of every month at 00:15"],
    ["0 * * * *", "Every hour"],
    ["20 * * * *", "Every hour, 20 minutes past"],
    ["*/15 * * * *", "Every 15 minutes"],
  ];
  expect(patterns.map(([pattern = ""]) => describeCron(pattern))).toEqual(patterns.map(([, words]) => words));
});

it("leaves every other pattern to itself", () => {
  const patterns = [
    "",
    "0 9 * *",
    "0 9 * * * *",
    "0 9 1 * 1",
    "0 9 * 12 *",
    "0 9-17 * * *",
    "0 9 * * 1-3-5",
    "0 9 * * 8",
    "0 9 * * 1#2",
    "0 25 * * *",
    "60 9 * * *",
    "*/7 * * * *",
    "*/15 9 * * *",
    "*/15 * * * 1",
    "x * * * *",
  ];
  expect(patterns.map(describeCron)).toEqual(patterns.map(() => null));
});
