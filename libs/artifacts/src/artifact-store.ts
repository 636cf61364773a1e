import type { Readable } from "node:stream";

export interface StoredArtifact {
  sizeBytes: number;
  /** Hex digest of the content. */
  sha256: string;
}

export interface ArtifactHead {
  sizeBytes: number;
  modifiedAt: Date;
}

export interface ListedArtifact extends ArtifactHead {
  key: string;
}

export interface PutOptions {
  contentType?: string;
  /** Return only when the artifact would survive a loss of power. Default: as the store is set up; S3 always does. */
  durable?: boolean;
}

/**
 * Named bytes. A key is a relative path such as `runs/7/log.txt` (see
 * `checkKey`); a folder is everything below a path, and no key is also a
 * folder. Reads see whole artifacts only, and after `put` has returned always
 * the new ones.
 *
 * Errors: `validation-failed` for a bad key, `not-found` for a missing one,
 * `config-invalid` when the store refuses the credentials, `unavailable` when
 * it cannot be reached or written.
 */
export interface ArtifactStore {
  /** Creates the bucket or the root folder when it is missing. */
  prepare(): Promise<void>;
  /** Throws when the store cannot be used right now; quick enough for a readiness check. */
  ping(): Promise<void>;
  /** Writes or replaces an artifact. A stream may be of any length. */
  put(key: string, content: Uint8Array | Readable, options?: PutOptions): Promise<StoredArtifact>;
  get(key: string): Promise<Buffer>;
  /** The same as a stream, which must be read to its end or destroyed. */
  getStream(key: string): Promise<Readable>;
  /** Null when there is no such artifact. */
  head(key: string): Promise<ArtifactHead | null>;
  /** Everything in a folder and below, `""` for all, in no particular order. */
  list(folder: string): AsyncIterable<ListedArtifact>;
  /** Keys that are not there are no error. */
  delete(keys: string | readonly string[]): Promise<void>;
  deleteFolder(folder: string): Promise<void>;
  close(): Promise<void>;
}
