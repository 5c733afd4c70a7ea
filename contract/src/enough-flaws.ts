import type { z } from "zod";

/** So many unsound parts of one value are told of; what comes after them is not looked at. */
export const flawedPartsAtMost = 100;
/** Parts of a record that are looked at in one go. */
const portion = 1000;

type Context = z.core.ParseContextInternal;
type Look = z.core.$ZodType["_zod"]["run"];

/** How many unsound parts each reading under way has met. */
const met = new WeakMap<Context, number>();
const isEnough = (ctx: Context): boolean => (met.get(ctx) ?? 0) >= flawedPartsAtMost;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function withLook<Schema extends z.ZodType>(schema: Schema, change: (look: Look) => Look): Schema {
  const own = schema.clone();
  own._zod.run = change(own._zod.run);
  return own;
}

/**
 * A part that a value can have hundreds of thousands of: once enough of them are unsound, the value is refused anyway, and
 * looking at the others would hold everything else up. Only for parts whose flaw is a flaw of the whole: not for one way
 * of a union that another way may make good.
 */
export const untilEnough = <Schema extends z.ZodType>(schema: Schema): Schema =>
  withLook(schema, (look) => (payload, ctx) => {
    if (isEnough(ctx)) return payload;
    const before = payload.issues.length;
    const result = look(payload, ctx);
    if (!(result instanceof Promise) && result.issues.length > before) met.set(ctx, (met.get(ctx) ?? 0) + 1);
    return result;
  });

/** A record of such parts, or under such names: where it is huge, the rest of it is left alone as well. */
export const recordUntilEnough = <Schema extends z.ZodType>(schema: Schema): Schema =>
  withLook(schema, (look) => (payload, ctx) => {
    const { value } = payload;
    const names = isRecord(value) ? Object.keys(value) : [];
    if (!isRecord(value) || names.length <= portion) return look(payload, ctx);
    const whole = {};
    for (let from = 0; from < names.length && !isEnough(ctx); from += portion) {
      const part = Object.fromEntries(names.slice(from, from + portion).map((name) => [name, value[name]]));
      const result = look({ value: part, issues: [] }, ctx);
      if (result instanceof Promise) throw new Error("A record is read at once, without waiting.");
      Object.assign(whole, result.value);
      payload.issues.push(...result.issues);
    }
    payload.value = whole;
    return payload;
  });
