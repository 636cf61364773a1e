import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { S3Client } from "@aws-sdk/client-s3";
import { Upload } from "@aws-sdk/lib-storage";
import type { StoredArtifact } from "../artifact-store.ts";
import { DigestStream } from "../digest.ts";

/** Uploads a stream of unknown length in parts; when either side fails, nothing is left behind. */
export async function uploadStream(
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
