import { createHash } from "node:crypto";
import { canonicalJson, type Params } from "@rookery/contracts";

/**
 * SHA-256 (hex) of a combination. Key order does not matter, nor how a number
 * was written: `1` and `1.0` are one number, `-0` counts as `0`.
 */
export function paramsHash(params: Params): string {
  return createHash("sha256").update(canonicalJson(params)).digest("hex");
}
