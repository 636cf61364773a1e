import { mkdtemp, readdir, rm, stat, symlink, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
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

  it("can wait for the disk", async () => {
    const durable = createArtifactStore({ kind: "filesystem", root, fsync: true });
    await durable.put("a", Buffer.from("x"));
    expect(String(await store.get("a"))).toBe("x");
  });

  it("a ping tells when the folder is gone", async () => {
    await rm(root, { recursive: true });
    await expect(store.ping()).rejects.toMatchObject({ code: "unavailable" });
  });
});
