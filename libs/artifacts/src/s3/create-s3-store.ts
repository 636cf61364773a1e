import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import {
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  PutObjectCommand,
  paginateListObjectsV2,
  S3Client,
} from "@aws-sdk/client-s3";
import { Upload } from "@aws-sdk/lib-storage";
import type { ArtifactStore, StoredArtifact } from "../artifact-store.ts";
import { checkFolderKey, checkKey } from "../check-key.ts";
import { DigestStream, digestBytes } from "../digest.ts";
import { ensureBucket } from "./ensure-bucket.ts";
import { isNotFound, toStoreError } from "./s3-errors.ts";

export interface S3StoreOptions {
  kind: "s3";
  bucket: string;
  /** Left out for AWS itself. */
  endpoint?: string | undefined;
  region: string;
  credentials: { accessKeyId: string; secretAccessKey: string };
  /** `http://host/bucket/key` instead of `http://bucket.host/key`; MinIO and most others need it. */
  forcePathStyle: boolean;
  /** How long a server that owes an answer may be silent, each of four times. Default 20 s. */
  silenceMs?: number;
}

const mostSockets = 64;
const connectTimeoutMs = 5000;
const defaultSilenceMs = 20_000;
const pingTimeoutMs = 3000;
const mostKeysPerDelete = 1000;

/** Artifacts as objects of one bucket, in plain S3: no tags, no versions, no optional checksums. */
export function createS3Store(options: S3StoreOptions): ArtifactStore {
  const { bucket: Bucket, endpoint, region, credentials, forcePathStyle } = options;
  const { silenceMs = defaultSilenceMs } = options;
  const agent = { maxSockets: mostSockets, keepAlive: true };
  const client = new S3Client({
    ...(endpoint !== undefined && { endpoint }),
    region,
    // The SDK writes into this object, and configuration is frozen.
    credentials: { ...credentials },
    forcePathStyle,
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
    maxAttempts: 4,
    requestHandler: {
      connectionTimeout: connectTimeoutMs,
      socketTimeout: silenceMs,
      httpAgent: agent,
      httpsAgent: agent,
    },
  });

  /** Runs one call, its errors put into the product's words. */
  async function ask<T>(key: string, call: () => Promise<T>): Promise<T> {
    try {
      return await call();
    } catch (error) {
      throw toStoreError(error, { key, bucket: Bucket });
    }
  }

  async function getBody(key: string) {
    checkKey(key);
    const { Body } = await ask(key, () => client.send(new GetObjectCommand({ Bucket, Key: key })));
    if (Body === undefined) throw new Error(`S3 answered without a body for ${key}`);
    return Body;
  }

  async function* list(folder: string) {
    checkFolderKey(folder);
    const Prefix = folder === "" ? undefined : `${folder}/`;
    const pages = paginateListObjectsV2({ client }, { Bucket, Prefix });
    try {
      for await (const { Contents = [] } of pages) {
        for (const { Key: key, Size: sizeBytes = 0, LastModified: modifiedAt } of Contents) {
          if (key !== undefined && modifiedAt !== undefined) yield { key, sizeBytes, modifiedAt };
        }
      }
    } catch (error) {
      throw toStoreError(error, { key: folder, bucket: Bucket });
    }
  }

  async function deleteMany(keys: readonly string[]): Promise<void> {
    for (let at = 0; at < keys.length; at += mostKeysPerDelete) {
      const Objects = keys.slice(at, at + mostKeysPerDelete).map((Key) => ({ Key }));
      const command = new DeleteObjectsCommand({ Bucket, Delete: { Objects, Quiet: true } });
      const { Errors = [] } = await ask("", () => client.send(command));
      const [first] = Errors;
      if (first) throw toStoreError(first, { key: first.Key ?? "", bucket: Bucket });
    }
  }

  return {
    async prepare() {
      try {
        await ensureBucket(client, { bucket: Bucket, region });
      } catch (error) {
        throw toStoreError(error, { key: "", bucket: Bucket, isStart: true });
      }
    },
    async ping() {
      const abortSignal = AbortSignal.timeout(pingTimeoutMs);
      await ask("", () => client.send(new HeadBucketCommand({ Bucket }), { abortSignal }));
    },
    async put(key, content, { contentType } = {}) {
      checkKey(key);
      const params = { Bucket, Key: key, ContentType: contentType };
      if (!(content instanceof Uint8Array)) {
        return ask(key, () => uploadStream(client, params, content));
      }
      await ask(key, () => client.send(new PutObjectCommand({ ...params, Body: content })));
      return digestBytes(content);
    },
    async get(key) {
      const body = await getBody(key);
      return ask(key, async () => Buffer.from(await body.transformToByteArray()));
    },
    getStream: async (key) => (await getBody(key)) as Readable,
    async head(key) {
      checkKey(key);
      try {
        const found = await client.send(new HeadObjectCommand({ Bucket, Key: key }));
        const { ContentLength: sizeBytes = 0, LastModified: modifiedAt = new Date(0) } = found;
        return { sizeBytes, modifiedAt };
      } catch (error) {
        if (isNotFound(error)) return null;
        throw toStoreError(error, { key, bucket: Bucket });
      }
    },
    list,
    async delete(keys) {
      const all = [keys].flat();
      for (const key of all) checkKey(key);
      await deleteMany(all);
    },
    async deleteFolder(folder) {
      const batch: string[] = [];
      for await (const { key } of list(folder)) {
        batch.push(key);
        if (batch.length === mostKeysPerDelete) await deleteMany(batch.splice(0));
      }
      await deleteMany(batch);
    },
    async close() {
      client.destroy();
    },
  };
}

/** Uploads a stream of unknown length in parts; when either side fails, nothing is left behind. */
async function uploadStream(
  client: S3Client,
  params: { Bucket: string; Key: string; ContentType: string | undefined },
  content: Readable,
): Promise<StoredArtifact> {
  const digest = new DigestStream();
  const upload = new Upload({ client, params: { ...params, Body: digest }, queueSize: 2 });
  const uploading = upload.done().catch((error: unknown) => {
    digest.destroy(error as Error);
    throw error;
  });
  await Promise.all([pipeline(content, digest), uploading]);
  return digest.result();
}
