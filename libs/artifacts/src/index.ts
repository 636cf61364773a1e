export type {
  ArtifactHead,
  ArtifactStore,
  ListedArtifact,
  PutOptions,
  StoredArtifact,
} from "./artifact-store.ts";
export { checkKey } from "./check-key.ts";
export { type ArtifactStoreOptions, createArtifactStore } from "./create-artifact-store.ts";
export type { FilesystemStoreOptions } from "./filesystem/create-filesystem-store.ts";
export type { S3StoreOptions } from "./s3/create-s3-store.ts";
