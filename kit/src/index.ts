export * from "./connector.ts";
export * from "./connector-error.ts";
export * from "./create-http-client.ts";
export * from "./define-connector.ts";
export * from "./http-client.ts";
export type { HttpExchange } from "./http-exchange.ts";
export { isJsonTooDeep } from "./json-depth.ts";
export { isSecretKey, maskSecrets } from "./redact.ts";
