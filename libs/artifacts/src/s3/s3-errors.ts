import { AppError } from "@rookery/contracts";

interface S3Failure {
  name?: string;
  Code?: string;
  $metadata?: { httpStatusCode?: number };
}

export function isNotFound(error: unknown): boolean {
  return (error as S3Failure).$metadata?.httpStatusCode === 404;
}

const refusals = new Set([
  "AccessDenied",
  "InvalidAccessKeyId",
  "SignatureDoesNotMatch",
  "AuthorizationHeaderMalformed",
]);

export interface StoreErrorContext {
  key: string;
  bucket: string;
  /**
   * Whether the process starts. What its configuration decides is judged then;
   * later a refusal is an outage: keys are rotated, clocks run apart and policies
   * are rolled out, and what waits for the store can wait that out.
   */
  isStart?: boolean;
}

/** The product's error for one of the SDK; errors of the caller's own stream stay what they are. */
export function toStoreError(
  error: unknown,
  { key, bucket, isStart = false }: StoreErrorContext,
): unknown {
  if (error instanceof AppError) return error;
  const { name, Code, $metadata } = error as S3Failure;
  const code = Code ?? name ?? "";
  if (code === "NoSuchBucket" || (key === "" && isNotFound(error))) {
    return new AppError("unavailable", `There is no bucket ${bucket}.`, { cause: error });
  }
  if (isNotFound(error)) {
    return new AppError("not-found", `There is no artifact ${key}.`, { cause: error });
  }
  if (refusals.has(code) || $metadata?.httpStatusCode === 403) {
    const hint =
      "Check S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY, S3_REGION, the bucket's policy and this machine's clock.";
    return isStart
      ? new AppError("config-invalid", "The artifact store refuses the configured credentials.", {
          hint,
          cause: error,
        })
      : new AppError("unavailable", "The artifact store refuses our credentials right now.", {
          hint: `It took them before. If it stays so: ${hint}`,
          cause: error,
        });
  }
  // HEAD has no body to say why.
  if (code === "InvalidBucketName" || (key === "" && $metadata?.httpStatusCode === 400)) {
    return new AppError(
      isStart ? "config-invalid" : "unavailable",
      `The artifact store does not take bucket ${bucket}.`,
      {
        hint: "Check S3_BUCKET (3 to 63 lowercase letters, digits and hyphens) and S3_REGION.",
        cause: error,
      },
    );
  }
  return new AppError("unavailable", "The artifact store cannot be reached.", {
    hint: "Check that it runs and that S3_ENDPOINT and S3_REGION are right.",
    cause: error,
  });
}
