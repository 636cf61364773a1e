import { existsSync, statSync } from "node:fs";
import {
  type FileHandle,
  mkdtemp,
  open,
  readdir,
  rm,
  stat,
  symlink,
  utimes,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterEach, beforeEach, describe, expect, it, type MockInstance, vi } from "vitest";
import { type ArtifactStore, createArtifactStore } from "../src/index.ts";
import { describeArtifactStore } from "./artifact-store-conformance.ts";

let dir: string;
let root: string;
let store: ArtifactStore;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "rookery-artifacts-"));
  root = join(dir, "store");
  store = createArtifactStore({ kind: "filesystem", root });
  await store.prepare();
});
afterEach(async () => {
  await store.close();
  await rm(dir, { recursive: true });
});

describe("the filesystem store", () => {
  describeArtifactStore(() => store);

  it("lets nobody else look inside", async () => {
    await store.put("a/b/c", Buffer.from("x"));
    for (const folder of [root, join(root, "a"), join(root, "a/b")]) {
      expect((await stat(folder)).mode & 0o777).toBe(0o700);
    }
    expect((await stat(join(root, "a/b/c"))).mode & 0o777).toBe(0o600);
  });

  it("follows no link out of the root", async () => {
    await writeFile(join(dir, "secret"), "secret");
    await symlink(join(dir, "secret"), join(root, "link"));
    await symlink(dir, join(root, "outside"));
    await expect(store.get("link")).rejects.toMatchObject({ code: "not-found" });
    await expect(store.get("outside/secret")).rejects.toMatchObject({ code: "not-found" });
    await expect(store.put("outside/secret", Buffer.from("x"))).rejects.toThrow();
    await expect(store.put("outside/deeper/file", Buffer.from("x"))).rejects.toThrow();
    expect(await store.head("outside/secret")).toBeNull();
    await store.delete(["outside/secret"]);
    await store.deleteFolder("outside/store");
    for await (const { key } of store.list("outside")) expect(key).toBe("nothing");
    await store.put("link", Buffer.from("own"));
    expect(String(await store.get("link"))).toBe("own");
    expect((await readdir(dir)).sort()).toEqual(["secret", "store"]);
  });

  it("clears away what a crash left a day ago, and nothing younger", async () => {
    const incoming = join(root, ".incoming");
    await writeFile(join(incoming, "old"), "x");
    await writeFile(join(incoming, "young"), "x");
    await utimes(join(incoming, "old"), 0, 0);
    await store.prepare();
    expect(await readdir(incoming)).toEqual(["young"]);
  });

  it("says when a key would be both an artifact and a folder", async () => {
    await store.put("a", Buffer.from("x"));
    await expect(store.put("a/b", Buffer.from("x"))).rejects.toMatchObject({ code: "conflict" });
    await store.put("c/d", Buffer.from("x"));
    await expect(store.put("c", Buffer.from("x"))).rejects.toMatchObject({ code: "conflict" });
  });

  it("writes again after its folders were removed behind its back", async () => {
    await store.put("a/b", Buffer.from("1"));
    await rm(join(root, "a"), { recursive: true });
    await store.put("a/b", Buffer.from("2"));
    expect(String(await store.get("a/b"))).toBe("2");
  });

  describe("an artifact that must survive a loss of power", () => {
    let syncs: string[];
    let spies: MockInstance[];
    let beforeFolder: () => Promise<void>;
    const key = "models/penguins/1.json";
    const folders = ["", "models", "models/penguins"];

    /** Notes every sync of the disk, with whether the artifact could be seen then. */
    beforeEach(async () => {
      syncs = [];
      beforeFolder = async () => {};
      const handle = await open(root);
      const prototype = Object.getPrototypeOf(handle) as FileHandle;
      await handle.close();
      spies = (["datasync", "sync"] as const).map((name) => {
        const original = prototype[name];
        return vi.spyOn(prototype, name).mockImplementation(async function (this: FileHandle) {
          const { ino } = await this.stat();
          const folder = folders.find((path) => ino === statSync(join(root, path)).ino);
          const kind = folder ?? "bytes";
          syncs.push(`${kind} ${existsSync(join(root, key)) ? "after" : "before"}`);
          if (folder !== undefined) await beforeFolder();
          await original.call(this);
        });
      });
    });
    afterEach(() => {
      for (const spy of spies) spy.mockRestore();
    });

    it("is on the disk, with its name and its folders, before put returns", async () => {
      await store.put(key, Buffer.from("x"), { durable: true });
      expect(syncs[0]).toBe("bytes before");
      expect(syncs.slice(1).sort()).toEqual(folders.map((folder) => `${folder} after`));
      expect(String(await store.get(key))).toBe("x");
    });

    it("as a stream, too", async () => {
      await store.put(key, Readable.from([Buffer.from("x")]), { durable: true });
      expect(syncs[0]).toBe("bytes before");
    });

    it("settles its folders once, also those that others made without waiting", async () => {
      await store.put("models/other", Buffer.from("x"));
      expect(syncs).toEqual([]);
      await store.put("models/penguins/0.json", Buffer.from("x"), { durable: true });
      expect(syncs).toContain(" before");
      syncs.length = 0;
      await store.put(key, Buffer.from("x"), { durable: true });
      expect(syncs).toEqual(["bytes before", "models/penguins after"]);
    });

    it("shares the syncs of a folder with others that come at once", async () => {
      const keys = Array.from({ length: 20 }, (_, number) => `models/penguins/${number}.json`);
      const countFiles = async () => (await readdir(join(root, "models/penguins"))).length;
      beforeFolder = () => expect.poll(countFiles).toBe(keys.length);
      await Promise.all(keys.map((one) => store.put(one, Buffer.from("x"), { durable: true })));
      expect(syncs.filter((sync) => sync.startsWith("bytes"))).toHaveLength(20);
      expect(syncs.length).toBeLessThan(2 * 20);
    });

    it("is every artifact of a store set up so", async () => {
      const durable = createArtifactStore({ kind: "filesystem", root, fsync: true });
      await durable.put(key, Buffer.from("x"));
      expect(syncs[0]).toBe("bytes before");
    });
  });

  it("a ping tells when the folder is gone", async () => {
    await rm(root, { recursive: true });
    await expect(store.ping()).rejects.toMatchObject({ code: "unavailable" });
  });
});
