import type { Caller } from "@velodrome/contract";
import type { FastifyRequest } from "fastify";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { AppError } from "../base/app-error.ts";
import { type AudienceDeps, createAudience } from "./audience.ts";

const request = {} as FastifyRequest;
const signedOut = new AppError("unauthenticated", { message: "This session has ended." });

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const listen = () => {
  const authorize = vi.fn(async (): Promise<Caller> => ({ kind: "api-key", name: "key" }));
  const onError = vi.fn();
  const audience = createAudience({ log: { warn: onError } } as unknown as AudienceDeps, authorize);
  const end = vi.fn();
  return { authorize, onError, audience, end, stop: audience.watch(request, end) };
};
const later = () => vi.advanceTimersByTimeAsync(15_000);

test("a stream ends soon after the session by which it began", async () => {
  const { authorize, end } = listen();
  await later();
  expect(end).not.toHaveBeenCalled();
  authorize.mockRejectedValue(signedOut);
  await later();
  expect(end).toHaveBeenCalled();
});

test("a stream ends at once where somebody signs out", async () => {
  const { authorize, audience, end } = listen();
  authorize.mockRejectedValue(signedOut);
  audience.look();
  await vi.advanceTimersByTimeAsync(0);
  expect(end).toHaveBeenCalled();
});

test("a stream goes on while nobody can say whether its session has ended", async () => {
  const { authorize, onError, end } = listen();
  authorize.mockRejectedValue(new AppError("unavailable", { message: "Try again." }));
  await later();
  expect(end).not.toHaveBeenCalled();
  expect(onError).toHaveBeenCalled();
});

test("nobody is looked at who has gone", async () => {
  const { authorize, audience, stop } = listen();
  stop();
  audience.look();
  await later();
  expect(authorize).not.toHaveBeenCalled();
});
