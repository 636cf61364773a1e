import { AppError } from "@rookery/contracts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  artifactsConfig,
  type ConfigSections,
  databaseConfig,
  httpConfig,
  isLoopback,
  loadConfig,
  logConfig,
  optionalDatabaseConfig,
  redisConfig,
  s3Config,
} from "../src/index.ts";

const key = "0123456789abcdef";
const s3 = { S3_BUCKET: "models", S3_ACCESS_KEY_ID: "me", S3_SECRET_ACCESS_KEY: "hush-hush" };

function refusal(sections: ConfigSections, env: Record<string, string>): AppError {
  try {
    loadConfig(sections, env);
  } catch (error) {
    if (error instanceof AppError) return error;
  }
  throw new Error("the configuration was taken");
}

describe("loadConfig", () => {
  it("gives typed, frozen sections with safe defaults; empty variables are unset", () => {
    const config = loadConfig(
      {
        http: httpConfig({ defaultPort: 3000 }),
        log: logConfig,
        redis: redisConfig,
        database: optionalDatabaseConfig,
        s3: s3Config,
      },
      { LOG_LEVEL: "", REDIS_URL: " " },
    );
    expect(config).toEqual({
      http: { host: "127.0.0.1", port: 3000, apiKeys: [] },
      log: { level: "info", pretty: undefined },
      redis: undefined,
      database: undefined,
      s3: undefined,
    });
    expect(Object.isFrozen(config.http.apiKeys)).toBe(true);
  });

  it("names every bad variable at once, with what it expects", () => {
    const error = refusal(
      { http: httpConfig({ defaultPort: 1 }), log: logConfig, database: databaseConfig },
      { PORT: "http", LOG_LEVEL: "loud" },
    );
    expect(error.code).toBe("config-invalid");
    expect(error.issues.map(({ field }) => field)).toEqual(["PORT", "LOG_LEVEL", "DATABASE_URL"]);
    expect(error.message).toContain('PORT: expected a port from 0 to 65535 (got "http")');
    expect(error.message).toContain("DATABASE_URL: expected a URL such as postgres://");
  });

  it("never tells a secret", () => {
    const error = refusal(
      { http: httpConfig({ defaultPort: 1 }), redis: redisConfig },
      { ROOKERY_API_KEYS: "short-secret", REDIS_URL: "http://me:hunter2@redis" },
    );
    expect(JSON.stringify([error.message, error.issues])).not.toMatch(/short-secret|hunter2/);
    expect(error.message).toContain("key 1 has 12");
    expect(error.message).toContain("http://me:[hidden]@redis");
  });

  it("refuses an address others can reach without API keys", () => {
    const sections = { http: httpConfig({ defaultPort: 1 }) };
    expect(refusal(sections, { HOST: "0.0.0.0" }).message).toContain("ROOKERY_API_KEYS");
    expect(
      loadConfig(sections, { HOST: "0.0.0.0", ROOKERY_API_KEYS: `${key}, ${key}2` }).http,
    ).toEqual({
      host: "0.0.0.0",
      port: 1,
      apiKeys: [key, `${key}2`],
    });
  });

  it("takes S3 whole or not at all", () => {
    expect(loadConfig({ s3: s3Config }, s3).s3).toEqual({
      kind: "s3",
      bucket: "models",
      endpoint: undefined,
      region: "us-east-1",
      credentials: { accessKeyId: "me", secretAccessKey: "hush-hush" },
      forcePathStyle: false,
    });
    const withEndpoint = loadConfig({ s3: s3Config }, { ...s3, S3_ENDPOINT: "http://minio:9000" });
    expect(withEndpoint.s3?.forcePathStyle).toBe(true);
    const names = Object.keys(s3);
    fc.assert(
      fc.property(fc.subarray(names, { minLength: 1, maxLength: 2 }), (given) => {
        const env = Object.fromEntries(given.map((name) => [name, "x"]));
        const missing = names.filter((name) => !given.includes(name));
        for (const section of [s3Config, artifactsConfig]) {
          expect(refusal({ section }, env).issues.map(({ field }) => field)).toEqual(missing);
        }
      }),
    );
  });

  it("needs a place for artifacts", () => {
    expect(refusal({ artifacts: artifactsConfig }, {}).issues[0]?.field).toBe(
      "ROOKERY_ARTIFACTS_DIR",
    );
    const { artifacts } = loadConfig(
      { artifacts: artifactsConfig },
      { ROOKERY_ARTIFACTS_DIR: "/data" },
    );
    expect(artifacts).toEqual({ kind: "filesystem", root: "/data" });
  });

  it("lets the files of runs wait for the disk only when asked to", () => {
    const read = (value: string) => {
      const env = { ROOKERY_ARTIFACTS_DIR: "/data", ROOKERY_ARTIFACTS_FSYNC: value };
      return loadConfig({ artifacts: artifactsConfig }, env).artifacts;
    };
    expect(read("true")).toEqual({ kind: "filesystem", root: "/data", fsync: true });
    expect(read("false")).toEqual({ kind: "filesystem", root: "/data", fsync: false });
    expect(() => read("perhaps")).toThrow("ROOKERY_ARTIFACTS_FSYNC");
  });
});

it("knows which addresses stay on this machine", () => {
  expect(["127.0.0.1", "127.9.8.7", "::1", "localhost"].every(isLoopback)).toBe(true);
  expect(["0.0.0.0", "::", "10.0.0.1", "127.0.0.1.example.com", ""].some(isLoopback)).toBe(false);
});
