import { createHash } from "node:crypto";
import type { Run, RunSummary, Sweep } from "@rookery/contracts";
import { decodeModel } from "@rookery/learning";
import { fieldsOf, readProblem } from "@rookery/test";
import { beforeAll, describe, expect, test } from "vitest";
import { penguinSweep, runSweepToEnd, startTraining } from "./train.ts";
import { penguins, uploadCsv } from "./upload.ts";
import { useOrchestrator } from "./use-orchestrator.ts";

const running = useOrchestrator();
const unknownId = "0".repeat(32);
let sweep: Sweep;
/** By number; the fifth diverged. */
let runs: RunSummary[];

const get = (url: string) => running.app.inject(url);
const setAlias = (url: string, payload: object) =>
  running.app.inject({ method: "PUT", url, payload });

beforeAll(async () => {
  await startTraining(running);
  await uploadCsv(running.app, "penguins", penguins);
  sweep = await runSweepToEnd(running, penguinSweep);
  await runSweepToEnd(running, {
    ...penguinSweep,
    space: { steps: 60 },
    promotion: { rule: "never" },
    name: "second",
  });
  runs = (await get(`/sweeps/${sweep.id}/runs`)).json().items;
});

/** Every item of a listing, one page after the other. */
async function readPages<T>(path: string, limit: number): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | null = null;
  do {
    const url = new URL(path, "http://localhost");
    url.searchParams.set("limit", String(limit));
    if (cursor !== null) url.searchParams.set("cursor", cursor);
    const answer = await get(url.pathname + url.search);
    expect(answer.statusCode, answer.body).toBe(200);
    const page: { items: T[]; nextCursor: string | null } = answer.json();
    expect(page.items.length).toBeLessThanOrEqual(limit);
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return items;
}

describe("sweeps", () => {
  test("tell their outcome", () => {
    expect(sweep).toMatchObject({
      state: "succeeded",
      progress: { total: 6, succeeded: 5, failed: 1 },
      outcome: {
        model: "penguins",
        version: 1,
        promotion: { alias: "champion", outcome: "promoted" },
      },
      error: null,
    });
    expect(sweep.best?.metrics.accuracy).toBeGreaterThan(0.9);
  });

  test("are listed newest first, page by page, and by state", async () => {
    const listed = await readPages<Sweep>("/sweeps", 1);
    expect(listed.map(({ name }) => name)).toEqual(["second", "penguins logistic-regression"]);
    expect((await get("/sweeps?state=succeeded")).json().items).toHaveLength(2);
    expect((await get("/sweeps?state=running")).json().items).toHaveLength(0);
  });

  test("are found by experiment, dataset and name", async () => {
    const found = async (query: string) =>
      (await readPages<Sweep>(`/sweeps?${query}`, 1)).map(({ name }) => name);
    expect(await found("name=SECO")).toEqual(["second"]);
    expect(await found("name=%25")).toEqual([]);
    expect(await found("experiment=Default&dataset=penguins&name=second")).toEqual(["second"]);
    expect(await found("experiment=Other")).toEqual([]);
    expect(await found("dataset=whales")).toEqual([]);
    const names = async (url: string) =>
      (await get(url)).json().items.map((one: Sweep) => one.name);
    expect(await names("/experiments?name=def")).toEqual(["Default"]);
    expect(await names("/datasets?name=ENG")).toEqual(["penguins"]);
    expect(await names("/datasets?name=_")).toEqual([]);
    expect(await names("/models?name=ENG")).toEqual(["penguins"]);
    expect(await names("/models?name=_")).toEqual([]);
  });

  test.each([
    [`/sweeps/${unknownId}`, 404, []],
    [`/sweeps/${unknownId}/runs`, 404, []],
    [`/sweeps/${unknownId}/events`, 404, []],
    ["/sweeps/x", 400, ["params.id"]],
    ["/sweeps?state=done", 400, ["query.state"]],
    ["/sweeps?cursor=x", 400, ["query.cursor"]],
    ["/sweeps?limit=x", 400, ["query.limit"]],
    ["/sweeps?name=", 400, ["query.name"]],
    [`/sweeps?name=${"a".repeat(201)}`, 400, ["query.name"]],
    ["/sweeps?experiment=a%0Ab", 400, ["query.experiment"]],
    ["/sweeps?dataset=a%20b", 400, ["query.dataset"]],
    ["/sweeps?tag=a%20b", 400, ["query.tag"]],
    ["/models?name=%20", 400, ["query.name"]],
    ["/datasets?name=%01", 400, ["query.name"]],
    ["/experiments?cursor=x", 400, ["query.cursor"]],
    [`/sweeps/${unknownId}/runs?number=0`, 400, ["query.number"]],
    [`/sweeps/${unknownId}/runs?number=4294967296`, 400, ["query.number"]],
    [`/sweeps/${unknownId}/attempts?failures=yes`, 400, ["query.failures"]],
  ])("%s is a problem", async (url, status, fields) => {
    const problem = readProblem(await get(url));
    expect([problem.status, fieldsOf(problem)]).toEqual([status, fields]);
  });

  test("carry tags and a description, which may be changed and found", async () => {
    const patch = (payload: object) =>
      running.app.inject({ method: "PATCH", url: `/sweeps/${sweep.id}`, payload });
    const changed = await patch({ tags: { owner: "ann" }, description: " The first \nof all " });
    expect(changed.statusCode, changed.body).toBe(200);
    expect(changed.json()).toMatchObject({
      tags: { owner: "ann" },
      description: "The first \nof all",
      spec: sweep.spec,
    });
    const found = await readPages<Sweep>("/sweeps?tag=owner:ann", 1);
    expect(found).toMatchObject([{ id: sweep.id, tags: { owner: "ann" } }]);
    expect(await readPages<Sweep>("/sweeps?tag=owner:bob", 1)).toEqual([]);
    for (const [payload, field] of [
      [{ tags: { "a b": "x" } }, "tags.a b"],
      [{ tags: { owner: 5 } }, "tags.owner"],
      [{ description: "a\u0000" }, "description"],
      [{ name: "other" }, "name"],
    ] as const) {
      const problem = readProblem(await patch(payload));
      expect([problem.status, fieldsOf(problem)]).toEqual([400, [field]]);
    }
    await patch({ tags: { owner: null }, description: null });
    expect((await get(`/sweeps/${sweep.id}`)).json()).toMatchObject({
      tags: {},
      description: null,
    });
  });

  test("that ended cannot be cancelled", async () => {
    const url = `/sweeps/${sweep.id}/cancel`;
    const problem = readProblem(await running.app.inject({ method: "POST", url }));
    expect(problem).toMatchObject({ status: 409, code: "conflict" });
    const unknown = `/sweeps/${unknownId}/cancel`;
    const missing = readProblem(await running.app.inject({ method: "POST", url: unknown }));
    expect(missing.status).toBe(404);
  });
});

describe("runs", () => {
  const list = (query: string, limit = 2) =>
    readPages<RunSummary>(`/sweeps/${sweep.id}/runs?${query}`, limit);
  const numbers = (listed: RunSummary[]) => listed.map(({ number }) => number);
  const accuracies = (listed: RunSummary[]) => listed.map(({ metrics }) => metrics.accuracy);

  test("are listed by number in pages of any size", async () => {
    expect(numbers(await list("", 1))).toEqual([1, 2, 3, 4, 5, 6]);
    expect(numbers(await list("", 4))).toEqual([1, 2, 3, 4, 5, 6]);
    expect(numbers(await list("order=desc"))).toEqual([6, 5, 4, 3, 2, 1]);
  });

  test("are listed best first, failed ones last", async () => {
    const listed = await list("sort=objective");
    const known = accuracies(listed).slice(0, 5) as number[];
    expect(known).toEqual(known.toSorted((a, b) => b - a));
    expect(accuracies(listed).slice(5)).toEqual([undefined]);
    expect(listed[0]?.id).toBe(sweep.best?.id);
  });

  test("are sorted by any metric, best first unless asked otherwise", async () => {
    const losses = (await list("sort=log_loss")).map(({ metrics }) => metrics.log_loss);
    const known = losses.slice(0, 5) as number[];
    expect(known).toEqual(known.toSorted((a, b) => a - b));
    const worstFirst = (await list("sort=accuracy&order=asc")).map((run) => run.metrics.accuracy);
    expect(worstFirst.slice(0, 5)).toEqual(
      accuracies(await list("sort=objective"))
        .slice(0, 5)
        .reverse(),
    );
    const problem = readProblem(await get(`/sweeps/${sweep.id}/runs?sort=nothing`));
    expect([problem.status, fieldsOf(problem)]).toEqual([400, ["query.sort"]]);
  });

  test("are found by number", async () => {
    expect(numbers(await list("number=3"))).toEqual([3]);
    expect(numbers(await list("number=3&sort=accuracy"))).toEqual([3]);
    expect(numbers(await list("number=7"))).toEqual([]);
  });

  test("are filtered by state", async () => {
    expect(numbers(await list("state=failed"))).toEqual([5]);
    expect(numbers(await list("state=succeeded"))).toEqual([1, 2, 3, 4, 6]);
    expect(await list("state=queued")).toEqual([]);
  });

  test.each(["cursor=x", "cursor=WzEsMl0"])("refuse a bad cursor: %s", async (query) => {
    const problem = readProblem(await get(`/sweeps/${sweep.id}/runs?${query}`));
    expect([problem.status, fieldsOf(problem)]).toEqual([400, ["query.cursor"]]);
  });

  test("tell everything about one run", async () => {
    const run: Run = (await get(`/runs/${runs[0]?.id}`)).json();
    expect(run).toMatchObject({
      sweepId: sweep.id,
      number: 1,
      state: "succeeded",
      params: { learningRate: 0.01, steps: 40 },
      attempts: [{ number: 1, state: "succeeded", error: null }],
      error: null,
    });
    expect(run.folds).toHaveLength(5);
    expect(run.history.accuracy?.at(-1)?.value).toBe(run.metrics.accuracy);
    expect(run.timings?.totalMs).toBeGreaterThan(0);
  });

  test("tell why they failed", async () => {
    const run: Run = (await get(`/runs/${runs[4]?.id}`)).json();
    expect(run).toMatchObject({ state: "failed", error: { code: "training-diverged" } });
  });

  test("hand out their artifacts as they were stored", async () => {
    const { id, artifacts } = (await get(`/runs/${runs[0]?.id}`)).json() as Run;
    expect(artifacts.map(({ path }) => path).sort()).toEqual([
      "evaluation.json",
      "model.json",
      "run.log",
    ]);
    for (const { path, sizeBytes, sha256, contentType } of artifacts) {
      const answer = await get(`/runs/${id}/artifacts/${path}`);
      expect(answer.statusCode).toBe(200);
      expect(answer.headers["content-length"]).toBe(String(sizeBytes));
      expect(answer.headers["content-type"]).toBe(contentType);
      expect(createHash("sha256").update(answer.rawPayload).digest("hex")).toBe(sha256);
    }
  });

  test.each([
    "nothing.json",
    "../../../etc/passwd",
    "..%2F..%2Fmodel.json",
    "%2e%2e/model.json",
    "model.json/",
    "%00",
    "",
    "%5C..%5Cmodel.json",
  ])("have no artifact %s", async (path) => {
    const problem = readProblem(await get(`/runs/${runs[0]?.id}/artifacts/${path}`));
    expect([400, 404]).toContain(problem.status);
  });

  test("that nobody knows are not found", async () => {
    expect(readProblem(await get(`/runs/${unknownId}`)).status).toBe(404);
    expect(readProblem(await get(`/runs/${unknownId}/artifacts/run.log`)).status).toBe(404);
  });
});

describe("models", () => {
  test("are listed with their aliases", async () => {
    const [model] = await readPages("/models", 1);
    expect(model).toMatchObject({ name: "penguins", latestVersion: 2, aliases: { champion: 1 } });
  });

  test("that other APIs named are listed, too", async () => {
    await running.database.pool.query(
      "insert into rookery.models (name) values ('My Model'), ('zürich/€')",
    );
    const names = (await readPages<{ name: string }>("/models", 1)).map(({ name }) => name);
    expect(names.sort()).toEqual(["My Model", "penguins", "zürich/€"]);
  });

  test("tell all their versions page by page", async () => {
    const { versions } = (await get("/models/penguins")).json();
    expect(await readPages("/models/penguins/versions", 1)).toEqual(versions);
  });

  test("tell their versions, newest first", async () => {
    const model = (await get("/models/penguins")).json();
    expect(model.versions.map(({ version }: { version: number }) => version)).toEqual([2, 1]);
    const version = (await get("/models/penguins/versions/1")).json();
    expect(version).toEqual(model.versions[1]);
    expect(version).toMatchObject({
      aliases: ["champion"],
      dataset: { name: "penguins", version: 1 },
      sweepId: sweep.id,
      runId: sweep.best?.id,
      signature: { target: "species", classes: ["Adelie", "Chinstrap", "Gentoo"] },
    });
  });

  test("hand out their files, byte for byte", async () => {
    const { sha256, sizeBytes } = (await get("/models/penguins/versions/1")).json();
    const file = await get("/models/penguins/versions/1/file");
    expect(file.rawPayload).toHaveLength(sizeBytes);
    expect(createHash("sha256").update(file.rawPayload).digest("hex")).toBe(sha256);
    expect(decodeModel(file.body, running.trainers).target).toBe("species");
  });

  test.each([
    ["/models/whales", 404],
    ["/models/whales/promotions", 404],
    ["/models/whales/versions/1", 404],
    ["/models/penguins/versions/9", 404],
    ["/models/penguins/versions/9/file", 404],
    ["/models/penguins/versions/4294967296", 400],
    ["/models/penguins/versions/one", 400],
    ["/models/..%2Fpenguins", 400],
    ["/models?cursor=%00", 400],
    ["/models?cursor=", 400],
    ["/models/whales/versions", 404],
    ["/models/penguins/versions?cursor=x", 400],
    ["/models/penguins/versions?cursor=4294967296", 400],
    ["/models/penguins/promotions?cursor=x", 400],
  ])("%s is a problem", async (url, status) => {
    expect(readProblem(await get(url)).status).toBe(status);
  });
});

describe("aliases", () => {
  const champion = "/models/penguins/aliases/champion";

  test("are moved forward and back by hand, with every move on record", async () => {
    const forward = await setAlias(champion, { version: 2, reason: "  looks better " });
    expect(forward.json()).toMatchObject({
      fromVersion: 1,
      toVersion: 2,
      outcome: "promoted",
      actor: "user",
      reason: "looks better",
    });
    const back = await setAlias(champion, { version: 1 });
    expect(back.json()).toMatchObject({ fromVersion: 2, toVersion: 1, reason: "set by hand" });
    expect((await get("/models/penguins")).json().aliases).toEqual({ champion: 1 });

    const record = await readPages<{ toVersion: number; actor: string; outcome: string }>(
      "/models/penguins/promotions",
      1,
    );
    expect(record.map(({ toVersion, actor, outcome }) => [toVersion, actor, outcome])).toEqual([
      [1, "user", "promoted"],
      [2, "user", "promoted"],
      [2, "finalizer", "kept"],
      [1, "finalizer", "promoted"],
    ]);
  });

  test.each<[string, object, number, string[]]>([
    [champion, { version: 9 }, 404, []],
    ["/models/whales/aliases/champion", { version: 1 }, 404, []],
    ["/models/penguins/aliases/latest", { version: 1 }, 400, ["params.alias"]],
    ["/models/penguins/aliases/v3", { version: 1 }, 400, ["params.alias"]],
    ["/models/penguins/aliases/V3", { version: 1 }, 400, ["params.alias"]],
    ["/models/penguins/aliases/a%20b", { version: 1 }, 400, ["params.alias"]],
    [champion, { version: 0 }, 400, ["version"]],
    [champion, { version: "1" }, 400, ["version"]],
    [champion, { version: 2 ** 31 }, 400, ["version"]],
    [champion, {}, 400, ["version"]],
    [champion, { version: 1, reason: " " }, 400, ["reason"]],
    [champion, { version: 1, reason: "a\u0000b" }, 400, ["reason"]],
    [champion, { version: 1, force: true }, 400, ["force"]],
    [champion, { version: 2, from: 2 }, 409, ["from"]],
    [champion, { version: 2, from: null }, 409, ["from"]],
    [champion, { version: 2, from: 0 }, 400, ["from"]],
  ])("%s refuses %j", async (url, body, status, fields) => {
    const before = await readPages("/models/penguins/promotions", 100);
    const problem = readProblem(await setAlias(url, body));
    expect([problem.status, fieldsOf(problem)]).toEqual([status, fields]);
    expect(await readPages("/models/penguins/promotions", 100)).toEqual(before);
  });

  test.each<[string, object | undefined, number, string[]]>([
    ["/models/whales/aliases/champion/rollback", undefined, 404, []],
    ["/models/penguins/aliases/nobody/rollback", {}, 404, []],
    [`${champion}/rollback`, { from: 2 }, 409, ["from"]],
    [`${champion}/rollback`, { from: null }, 400, ["from"]],
    [`${champion}/rollback`, { version: 1 }, 400, ["version"]],
    [`${champion}/rollback`, { reason: " " }, 400, ["reason"]],
  ])("%s refuses %j", async (url, payload, status, fields) => {
    const before = await readPages("/models/penguins/promotions", 100);
    const answer = await running.app.inject({ method: "POST", url, ...(payload && { payload }) });
    const problem = readProblem(answer);
    expect([problem.status, fieldsOf(problem)]).toEqual([status, fields]);
    expect(await readPages("/models/penguins/promotions", 100)).toEqual(before);
  });

  test("are rolled back without a word, and told with the version they would go back to", async () => {
    await setAlias(champion, { version: 2, from: 1 });
    expect((await get(champion)).json()).toEqual({
      model: "penguins",
      alias: "champion",
      version: 2,
      previousVersion: 1,
    });
    const url = `${champion}/rollback`;
    const rolled = await running.app.inject({ method: "POST", url });
    expect(rolled.statusCode, rolled.body).toBe(200);
    expect(rolled.json()).toMatchObject({ toVersion: 1, reason: "rolled back from version 2" });
    expect((await get(champion)).json()).toMatchObject({ version: 1, previousVersion: null });
  });
});
