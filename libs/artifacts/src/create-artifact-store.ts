import type { ArtifactStore } from "./artifact-store.ts";
import {
  createFilesystemStore,
  type FilesystemStoreOptions,
} from "./filesystem/create-filesystem-store.ts";
import { createS3Store, type S3StoreOptions } from "./s3/create-s3-store.ts";

export type ArtifactStoreOptions = FilesystemStoreOptions | S3StoreOptions;

export function createArtifactStore(options: ArtifactStoreOptions): ArtifactStore {
  return options.kind === "s3" ? createS3Store(options) : createFilesystemStore(options);
}
