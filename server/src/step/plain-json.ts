/** Whether a value is an object as JSON has them. */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/**
 * What JSONata answers, as JSON has it: its marked arrays become plain ones, its functions and undefined members are
 * left out, numbers that JSON cannot write become null. Values that came from outside of it are not copied.
 */
export function toPlainJson(value: unknown): unknown {
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (typeof value !== "object" || value === null) return typeof value === "function" ? undefined : value;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === Object.prototype || prototype === Array.prototype) return value;
  if (Array.isArray(value)) return Array.from(value, (item) => toPlainJson(item) ?? null);
  if ("_jsonata_lambda" in value || "_jsonata_function" in value) return undefined;
  const members = Object.entries(value).map(([key, member]) => [key, toPlainJson(member)] as const);
  return Object.fromEntries(members.filter(([, member]) => member !== undefined));
}
