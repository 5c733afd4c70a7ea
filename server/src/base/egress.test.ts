import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import fc from "fast-check";
import { request } from "undici";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createHttpClient } from "@velodrome/kit";
import { createEgressDispatcher, createTrustedDispatcher, createWayOut } from "./egress.ts";
import { createEgressPolicy, EgressRefusedError } from "./egress-policy.ts";

const server = createServer((_, response) => response.end("inside"));
let port = 0;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
});

describe("which addresses cycles may call", () => {
  const policy = createEgressPolicy([]);

  test.each([
    "127.0.0.1",
    "127.9.9.9",
    "0.0.0.0",
    "10.0.0.1",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "100.100.100.200",
    "168.63.129.16",
    "224.0.0.1",
    "255.255.255.255",
    "::1",
    "::",
    "fe80::1",
    "fd00:ec2::254",
    "::ffff:10.0.0.1",
    "::ffff:a9fe:a9fe",
    "64:ff9b::a00:1",
    "2002:a00:1::",
    "not an address",
  ])("%s is refused", (address) => expect(policy.permits("example.test", address)).toBe(false));

  test.each(["157.240.1.1", "8.8.8.8", "2a03:2880:f10c::1", "::ffff:8.8.8.8"])("%s is allowed", (address) =>
    expect(policy.permits("example.test", address)).toBe(true),
  );

  test("no private IPv4 address gets through, plain or mapped into IPv6", () => {
    const byte = fc.integer({ min: 0, max: 255 });
    const first = fc.constantFrom([10], [127], [192, 168], [169, 254], [172, 20], [100, 99], [0]);
    fc.assert(
      fc.property(first, fc.tuple(byte, byte, byte), (head, tail) => {
        const address = [...head, ...tail].slice(0, 4).join(".");
        expect(policy.permits("h", address)).toBe(false);
        expect(policy.permits("h", `::ffff:${address}`)).toBe(false);
      }),
    );
  });

  test("networks, addresses and hosts of the list are allowed, and only they", () => {
    const listed = createEgressPolicy(["10.1.0.0/16", "127.0.0.1", "CRM.internal", "fd00::/8"]);
    expect(listed.permits("a", "10.1.2.3")).toBe(true);
    expect(listed.permits("a", "10.2.2.3")).toBe(false);
    expect(listed.permits("a", "127.0.0.1")).toBe(true);
    expect(listed.permits("a", "127.0.0.2")).toBe(false);
    expect(listed.permits("crm.internal.", "192.168.0.9")).toBe(true);
    expect(listed.permits("not-crm.internal", "192.168.0.9")).toBe(false);
    expect(listed.permits("a", "fd12::1")).toBe(true);
  });

  test.each(["10.0.0.0/99", "http://x", "a b", "1.2.3", ""])("an entry %j is refused by name", (entry) => {
    expect(() => createEgressPolicy([entry])).toThrow(`"${entry}" is not a network`);
  });
});

describe("the way out for cycles", () => {
  const causes = (error: unknown): unknown[] =>
    error instanceof Error
      ? [error, ...(error instanceof AggregateError ? error.errors : []), ...causes(error.cause)]
      : [];
  const refusal = async (url: string, dispatcher = createEgressDispatcher(createEgressPolicy([]))) =>
    request(url, { dispatcher }).then(
      () => "answered",
      (error: unknown) => causes(error).find((each) => each instanceof EgressRefusedError) ?? error,
    );

  test.each(["127.0.0.1", "localhost", "[::1]", "2130706433", "0x7f.1"])(
    "refuses %s before a socket is opened",
    async (host) => {
      expect(await refusal(`http://${host}:${port}/`)).toBeInstanceOf(EgressRefusedError);
    },
  );

  test("refuses a name that resolves to an inner address, even beside a public one", async () => {
    const dispatcher = createEgressDispatcher(createEgressPolicy([]), (_host, _options, callback) =>
      callback(null, [
        { address: "8.8.8.8", family: 4 },
        { address: "127.0.0.1", family: 4 },
      ]),
    );
    expect(await refusal(`http://rebind.test:${port}/`, dispatcher)).toBeInstanceOf(EgressRefusedError);
  });

  test("asks again for each socket, so a name that changes its address gains nothing", async () => {
    const answers = ["127.0.0.1", "127.0.0.2"];
    const dispatcher = createEgressDispatcher(createEgressPolicy(["127.0.0.1"]), (_host, _options, callback) =>
      callback(null, [{ address: answers.shift() ?? "", family: 4 }]),
    );
    const first = await request(`http://rebind.test:${port}/`, { dispatcher, reset: true });
    expect(await first.body.text()).toBe("inside");
    expect(await refusal(`http://rebind.test:${port}/`, dispatcher)).toBeInstanceOf(EgressRefusedError);
    await dispatcher.close();
  });

  test("lets through what the list allows", async () => {
    const dispatcher = createEgressDispatcher(createEgressPolicy(["localhost"]));
    const { body } = await request(`http://localhost:${port}/`, { dispatcher });
    expect(await body.text()).toBe("inside");
    await dispatcher.close();
  });

  test("is not asked of a Setup's own address", async () => {
    const dispatcher = createTrustedDispatcher();
    const { body } = await request(`http://127.0.0.1:${port}/`, { dispatcher });
    expect(await body.text()).toBe("inside");
    await dispatcher.close();
  });

  test("is free to a Setup's own address and guarded to every other, though the Setup has one", async () => {
    const wayOut = createWayOut([]);
    const own = `http://127.0.0.1:${port}`;
    const ask = (graphUrl: string | null, url: string) =>
      createHttpClient({ dispatcher: wayOut({ graphUrl }) }).request({ method: "GET", url });
    expect((await ask(own, `${own}/v25.0/me`)).body).toBe("inside");
    await expect(ask(`http://localhost:${port}`, `${own}/`)).rejects.toMatchObject({ code: "address_not_allowed" });
    await expect(ask(null, `${own}/`)).rejects.toMatchObject({ code: "address_not_allowed" });
  });
});
