import { utimes } from "node:fs/promises";
import { join } from "node:path";
import { OrphanArtifacts, type Sweep } from "@rookery/contracts";
import { beforeAll, expect, test } from "vitest";
import { removeOrphanArtifacts } from "../src/tidy/remove-orphan-artifacts.ts";
import { tidyAlone } from "../src/tidy/tidy-artifacts.ts";
import { penguinSweep, runSweepToEnd, startTraining } from "./train.ts";
import { penguins, uploadCsv } from "./upload.ts";
import { useOrchestrator } from "./use-orchestrator.ts";

const running = useOrchestrator();
const unknownId = "0".repeat(32);
let sweep: Sweep;
let orphans: string[];

beforeAll(async () => {
  await startTraining(running);
  await uploadCsv(running.app, "penguins", penguins);
  sweep = await runSweepToEnd(running, { ...penguinSweep, space: { steps: { values: [40, 41] } } });
});

async function listKeys(): Promise<string[]> {
  const keys: string[] = [];
  for (const folder of ["runs", "models", "elsewhere"]) {
    for await (const { key } of running.artifacts.list(folder)) keys.push(key);
  }
  return keys.sort();
}

/** What dead and late attempts leave behind, and files that are nobody's business. */
async function strew() {
  orphans = [
    `runs/${sweep.best?.id}/9/model.json`,
    `runs/${unknownId}/1/run.log`,
    "models/penguins/left-behind.json",
  ];
  for (const key of [...orphans, "elsewhere/a.txt"]) {
    await running.artifacts.put(key, Buffer.from("x"));
  }
}

test("only files that no row names are found, and they are left alone unless told otherwise", async () => {
  const before = await listKeys();
  await strew();
  const found = await removeOrphanArtifacts(running, { dryRun: true, olderThanMs: -1_000 });
  expect({ ...found, keys: found.keys.toSorted() }).toEqual({
    dryRun: true,
    count: 3,
    sizeBytes: 3,
    keys: orphans.toSorted(),
  });
  expect(await listKeys()).toEqual([...before, ...orphans, "elsewhere/a.txt"].sort());
  const removed = await removeOrphanArtifacts(running, { dryRun: false, olderThanMs: -1_000 });
  expect(removed.count).toBe(3);
  expect(await listKeys()).toEqual([...before, "elsewhere/a.txt"].sort());
});

test("files of a run that goes on are not touched", async () => {
  await running.database.pool.query(
    `insert into rookery.attempts (run_id, number, worker_id, state) values ($1, 7, 'w', 'running')`,
    [sweep.best?.id],
  );
  const key = `runs/${sweep.best?.id}/7/model.json`;
  await running.artifacts.put(key, Buffer.from("x"));
  expect((await removeOrphanArtifacts(running, { dryRun: false, olderThanMs: -1_000 })).count).toBe(
    0,
  );
  await running.database.pool.query("delete from rookery.attempts where number = 7");
  expect(
    (await removeOrphanArtifacts(running, { dryRun: false, olderThanMs: -1_000 })).keys,
  ).toEqual([key]);
});

test("the route finds what is older than an hour, and removes it when told so", async () => {
  await strew();
  const ask = async (query = "") => {
    const answer = await running.app.inject({
      method: "POST",
      url: `/maintenance/artifacts${query}`,
    });
    expect(answer.statusCode, answer.body).toBe(200);
    return OrphanArtifacts.parse(answer.json());
  };
  expect(await ask()).toMatchObject({ dryRun: true, count: 0 });
  await age(orphans);
  expect(await ask()).toMatchObject({ dryRun: true, count: 3 });
  expect(await ask("?dryRun=false")).toMatchObject({ dryRun: false, count: 3 });
  expect(await ask()).toMatchObject({ count: 0 });
});

test("a model file that is stored again while orphans are looked for is left alone", async () => {
  await strew();
  await age(orphans);
  const { artifacts } = running;
  const [key] = orphans.slice(-1);
  const again = {
    ...artifacts,
    async *list(folder: string) {
      yield* artifacts.list(folder);
      if (folder === "models") await artifacts.put(key, Buffer.from("x"));
    },
  };
  const { keys } = await removeOrphanArtifacts({ ...running, artifacts: again }, { dryRun: false });
  expect(keys.toSorted()).toEqual(orphans.slice(0, 2).toSorted());
  expect(await artifacts.head(key)).not.toBeNull();
  await artifacts.delete(key);
});

test("of several orchestrators one tidies at a time, and no lock is left behind", async () => {
  await strew();
  await age(orphans);
  await Promise.all([1, 2, 3].map(() => tidyAlone(running)));
  expect(await listKeys()).not.toEqual(expect.arrayContaining(orphans));
  const { rows } = await running.database.pool.query(
    `select count(*)::int as locks from pg_locks
      where locktype = 'advisory' and objid = $1
        and database = (select oid from pg_database where datname = current_database())`,
    [0x74696479],
  );
  expect(rows).toEqual([{ locks: 0 }]);
});

async function age(keys: string[]): Promise<void> {
  const long = new Date(Date.now() - 2 * 3_600_000);
  for (const key of keys) await utimes(join(running.artifactRoot, key), long, long);
}
