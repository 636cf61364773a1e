import { randomBytes } from "node:crypto";
import {
  Cleanup,
  type Direction,
  describeWithS3,
  type S3Service,
  startTcpProxy,
  type TcpProxy,
} from "@rookery/test";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type ArtifactStore, createArtifactStore } from "../src/index.ts";
import { describeArtifactStore } from "./artifact-store-conformance.ts";

function open(
  s3: S3Service,
  changes: {
    bucket?: string;
    secretAccessKey?: string;
    endpoint?: string;
    silenceMs?: number;
  } = {},
) {
  const { endpoint, region, accessKeyId, secretAccessKey } = { ...s3, ...changes };
  return createArtifactStore({
    kind: "s3",
    bucket: changes.bucket ?? `test-${randomBytes(8).toString("hex")}`,
    endpoint,
    region,
    credentials: { accessKeyId, secretAccessKey },
    forcePathStyle: true,
    ...(changes.silenceMs !== undefined && { silenceMs: changes.silenceMs }),
  });
}

describeWithS3("the S3 store", (s3) => {
  let store: ArtifactStore;

  beforeEach(async () => {
    store = open(s3());
    await store.prepare();
  });
  afterEach(async () => {
    await store.deleteFolder("");
    await store.close();
  });

  describeArtifactStore(() => store);

  it("tells a missing bucket, wrong credentials and a dead server apart", async () => {
    const missing = open(s3());
    await expect(missing.ping()).rejects.toMatchObject({
      code: "unavailable",
      message: expect.stringContaining("no bucket"),
    });
    await expect(missing.get("a")).rejects.toMatchObject({ code: "unavailable" });
    const refused = open(s3(), { secretAccessKey: "wrong-secret" });
    await expect(refused.prepare()).rejects.toMatchObject({ code: "config-invalid" });
    const laterOn = { code: "unavailable", message: expect.stringContaining("refuses") };
    await expect(refused.ping()).rejects.toMatchObject(laterOn);
    await expect(refused.put("a", Buffer.from("x"))).rejects.toMatchObject(laterOn);
    await expect(refused.get("a")).rejects.toMatchObject(laterOn);
    const dead = open(s3(), { endpoint: "http://127.0.0.1:9" });
    await expect(dead.ping()).rejects.toMatchObject({ code: "unavailable" });
    for (const one of [missing, refused, dead]) await one.close();
  });
});

const ways: [string, Direction[]][] = [
  ["what is asked", ["to-server"]],
  ["what is answered", ["to-client"]],
  ["both", ["to-server", "to-client"]],
];

describeWithS3("the S3 store behind a firewall that forgets", (s3) => {
  const cleanup = new Cleanup();
  const content = Buffer.from("kept");
  let proxy: TcpProxy;

  /** Through the proxy, with a patience a hundred times shorter than in service. */
  async function openThrough(silenceMs?: number): Promise<ArtifactStore> {
    const endpoint = new URL(s3().endpoint);
    proxy = await startTcpProxy(Number(endpoint.port), cleanup);
    endpoint.port = String(proxy.port);
    const store = open(s3(), {
      endpoint: endpoint.href,
      ...(silenceMs !== undefined && { silenceMs }),
    });
    cleanup.add(() => store.close());
    await store.prepare();
    cleanup.add(() => store.deleteFolder(""));
    await store.put("a", content);
    return store;
  }
  afterEach(() => cleanup.run());

  describe.each(ways)("where connections lose %s and stay open", (_, directions) => {
    it("a call fails as an outage does, and after that others are answered", async () => {
      const store = await openThrough(200);
      proxy.hold(directions, "lost");
      await expect(store.get("a")).rejects.toMatchObject({ code: "unavailable" });
      await expect(store.put("b", content)).rejects.toMatchObject({ code: "unavailable" });
      proxy.restore();
      expect(await store.get("a")).toEqual(content);
      await store.put("b", content);
    });

    it("what comes late is taken", async () => {
      const store = await openThrough();
      proxy.hold(directions, "late");
      const got = store.get("a");
      proxy.restore();
      expect(await got).toEqual(content);
    });
  });
});
