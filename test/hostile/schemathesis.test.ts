import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { describeWithSchemathesis } from "@rookery/test";
import { afterAll, expect, test } from "vitest";
import { expectHealthy, useStack } from "./support/use-stack.ts";

describeWithSchemathesis("schemathesis", (program) => {
  const stack = useStack();
  afterAll(() => expectHealthy(stack));

  test.each([
    ["orchestrator", () => stack.orchestratorUrl],
    ["inference", () => stack.inferenceUrl],
  ] as const)("finds nothing wrong with what the %s answers", async (_server, url) => {
    const { code, output } = await run(program(), [
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

async function run(program: string, args: string[]): Promise<{ code: number; output: string }> {
  const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text) => {
      output += text;
    });
  }
  const [code] = await once(child, "close");
  return { code, output };
}
