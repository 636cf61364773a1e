import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { describeWithSchemathesis } from "@rookery/test";
import { afterAll, expect, test } from "vitest";
import { Cleanup } from "../services/cleanup.ts";
import { makeTempDir } from "../services/temp-dir.ts";
import { expectHealthy, useStack } from "./support/use-stack.ts";

describeWithSchemathesis("schemathesis", (program) => {
  const stack = useStack();
  const cleanup = new Cleanup();
  afterAll(async () => {
    await cleanup.run();
    await expectHealthy(stack);
  });

  test.each([
    ["orchestrator", () => stack.orchestratorUrl],
    ["inference", () => stack.inferenceUrl],
  ] as const)("finds nothing wrong with what the %s answers", async (_server, url) => {
    // It leaves a folder behind wherever it runs.
    const cwd = await makeTempDir("schemathesis", cleanup);
    const { code, output } = await run(program(), cwd, [
      `--config-file=${join(import.meta.dirname, "schemathesis.toml")}`,
      "--no-color",
      "run",
      "--checks=all",
      "--request-timeout=10",
      `${url()}/openapi.json`,
    ]);
    expect(code, output).toBe(0);
    expect(output).toMatch(/[1-9]\d* generated, [1-9]\d* passed/);
  });
});

async function run(
  program: string,
  cwd: string,
  args: string[],
): Promise<{ code: number; output: string }> {
  const child = spawn(program, args, { cwd, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text) => {
      output += text;
    });
  }
  const [code] = await once(child, "close");
  return { code, output };
}
