import { type Logger, pino } from "pino";
import { formatLogLine } from "./log-format.ts";

export type Log = Logger;

export const logLevels = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;
export type LogLevel = (typeof logLevels)[number];

const secretName =
  /token|secret|password|authorization|cookie|api[-_]?key|encryption[-_]?key|appsecret[-_]?proof|signature/i;
const secretInQuery =
  /\b(access_token|appsecret_proof|client_secret|fb_exchange_token|hub\.verify_token|code|token)=[^&"\\\s]+/g;
const passwordInUrl = /(:\/\/[^:@/\s"]*):[^@\s"]+@/g;
const redacted = "[redacted]";
const maxDepth = 8;

/**
 * The one way to make a logger. JSON lines by default; `pretty` is for a person's terminal.
 * Secrets are removed twice: by field name before the line is built, and by shape (query strings, URLs with a
 * password) in the finished line, because foreign error messages carry whole addresses.
 */
export function createLog(options: { level: LogLevel; pretty: boolean; write?: (line: string) => void }): Log {
  const write = options.write ?? ((line: string) => process.stdout.write(line));
  return pino(
    {
      level: options.level,
      base: null,
      formatters: {
        level: (label) => ({ level: label }),
        log: (fields) => redactFields(fields, 0) as Record<string, unknown>,
      },
      timestamp: pino.stdTimeFunctions.isoTime,
    },
    { write: (line: string) => write(options.pretty ? formatLogLine(redactText(line)) : redactText(line)) },
  );
}

/** Removes what looks like a secret from free text: a foreign error message, an address. */
export function redactText(text: string): string {
  return text.replace(secretInQuery, `$1=${redacted}`).replace(passwordInUrl, `$1:${redacted}@`);
}

function redactFields(value: unknown, depth: number): unknown {
  if (Array.isArray(value)) {
    return depth >= maxDepth ? "[too deep]" : value.map((item) => redactFields(item, depth + 1));
  }
  if (!isPlainObject(value)) {
    return value;
  }
  if (depth >= maxDepth) {
    return "[too deep]";
  }
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [
      name,
      secretName.test(name) && (typeof item === "string" || isPlainObject(item))
        ? redacted
        : redactFields(item, depth + 1),
    ]),
  );
}

/** Errors, buffers and requests are left to pino's own serializers. */
function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) {
    return false;
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
