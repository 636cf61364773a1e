import {
  type BucketLocationConstraint,
  CreateBucketCommand,
  HeadBucketCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import { isNotFound } from "./s3-errors.ts";

/** Creates the bucket when it is missing; somebody else doing the same just now is fine. */
export async function ensureBucket(
  client: S3Client,
  { bucket, region }: { bucket: string; region: string },
): Promise<void> {
  try {
    await client.send(new HeadBucketCommand({ Bucket: bucket }));
    return;
  } catch (error) {
    if (!isNotFound(error)) throw error;
  }
  const LocationConstraint = region as BucketLocationConstraint;
  try {
    await client.send(
      new CreateBucketCommand({
        Bucket: bucket,
        ...(region !== "us-east-1" && { CreateBucketConfiguration: { LocationConstraint } }),
      }),
    );
  } catch (error) {
    if ((error as Error).name !== "BucketAlreadyOwnedByYou") throw error;
  }
}
