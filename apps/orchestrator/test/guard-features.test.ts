import { expect, test } from "vitest";
import { penguins, postForm } from "./upload.ts";
import { useOrchestrator } from "./use-orchestrator.ts";

const running = useOrchestrator();

const rows = Array.from({ length: 60 }, (_, i) => {
  const label = (i * 13) % 5 < 2 ? "yes" : "no";
  return [i + 1, ((i * 7919) % 100) / 7, "same", `${label}-${i % 2}`, label].join(",");
});
const leaky = `id,size,unit,leak,label\n${rows.join("\n")}\n`;

async function plan(request: Record<string, unknown>) {
  const answer = await running.app.inject({
    method: "POST",
    url: "/sweeps?dryRun=true",
    payload: { space: {}, ...request },
  });
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json();
}

test("constants and identifiers are left out unless they are listed, and every leak is told", async () => {
  await postForm(running.app, [["file", { content: leaky, fileName: "leaky.csv" }]]);
  const { spec, warnings } = await plan({ dataset: "leaky", target: "label" });
  expect(spec.features).toEqual(["size", "leak"]);
  expect(warnings).toMatchObject([
    { column: "id", kind: "id-like", leftOut: true, evidence: expect.any(String) },
    { column: "unit", kind: "constant", leftOut: true },
    { column: "leak", kind: "determines-target", leftOut: false },
  ]);
  const features = ["id", "size"];
  const listed = await plan({ dataset: "leaky", target: "label", features });
  expect(listed.spec.features).toEqual(features);
  expect(listed.warnings).toMatchObject([{ column: "id", kind: "id-like", leftOut: false }]);
});

test("a column of one value and blanks is a feature like others", async () => {
  const flags = Array.from({ length: 60 }, (_, i) => `${i % 3 ? "x" : ""},${i % 2},${i % 7}`);
  const content = `smoker,label,size\n${flags.join("\n")}\n`;
  await postForm(running.app, [["file", { content, fileName: "flags.csv" }]]);
  const { spec, warnings } = await plan({ dataset: "flags", target: "label" });
  expect(spec).toMatchObject({ features: ["smoker", "size"], missingIndicator: "seen" });
  expect(warnings).toEqual([]);
});

test("a class seen once is refused with the rule that drops it, which the plan then tells", async () => {
  const rows = Array.from({ length: 41 }, (_, i) => `${i % 7},${i === 40 ? "z" : "ab"[i % 2]}`);
  const content = `size,label\n${rows.join("\n")}\n`;
  await postForm(running.app, [["file", { content, fileName: "rare.csv" }]]);
  const request = { dataset: "rare", target: "label", space: {} };
  const url = "/sweeps?dryRun=true";
  const refused = await running.app.inject({ method: "POST", url, payload: request });
  expect(refused.statusCode).toBe(422);
  expect(refused.json().hint).toContain("`rareClasses: drop`");
  const { spec, warnings } = await plan({ ...request, rareClasses: "drop" });
  expect(spec.rareClasses).toBe("drop");
  expect(warnings).toEqual([
    {
      column: "label",
      kind: "rare-class",
      evidence: expect.stringMatching(/^The row of "z" will be neither learnt from nor tested on/),
      leftOut: false,
    },
  ]);
});

test("the penguins keep all their features", async () => {
  const fileName = "penguins_size.csv";
  await postForm(
    running.app,
    [["file", { content: penguins, fileName }]],
    "/datasets?name=penguins",
  );
  const { spec, warnings } = await plan({ dataset: "penguins", target: "species" });
  expect(spec.features).toHaveLength(6);
  expect(warnings).toEqual([]);
});

test("what was found in a version is remembered, as versions never change", async () => {
  await postForm(running.app, [["file", { content: leaky, fileName: "remembered.csv" }]]);
  const { warnings } = await plan({ dataset: "remembered", target: "label" });
  expect(warnings).toHaveLength(3);
  await running.database.pool.query(`update processed.remembered_v1 set leak = 'other'`);
  expect((await plan({ dataset: "remembered", target: "label" })).warnings).toEqual(warnings);
  const features = ["leak"];
  const others = await plan({ dataset: "remembered", target: "label", features });
  expect(others.warnings).toEqual([]);
});
