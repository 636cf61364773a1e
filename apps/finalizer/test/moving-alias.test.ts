import { getModel, listPromotions, setAlias } from "@rookery/registry";
import { getSweep } from "@rookery/tracking";
import { expect, test } from "vitest";
import { beforePut, good, poor, useFinalizer } from "./test-finalizer.ts";

const context = useFinalizer();

/** A model with a poor version 1 that is the champion, and a good version 2. */
async function registerTwo(model: string) {
  const { launchEnded, finalize } = context;
  for (const [params, rule] of [[poor, "always"] as const, [good, "never"] as const]) {
    const spec = { model, promotion: { rule } };
    const { sweepId } = await launchEnded([{ params, accuracy: 0.5 }], spec);
    await finalize(sweepId);
  }
}

const moveTo = (model: string, version: number) =>
  setAlias(context.deps.database, { model, alias: "champion", version, reason: "by hand" });

test("a promotion whose alias moved meanwhile is judged against the new holder", async () => {
  const { launchEnded, finalize, deps } = context;
  await registerTwo("moved");
  const params = { ...good, steps: 101 };
  const { sweepId } = await launchEnded([{ params, accuracy: 0.5 }], { model: "moved" });
  let writes = 0;
  // The file is stored after the first holder was judged and before anything is recorded.
  const artifacts = beforePut(deps.artifacts, async () => {
    if (writes++ === 0) await moveTo("moved", 2);
  });
  expect(await finalize(sweepId, { artifacts })).toBeUndefined();
  expect(writes).toBe(2);
  const { items } = await listPromotions(deps.database, "moved", { limit: 1 });
  expect(items).toMatchObject([
    { sweepId, fromVersion: 2, toVersion: 3, reason: expect.stringContaining("(version 2)") },
  ]);
});

test("while the alias keeps moving nothing is recorded, and the job comes back", async () => {
  const { launchEnded, finalize, deps } = context;
  await registerTwo("restless");
  const { sweepId } = await launchEnded([{ params: good, accuracy: 0.5 }], { model: "restless" });
  let writes = 0;
  const artifacts = beforePut(deps.artifacts, () => moveTo("restless", writes++ % 2 ? 1 : 2));
  expect(await finalize(sweepId, { artifacts })).toEqual({ postponeMs: expect.any(Number) });
  expect((await getModel(deps.database, "restless")).latestVersion).toBe(2);
  expect((await getSweep(deps.database, sweepId)).state).toBe("finalizing");
  expect(await finalize(sweepId)).toBeUndefined();
  expect((await getSweep(deps.database, sweepId)).outcome).toMatchObject({ version: 3 });
});
