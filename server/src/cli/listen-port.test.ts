import { createServer } from "node:net";
import { describe, expect, test } from "vitest";
import { assertPortFree } from "./listen-port.ts";

const variables = { portVariable: "PORT", hostVariable: "HOST" };

describe("the port to listen on", () => {
  test("is refused by the variable's name when it is taken, and given when it is free again", async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as { port: number };
    const place = { host: "127.0.0.1", port, ...variables };
    await expect(assertPortFree(place)).rejects.toThrow(
      `PORT: the port ${port} on 127.0.0.1 is taken by another program: stop that, or choose another, for example PORT=`,
    );
    await new Promise((resolve) => server.close(resolve));
    await assertPortFree(place);
  });

  test("names the host's variable when the address is not this machine's", async () => {
    await expect(assertPortFree({ host: "192.0.2.1", port: 1025, ...variables })).rejects.toThrow(
      "HOST: this machine has no address 192.0.2.1: for example HOST=127.0.0.1",
    );
  });
});
