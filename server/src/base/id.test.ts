import { type IdKind, idOf, idPrefixes } from "@velodrome/contract";
import fc from "fast-check";
import { TypeID } from "typeid-js";
import { describe, expect, test } from "vitest";
import { fromWire, newId, newIdBeside, toWire } from "./id.ts";

const kinds = Object.keys(idPrefixes) as IdKind[];

describe("ids", () => {
  test("grow, even many within one millisecond", () => {
    const ids = Array.from({ length: 5000 }, newId);
    expect(ids.toSorted()).toEqual(ids);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test("beside another are of its millisecond, and its own", () => {
    const id = "01900000-0000-7abc-8000-000000000001";
    const beside = newIdBeside(id);
    expect(beside).toMatch(/^01900000-0000-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(beside).not.toBe(newIdBeside(id));
  });

  test("are on the wire exactly what the TypeID library makes of them, and come back", () => {
    fc.assert(
      fc.property(fc.constantFrom(...kinds), fc.uuid(), (kind, uuid) => {
        const wire = toWire(kind, uuid);
        expect(wire).toBe(TypeID.fromUUID(idPrefixes[kind], uuid).toString());
        expect(idOf(kind).safeParse(wire).success).toBe(true);
        expect(fromWire(kind, wire)).toBe(uuid);
      }),
    );
  });

  test("of another kind, of another length or with a foreign letter are refused", () => {
    const wire = toWire("run", newId());
    expect(fromWire("cycle", wire)).toBeNull();
    expect(fromWire("run", `${wire}0`)).toBeNull();
    expect(fromWire("run", wire.slice(0, -1))).toBeNull();
    expect(fromWire("run", `${wire.slice(0, -1)}u`)).toBeNull();
    expect(fromWire("run", `${wire.slice(0, -1)}é`)).toBeNull();
    expect(fromWire("run", wire.replace("_", "-"))).toBeNull();
    expect(fromWire("run", `run_8${wire.slice(5)}`)).toBeNull();
    expect(fromWire("run", "")).toBeNull();
  });

  test("keep any text from the outside from becoming a broken id", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const uuid = fromWire("run", `run_${text}`);
        if (uuid !== null) expect(toWire("run", uuid)).toBe(`run_${text}`);
      }),
    );
  });
});
