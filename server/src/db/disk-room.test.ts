import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AppError } from "../base/app-error.ts";
import { roomOf, scarceBytes, watchDiskRoom } from "./disk-room.ts";

const mebibyte = 1024 * 1024;

describe("room on the disk", () => {
  test("is watched, told once, and found again when there is room", async () => {
    const disk = { free: 900 * mebibyte, size: 1000 * mebibyte };
    const said: string[] = [];
    const say = (...words: unknown[]) => void said.push(String(words.at(-1)));
    const log = { error: say, warn: say, info: say };
    const watch = await watchDiskRoom({ folders: ["/data"], log, measure: async () => disk });
    expect(() => watch.require()).not.toThrow();
    disk.free = 100 * mebibyte;
    await watch.look();
    await watch.look();
    expect(watch.room).toBe("scarce");
    expect(() => watch.require()).toThrow(AppError);
    expect(() => watch.require()).toThrow("The disk of /data has 100 MiB left");
    disk.free = 10 * mebibyte;
    await watch.look();
    expect(watch.room).toBe("none");
    disk.free = 500 * mebibyte;
    await watch.look();
    expect(watch.room).toBe("enough");
    expect(said).toHaveLength(3);
    watch.close();
  });

  test("is enough where the database is somebody else's", async () => {
    const log = { error: () => {}, warn: () => {}, info: () => {} };
    const watch = await watchDiskRoom({ folders: [], log });
    expect(watch.room).toBe("enough");
    watch.close();
  });

  test("never becomes better by less of it, and does not go to and fro at an edge", () => {
    const order = ["none", "scarce", "enough"] as const;
    const size = fc.integer({ min: 200, max: 10_000_000 }).map((size) => size * mebibyte);
    fc.assert(
      fc.property(size, fc.nat(), fc.nat(), fc.constantFrom(...order), (size, one, other, before) => {
        const [less, more] = [Math.min(one, other) % size, Math.max(one, other) % size].sort((a, b) => a - b);
        const at = (free = 0) => order.indexOf(roomOf({ free, size }, before));
        expect(at(less)).toBeLessThanOrEqual(at(more));
      }),
    );
    const edge = scarceBytes(1e12);
    expect(roomOf({ free: edge + 1, size: 1e12 }, "scarce")).toBe("scarce");
    expect(roomOf({ free: edge + 1, size: 1e12 }, "enough")).toBe("enough");
  });
});
