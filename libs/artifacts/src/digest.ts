import { createHash, hash } from "node:crypto";
import { Transform } from "node:stream";
import type { StoredArtifact } from "./artifact-store.ts";

export function digestBytes(content: Uint8Array): StoredArtifact {
  return { sizeBytes: content.byteLength, sha256: hash("sha256", content, "hex") };
}

/** Passes bytes through; `result` is right once the stream has ended. */
export class DigestStream extends Transform {
  readonly #hash = createHash("sha256");
  #sizeBytes = 0;

  override _transform(
    chunk: Buffer,
    _encoding: BufferEncoding,
    done: (error: null, chunk: Buffer) => void,
  ): void {
    this.#hash.update(chunk);
    this.#sizeBytes += chunk.byteLength;
    done(null, chunk);
  }

  result(): StoredArtifact {
    return { sizeBytes: this.#sizeBytes, sha256: this.#hash.digest("hex") };
  }
}
