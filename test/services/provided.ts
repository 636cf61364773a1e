/** A service that tests can use, or why they cannot. */
export type Service<T> = { found: T; missing?: never } | { found: null; missing: string };

export interface S3Service {
  endpoint: string;
  accessKeyId: string;
  secretAccessKey: string;
  region: string;
}

declare module "vitest" {
  interface ProvidedContext {
    /** Superuser address; use createTestDatabase for a database of one's own. */
    postgresUrl: string;
    redis: Service<string>;
    s3: Service<S3Service>;
    /** The program's path. */
    schemathesis: Service<string>;
    /** The path of a Chromium. */
    chromium: Service<string>;
    /** The path of a Python that has scikit-learn and pandas. */
    scikitLearn: Service<string>;
  }
}
