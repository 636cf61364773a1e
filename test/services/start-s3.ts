import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { pickPort } from "@rookery/embedded";
import type { Cleanup } from "./cleanup.ts";
import { findProgram } from "./find-program.ts";
import type { S3Service, Service } from "./provided.ts";
import { spawnService } from "./spawn-service.ts";
import { makeTempDir } from "./temp-dir.ts";

const region = "us-east-1";

/** The S3 of S3_ENDPOINT and its keys, else a MinIO of our own for this test run. */
export async function startTestS3(cleanup: Cleanup): Promise<Service<S3Service>> {
  const given = readGivenService();
  if (given) return { found: given };
  const program = await findProgram("minio");
  if (!program) {
    return { found: null, missing: "no minio on PATH or in .cache/bin and no S3_ENDPOINT" };
  }

  const dir = await makeTempDir("minio", cleanup);
  const endpoint = `http://127.0.0.1:${await pickPort()}`;
  const accessKeyId = "rookery-test";
  const secretAccessKey = randomBytes(16).toString("hex");
  await spawnService({
    program,
    args: [
      "server",
      join(dir, "data"),
      `--address=${new URL(endpoint).host}`,
      `--certs-dir=${join(dir, "certs")}`,
    ],
    env: {
      MINIO_ROOT_USER: accessKeyId,
      MINIO_ROOT_PASSWORD: secretAccessKey,
      MINIO_BROWSER: "off",
      MINIO_UPDATE: "off",
    },
    cleanup,
    isReady: () => isHealthy(endpoint),
  });
  return { found: { endpoint, accessKeyId, secretAccessKey, region } };
}

function readGivenService(): S3Service | null {
  const { S3_ENDPOINT, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY, S3_REGION } = process.env;
  if (!S3_ENDPOINT) return null;
  if (!S3_ACCESS_KEY_ID || !S3_SECRET_ACCESS_KEY) {
    throw new Error("S3_ENDPOINT also needs S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY");
  }
  return {
    endpoint: S3_ENDPOINT,
    accessKeyId: S3_ACCESS_KEY_ID,
    secretAccessKey: S3_SECRET_ACCESS_KEY,
    region: S3_REGION || region,
  };
}

async function isHealthy(endpoint: string): Promise<boolean> {
  try {
    const response = await fetch(`${endpoint}/minio/health/ready`);
    return response.ok;
  } catch {
    return false;
  }
}
