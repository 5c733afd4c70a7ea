export * from "./connector.ts";
export * from "./connector-error.ts";
export * from "./http-client.ts";
