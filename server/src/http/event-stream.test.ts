import { IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";
import type { FastifyReply } from "fastify";
import { expect, test, vi } from "vitest";
import { streamEvents } from "./event-stream.ts";

const begin = (raw: ServerResponse) => {
  const open = new Set<() => void>();
  const stop = vi.fn();
  streamEvents({ hijack: () => {}, raw } as unknown as FastifyReply, open, () => stop);
  return { open, stop };
};
const response = () => new ServerResponse(new IncomingMessage(new Socket()));

test("a stream goes on until its listener goes away", () => {
  const raw = response();
  const { open, stop } = begin(raw);
  expect([open.size, stop.mock.calls.length]).toEqual([1, 0]);
  raw.destroy();
  raw.emit("close");
  expect(open.size).toBe(0);
  expect(stop).toHaveBeenCalled();
});

test("of a listener that went away before it began nothing is left", () => {
  const raw = response();
  raw.destroy();
  const { open, stop } = begin(raw);
  expect(open.size).toBe(0);
  expect(stop).toHaveBeenCalled();
});
