export * from "./connector.ts";
export * from "./connector-error.ts";
export * from "./define-connector.ts";
export * from "./http-client.ts";
