import { describe, expect, it } from "vitest";
import { hostOf, isHost, publicUrlOf } from "./host-of.ts";

describe("the Service Domain as it is entered", () => {
  it.each([
    ["hooks.example.com", "hooks.example.com"],
    ["  Hooks.Example.com ", "hooks.example.com"],
    ["https://quick-fox.trycloudflare.com/", "quick-fox.trycloudflare.com"],
    ["HTTP://localhost:3000/a?b#c", "localhost:3000"],
    ["", ""],
  ])("%j is the host %j", (entered, host) => {
    expect(hostOf(entered)).toBe(host);
  });

  it.each([
    ["hooks.example.com", true],
    ["localhost:3000", true],
    ["hooks.example.com:99999999", false],
    ["two words", false],
    ["hooks..example.com", false],
    ["", false],
  ])("%j is a host: %s", (host, is) => expect(isHost(host)).toBe(is));

  it("is spoken to by https unless it is this machine", () => {
    expect(publicUrlOf("hooks.example.com")).toBe("https://hooks.example.com");
    expect(publicUrlOf("localhost:3000")).toBe("http://localhost:3000");
    expect(publicUrlOf("127.0.0.1:3000")).toBe("http://127.0.0.1:3000");
    expect(publicUrlOf("localhost.example.com")).toBe("https://localhost.example.com");
  });
});
