import { beforeAll, describe, expect, test } from "vitest";
import { importPenguins } from "../e2e/support/penguins.ts";
import { runRookery, runShell } from "./support/run-rookery.ts";
import { useServer } from "./support/use-server.ts";

const server = useServer();

beforeAll(() => importPenguins(server.embedded.client));

/** What a shell is offered behind these words; the last one is being typed. */
async function offers(...words: string[]): Promise<string[]> {
  const { code, stdout } = await server.run(["complete", "--", ...words]);
  expect(code).toBe(0);
  return stdout
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith(":"))
    .map((line) => line.split("\t")[0] ?? "");
}

describe("completion offers", () => {
  test("commands and options", async () => {
    expect(await offers("")).toEqual(expect.arrayContaining(["dataset", "sweep", "doctor"]));
    expect(await offers("sweep", "re")).toEqual(["resume", "retry"]);
    expect(await offers("sweep", "run", "--d")).toEqual(["--dry-run", "--detach"]);
  });

  test("names that the server knows", async () => {
    expect(await offers("dataset", "show", "")).toEqual(["penguins"]);
    expect(await offers("sweep", "watch", "")).toContain("latest");
  });

  test("nothing, and no message, where the server is away", async () => {
    const { code, stdout, stderr } = await runRookery(["complete", "--", "dataset", "show", ""], {
      env: { ROOKERY_API_URL: "http://127.0.0.1:1" },
    });
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: ":4\n", stderr: "" });
  });
});

test("bash takes the script and completes by it", async () => {
  const { code, stdout, stderr } = await runShell(`
    source <(rookery completion bash)
    complete -p rookery
  `);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toMatch(/complete .*rookery/);
});

test.each(["zsh", "fish"])("there is a script for %s", async (shell) => {
  const { code, stdout } = await runRookery(["completion", shell]);
  expect(code).toBe(0);
  expect(stdout).toContain("rookery complete --");
});
