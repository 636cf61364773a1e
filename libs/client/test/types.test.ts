import { inferenceApi, orchestratorApi, type Sweep, type SweepPlan } from "@rookery/contracts";
import { expectTypeOf, test } from "vitest";
import { createRequester } from "../src/request.ts";

/** Never called: the compiler has to refuse what is wrong in it, which `tsc -p tsconfig.test.json` checks. */
async function calls(): Promise<void> {
  const http = createRequester(orchestratorApi, { url: "http://127.0.0.1" });
  const inference = createRequester(inferenceApi, { url: "http://127.0.0.1" });
  const id = "0".repeat(32);
  const body = { dataset: "a", target: "b", space: {} };

  // @ts-expect-error no server serves this
  await http.json("getSwep", { params: { id } });
  // @ts-expect-error a path is no endpoint
  await http.json("/sweeps", {});
  // @ts-expect-error another server serves this
  await http.json("predict", { body: { model: "a", rows: [] } });
  // @ts-expect-error another server serves this
  await inference.json("getSweep", { params: { id } });
  // @ts-expect-error the path needs an id
  await http.json("getSweep");
  // @ts-expect-error the path needs an id, not a name
  await http.json("getSweep", { params: { name: "a" } });
  // @ts-expect-error a version is a number
  await http.json("getDatasetVersion", { params: { name: "a", version: "1" } });
  // @ts-expect-error there is no such query
  await http.json("listSweeps", { query: { limt: 10 } });
  // @ts-expect-error there is no such state
  await http.json("listSweeps", { query: { state: "done" } });
  // @ts-expect-error a launch needs a request
  await http.json("launchSweep", { query: { dryRun: true } });
  // @ts-expect-error there is no such field
  await http.json("launchSweep", { body: { ...body, tartget: "b" } });
  // @ts-expect-error there is no such header
  await http.json("launchSweep", { body, headers: { idempotencyKey: "a" } });
  // @ts-expect-error it never answers with this status
  await http.json("launchSweep", { body, status: 204 });

  expectTypeOf(await http.json("launchSweep", { body, status: 201 })).toEqualTypeOf<Sweep>();
  expectTypeOf(await http.json("launchSweep", { body, status: 200 })).toEqualTypeOf<SweepPlan>();
  expectTypeOf(await http.json("launchSweep", { body })).toEqualTypeOf<Sweep | SweepPlan>();
}

test("a call that no server would take does not compile", () => {
  expectTypeOf(calls).toBeFunction();
});
