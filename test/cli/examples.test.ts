import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { penguinsFile } from "./support/run-rookery.ts";
import { useServer } from "./support/use-server.ts";

const server = useServer();
const root = join(import.meta.dirname, "../..");
const examples = join(root, "apps/cli/examples");

beforeAll(async () => {
  await server.run(["dataset", "import", penguinsFile, "--name", "penguins"]);
});

test.each([
  ["penguins.yaml", 15],
  ["search.yaml", 30],
])("%s launches %i runs, which all end", async (file, runs) => {
  const { code, stdout } = await server.run(["sweep", "run", join(examples, file), "--json"]);
  expect(code).toBe(0);
  const { state, progress } = JSON.parse(stdout);
  expect(state).toBe("succeeded");
  expect(progress).toMatchObject({ total: runs, failed: 0 });
  expect(progress.succeeded + progress.pruned).toBe(runs);
});

test("the guide shows the example as it is", async () => {
  const guide = await readFile(join(root, "docs/guide.md"), "utf8");
  const shown = /```yaml\n# sweep\.yaml\n(.*?)```/s.exec(guide)?.[1];
  const lines = (await readFile(join(examples, "search.yaml"), "utf8")).split("\n");
  expect(shown).toBe(lines.filter((line) => !line.startsWith("#")).join("\n"));
});
