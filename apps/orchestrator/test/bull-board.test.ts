import { readProblem } from "@rookery/test";
import { beforeAll, describe, expect, test } from "vitest";
import { launchSweep, penguinSweep } from "./train.ts";
import { penguins, uploadCsv } from "./upload.ts";
import { openOrchestrator, useOrchestrator } from "./use-orchestrator.ts";

const running = useOrchestrator();
const apiKey = "a-key-of-sixteen-or-more";

beforeAll(async () => {
  await uploadCsv(running.app, "penguins", penguins);
});

test("Bull Board is a page, and shows both queues with their jobs' parameters", async () => {
  const page = await running.app.inject("/queues");
  expect(page.statusCode).toBe(200);
  expect(page.headers["content-type"]).toContain("text/html");
  expect(page.body).toContain("Rookery");
  expect(page.headers["content-security-policy"]).toContain(
    "default-src 'none'; script-src 'self'",
  );
  expect(page.body).toContain("static/css/");
  expect(page.body).not.toMatch(/(src|href)="https?:/);

  const { id } = await launchSweep(running, penguinSweep);
  const answer = await running.app.inject(
    "/queues/api/queues?activeQueue=runs&status=waiting&page=1&jobsPerPage=10",
  );
  expect(answer.statusCode).toBe(200);
  const { queues } = answer.json();
  expect(queues.map(({ name }: { name: string }) => name).sort()).toEqual(["runs", "sweeps"]);
  const [runs] = queues.filter(({ name }: { name: string }) => name === "runs");
  expect(runs.counts.waiting).toBe(6);
  expect(runs.jobs).toHaveLength(6);
  const first = runs.jobs.find((job: { data: { number: number } }) => job.data.number === 1);
  expect(first).toMatchObject({
    name: "penguins logistic-regression #1",
    data: { sweepId: id, params: { learningRate: 0.01, steps: 40 } },
  });
});

describe("with API keys", () => {
  const urls = ["/queues", "/queues/api/queues", "/queues/static/images/logo.svg"];

  test("nothing of Bull Board is open", async () => {
    const app = await openOrchestrator(running, { apiKeys: [apiKey] });
    for (const url of [...urls, "/datasets", "/sweeps", "/models"]) {
      const answer = await app.inject(url);
      expect(readProblem(answer).code, url).toBe("unauthorized");
      expect(String(answer.headers["www-authenticate"])).toContain("Basic");
    }
    const write = await app.inject({ method: "PUT", url: "/queues/api/queues/runs/pause" });
    expect(readProblem(write).status).toBe(401);
  });

  test("a browser's login opens it", async () => {
    const app = await openOrchestrator(running, { apiKeys: [apiKey] });
    const authorization = `Basic ${Buffer.from(`anyone:${apiKey}`).toString("base64")}`;
    const page = await app.inject({ url: "/queues", headers: { authorization } });
    expect(page.statusCode).toBe(200);
    const api = await app.inject({ url: "/queues/api/queues", headers: { authorization } });
    expect(api.statusCode).toBe(200);
  });

  test("pages of other sites cannot change queues", async () => {
    const answer = await running.app.inject({
      method: "PUT",
      url: "/queues/api/queues/runs/pause",
      headers: { "sec-fetch-site": "cross-site" },
    });
    expect(readProblem(answer).status).toBe(403);
  });
});
