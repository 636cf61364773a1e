import { randomBytes } from "node:crypto";
import { describeWithS3, type S3Service } from "@rookery/test";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type ArtifactStore, createArtifactStore } from "../src/index.ts";
import { describeArtifactStore } from "./artifact-store-conformance.ts";

function open(
  s3: S3Service,
  changes: { bucket?: string; secretAccessKey?: string; endpoint?: string } = {},
) {
  const { endpoint, region, accessKeyId, secretAccessKey } = { ...s3, ...changes };
  return createArtifactStore({
    kind: "s3",
    bucket: changes.bucket ?? `test-${randomBytes(8).toString("hex")}`,
    endpoint,
    region,
    credentials: { accessKeyId, secretAccessKey },
    forcePathStyle: true,
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
