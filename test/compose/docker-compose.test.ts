import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { findComposeParser } from "./compose-parser.ts";

interface Service {
  image: string;
  command?: string[];
  container_name?: string;
  environment?: Record<string, string>;
  depends_on?: Record<string, { condition: string }>;
  healthcheck?: { test: string[] };
  ports?: { host_ip?: string; target: number; published: string }[];
  volumes?: { type: string; source: string; target: string }[];
  restart: string;
  read_only?: boolean;
  cap_drop?: string[];
  security_opt?: string[];
}

const composeFile = resolve(import.meta.dirname, "../../docker-compose.yml");
const parse = await findComposeParser();
const skipped = parse
  ? ""
  : " (skipped: no docker compose, and no compose-parser on PATH or in .cache/bin)";
const secrets = {
  ROOKERY_API_KEYS: "a-key-of-sixteen-characters",
  POSTGRES_PASSWORD: "postgrespassword",
  S3_ACCESS_KEY_ID: "access",
  S3_SECRET_ACCESS_KEY: "secretsecret",
};
const roles = ["orchestrator", "worker", "finalizer", "inference"];
const dataServices = ["postgres", "redis", "minio"];

describe.skipIf(!parse)(`docker-compose.yml${skipped}`, () => {
  const readServices = (): Record<string, Service> =>
    JSON.parse(parse?.(composeFile, secrets) ?? "").services;

  it("has the data services, one migration and the four roles", () => {
    expect(Object.keys(readServices()).sort()).toEqual(
      [...dataServices, "migrate", ...roles].sort(),
    );
  });

  it.each(Object.keys(secrets))("asks for %s and what to do about it", (name) => {
    const { [name]: _, ...rest } = secrets as Record<string, string>;
    expect(() => parse?.(composeFile, rest)).toThrow(
      `${name} is missing a value: copy .env.example`,
    );
  });

  it("starts the roles only after the migration, and that after the data services", () => {
    const services = readServices();
    expect(services.migrate?.depends_on).toMatchObject({
      postgres: { condition: "service_healthy" },
      redis: { condition: "service_healthy" },
      minio: { condition: "service_healthy" },
    });
    expect(services.migrate?.restart).toBe("no");
    for (const role of roles) {
      expect(services[role]?.depends_on?.migrate?.condition, role).toBe(
        "service_completed_successfully",
      );
    }
    for (const name of [...dataServices, "orchestrator", "inference"]) {
      expect(services[name]?.healthcheck?.test, name).not.toHaveLength(0);
    }
  });

  it("lets workers be scaled: they share no name and publish no port", () => {
    const { worker } = readServices();
    expect(worker?.container_name).toBeUndefined();
    expect(worker?.ports).toBeUndefined();
    expect(worker?.volumes).toBeUndefined();
  });

  it("publishes the two APIs on loopback, and nothing else", () => {
    const published = Object.entries(readServices()).flatMap(([name, { ports }]) =>
      (ports ?? []).map((port) => `${name} ${port.host_ip}:${port.published}:${port.target}`),
    );
    expect(published.sort()).toEqual([
      "inference 127.0.0.1:7200:7200",
      "orchestrator 127.0.0.1:7100:7100",
    ]);
  });

  it("gives the queue to every role but inference", () => {
    const services = readServices();
    const withQueue = Object.keys(services).filter(
      (name) => services[name]?.environment?.REDIS_URL,
    );
    expect(withQueue.sort()).toEqual(["finalizer", "migrate", "orchestrator", "worker"]);
    expect(services.redis?.command).toEqual(expect.arrayContaining(["--appendonly", "noeviction"]));
  });

  it("keeps data in named volumes and every container without privileges", () => {
    const services = readServices();
    for (const name of dataServices)
      expect(services[name]?.volumes?.[0]?.type, name).toBe("volume");
    for (const [name, service] of Object.entries(services)) {
      expect(service, name).toMatchObject({
        read_only: true,
        cap_drop: ["ALL"],
        security_opt: ["no-new-privileges:true"],
      });
    }
  });

  it("pins every image", () => {
    for (const [name, { image }] of Object.entries(readServices())) {
      expect(image, name).toMatch(/:[\w.-]*\d+\.\d+|:RELEASE\.\d{4}/);
    }
  });
});
