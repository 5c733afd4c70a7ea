import fc from "fast-check";
import { expect, it } from "vitest";
import { valuePieces } from "./value-pieces.ts";

it("parts an address behind its slashes, and a command at its spaces", () => {
  expect(valuePieces("https://hooks.example.com/webhooks/facebook-messenger/h1Qk-DP")).toEqual([
    "https://hooks.example.com/",
    "webhooks/",
    "facebook-messenger/",
    "h1Qk-DP",
  ]);
  expect(valuePieces("cloudflared tunnel --url http://localhost:3000")).toEqual([
    "cloudflared",
    " ",
    "tunnel",
    " ",
    "--url",
    " ",
    "http://localhost:3000",
  ]);
});

it("leaves nothing out", () => {
  fc.assert(fc.property(fc.string(), (value) => valuePieces(value).join("") === value));
});
