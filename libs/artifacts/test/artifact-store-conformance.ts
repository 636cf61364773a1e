import { createHash, randomBytes } from "node:crypto";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import fc from "fast-check";
import { expect, it } from "vitest";
import type { ArtifactStore } from "../src/index.ts";

/** What every artifact store guarantees. `store()` gives an empty, prepared store for each test. */
export function describeArtifactStore(store: () => ArtifactStore): void {
  const text = (value: string) => new TextEncoder().encode(value);

  async function keysIn(folder: string): Promise<string[]> {
    const keys: string[] = [];
    for await (const { key } of store().list(folder)) keys.push(key);
    return keys.sort();
  }

  it("gives back the bytes that were put, with their size and digest", async () => {
    const content = randomBytes(5000);
    const stored = await store().put("runs/7/model.json", content, {
      contentType: "application/json",
    });
    expect(stored).toEqual({
      sizeBytes: 5000,
      sha256: createHash("sha256").update(content).digest("hex"),
    });
    expect(content.equals(await store().get("runs/7/model.json"))).toBe(true);
    expect(content.equals(await buffer(await store().getStream("runs/7/model.json")))).toBe(true);
    const head = await store().head("runs/7/model.json");
    expect(head?.sizeBytes).toBe(5000);
    expect(Math.abs(Date.now() - Number(head?.modifiedAt))).toBeLessThan(60_000);
  });

  it.each([0, 1, 300_000, 12_000_000])(
    "takes a stream of unknown length: %i bytes",
    async (sizeBytes) => {
      const content = randomBytes(sizeBytes);
      const chunks = function* () {
        for (let at = 0; at < sizeBytes; at += 65_000) yield content.subarray(at, at + 65_000);
      };
      const stored = await store().put("stream.bin", Readable.from(chunks()));
      expect(stored).toEqual({
        sizeBytes,
        sha256: createHash("sha256").update(content).digest("hex"),
      });
      expect(content.equals(await store().get("stream.bin"))).toBe(true);
    },
  );

  it("shows nothing of a stream that breaks, and keeps what was there", async () => {
    await store().put("kept.txt", text("before"));
    const broken = () =>
      Readable.from(
        (async function* () {
          yield randomBytes(6_000_000);
          throw new Error("the sender went away");
        })(),
      );
    await expect(store().put("kept.txt", broken())).rejects.toThrow();
    await expect(store().put("new.txt", broken())).rejects.toThrow();
    expect(String(await store().get("kept.txt"))).toBe("before");
    expect(await keysIn("")).toEqual(["kept.txt"]);
  });

  it("replaces an artifact whole: readers see old or new bytes, never a mix", async () => {
    const versions = ["a", "b"].map((letter) => text(letter.repeat(100_000)));
    await store().put("contested", versions[0] ?? text(""));
    const writes = Array.from({ length: 20 }, (_, at) =>
      store().put("contested", versions[at % 2] ?? text("")),
    );
    const reads = Array.from({ length: 20 }, async () => {
      const seen = await store().get("contested");
      expect(seen.length).toBe(100_000);
      expect(new Set(seen).size).toBe(1);
    });
    await Promise.all([...writes, ...reads]);
  });

  it("tells what is missing", async () => {
    const missing = { code: "not-found" };
    await expect(store().get("nowhere/it")).rejects.toMatchObject(missing);
    await expect(store().getStream("nowhere/it")).rejects.toMatchObject(missing);
    expect(await store().head("nowhere/it")).toBeNull();
    await store().put("folder/inside", text("x"));
    await expect(store().get("folder")).rejects.toMatchObject(missing);
    await expect(store().getStream("folder")).rejects.toMatchObject(missing);
    expect(await store().head("folder")).toBeNull();
  });

  it("lists a folder and all below it, and only that", async () => {
    const keys = ["runs/1/a", "runs/1/b/c", "runs/10/a", "runs.txt", "log"];
    await Promise.all(keys.map((key) => store().put(key, text(key))));
    expect(await keysIn("")).toEqual([...keys].sort());
    expect(await keysIn("runs/1")).toEqual(["runs/1/a", "runs/1/b/c"]);
    expect(await keysIn("run")).toEqual([]);
    expect(await keysIn("nowhere")).toEqual([]);
    for await (const { sizeBytes } of store().list("runs/10")) expect(sizeBytes).toBe(9);
  });

  it("lists more than one page and deletes a folder of them", async () => {
    const keys = Array.from({ length: 1050 }, (_, at) => `many/${at}`);
    while (keys.length > 0) {
      await Promise.all(keys.splice(0, 50).map((key) => store().put(key, text("x"))));
    }
    await store().put("other", text("x"));
    expect((await keysIn("many")).length).toBe(1050);
    await store().deleteFolder("many");
    expect(await keysIn("")).toEqual(["other"]);
    await store().deleteFolder("many");
    await store().put("many/again", text("x"));
    expect(await keysIn("many")).toEqual(["many/again"]);
  });

  it("deletes one key or several, there or not", async () => {
    await Promise.all(["a", "b", "c"].map((key) => store().put(key, text("x"))));
    await store().delete("a");
    await store().delete(["b", "nowhere/at/all"]);
    await store().delete([]);
    expect(await keysIn("")).toEqual(["c"]);
  });

  it("takes any name made of plain segments", async () => {
    const segment = fc
      .string({ unit: "binary", minLength: 1, maxLength: 20 })
      .filter((name) => !/[/\\\p{Cc}\p{Surrogate}]/u.test(name) && name !== "." && name !== "..");
    await fc.assert(
      fc.asyncProperty(fc.array(segment, { minLength: 1, maxLength: 3 }), async (segments) => {
        const key = ["odd", ...segments, "end"].join("/");
        await store().put(key, text(key));
        expect(String(await store().get(key))).toBe(key);
        expect(await keysIn("odd")).toContain(key);
        await store().delete(key);
        expect(await store().head(key)).toBeNull();
      }),
      { numRuns: 25 },
    );
  });

  it.each([
    "",
    "/",
    "/a",
    "a/",
    "a//b",
    "../a",
    "a/../b",
    ".",
    "a/.",
    "a\\b",
    "a\0b",
    "a\nb",
    "x".repeat(256),
    "y/".repeat(600),
  ])("refuses the key %j everywhere", async (key) => {
    const refused = { code: "validation-failed" };
    await expect(store().put(key, text("x"))).rejects.toMatchObject(refused);
    await expect(store().get(key)).rejects.toMatchObject(refused);
    await expect(store().getStream(key)).rejects.toMatchObject(refused);
    await expect(store().head(key)).rejects.toMatchObject(refused);
    await expect(store().delete(["fine", key])).rejects.toMatchObject(refused);
    if (key !== "") await expect(keysIn(key)).rejects.toMatchObject(refused);
    if (key !== "") await expect(store().deleteFolder(key)).rejects.toMatchObject(refused);
    expect(await keysIn("")).toEqual([]);
  });

  it("can be prepared twice and answers a ping", async () => {
    await Promise.all([store().prepare(), store().prepare()]);
    await store().ping();
  });
}
