import type { TestProject } from "vitest/node";
import { Cleanup } from "./cleanup.ts";
import { findChromium } from "./find-chromium.ts";
import { findSchemathesis } from "./find-schemathesis.ts";
import { findScikitLearn } from "./find-scikit-learn.ts";
import type { Service } from "./provided.ts";
import { startTestPostgres } from "./start-postgres.ts";
import { startTestRedis } from "./start-redis.ts";
import { startTestS3 } from "./start-s3.ts";

/**
 * Starts the services of one test run and stops them at its end.
 * ROOKERY_TEST_REQUIRE=redis,s3,schemathesis,chromium,scikit-learn makes a missing service a failure.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const cleanup = new Cleanup();
  try {
    project.provide("postgresUrl", await startTestPostgres(cleanup));
    const redis = await startTestRedis(cleanup);
    const s3 = await startTestS3(cleanup);
    const schemathesis = await findSchemathesis();
    const chromium = await findChromium();
    const scikitLearn = await findScikitLearn();
    reportMissing(project, { redis, s3, schemathesis, chromium, "scikit-learn": scikitLearn });
    project.provide("redis", redis);
    project.provide("s3", s3);
    project.provide("schemathesis", schemathesis);
    project.provide("chromium", chromium);
    project.provide("scikitLearn", scikitLearn);
  } catch (error) {
    await cleanup.run();
    throw error;
  }
  return () => cleanup.run();
}

function reportMissing(project: TestProject, services: Record<string, Service<unknown>>): void {
  const required = (process.env.ROOKERY_TEST_REQUIRE ?? "").split(",").filter(Boolean);
  for (const name of required) {
    if (!services[name]) throw new Error(`ROOKERY_TEST_REQUIRE names an unknown service: ${name}`);
  }
  for (const [name, { missing }] of Object.entries(services)) {
    if (missing === undefined) continue;
    if (required.includes(name)) throw new Error(`The tests require ${name}: ${missing}`);
    project.vitest.logger.warn(`Suites that need ${name} are skipped: ${missing}`);
  }
}
