import { stripVTControlCharacters } from "node:util";
import { describe, expect, it } from "vitest";
import { bannerText } from "./banner.ts";

const plain = (facts: Partial<Parameters<typeof bannerText>[0]>): string =>
  stripVTControlCharacters(
    bannerText({
      ...{ version: "1.2.3", startedInMs: 1234, consoleUrl: null, healthUrl: null, signInUrl: null, sandboxUrl: null },
      ...facts,
    }),
  );

describe("the banner", () => {
  it("names what there is to open", () => {
    const text = plain({
      consoleUrl: "http://localhost:3000",
      signInUrl: "http://localhost:3000/first-sign-in?token=t",
      sandboxUrl: "http://localhost:3001",
    });
    expect(text).toContain("Velodrome 1.2.3 is ready after 1.2 s.");
    expect(text).toMatch(
      /Console +http:\/\/localhost:3000\n.*First sign-in +http.*\n.*Sandbox +http:\/\/localhost:3001\n/,
    );
  });

  it("names no console where none is served, and where a worker says how it is", () => {
    expect(plain({})).not.toContain("Console");
    expect(plain({ healthUrl: "http://127.0.0.1:3100/health/ready" })).toMatch(/Health +http:.*3100\/health\/ready/);
  });
});
