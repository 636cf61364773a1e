import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { importPenguins, penguinSweep, runSweep } from "../e2e/support/penguins.ts";
import { useStage } from "../e2e/support/stage.ts";
import { findProgram } from "../services/find-program.ts";
import { makeTempDir } from "../services/temp-dir.ts";
import { rookery, runRookery, runShell } from "./support/run-rookery.ts";
import { useServer } from "./support/use-server.ts";

const hasTerminal = process.platform === "linux" && (await findProgram("script")) !== null;
const interactiveBash = `
  const { spawnSync } = require("node:child_process");
  process.exit(spawnSync("bash", ["--norc", "-i"], { stdio: "inherit" }).status);
`;
/** What a program of somebody else's calls its metrics. */
const foreignNames = ["a; echo $(echo run)", "two words; three:four", "it's `date`&", "~/*", "#1"];
const stage = useStage();
const serverEnv: Record<string, string> = {};
beforeAll(async () => {
  const folder = await makeTempDir("trainers", stage.cleanup);
  const metrics = Object.fromEntries(foreignNames.map((name) => [name, 1]));
  const report = JSON.stringify({ metrics: { accuracy: 0.5, ...metrics } });
  await writeFile(join(folder, "report.jsonl"), `${report}\n`);
  serverEnv.ROOKERY_TRAINERS = join(folder, "trainers.ts");
  await writeFile(
    serverEnv.ROOKERY_TRAINERS,
    `import { defineCommandTrainer, z } from "@rookery/trainer-kit";
     export default defineCommandTrainer({
       name: "foreign", description: "Reports what it likes.", task: "classification",
       parameters: z.strictObject({}), command: ["cat", "report.jsonl"],
     });`,
  );
});
const server = useServer(serverEnv);
let shortId: string;
let foreignId: string;

beforeAll(async () => {
  const { client } = server.embedded;
  await importPenguins(client);
  const foreign = await runSweep(client, penguinSweep({ trainer: "foreign", space: {} }));
  foreignId = foreign.sweep.id.slice(0, 12);
  const { sweep } = await runSweep(client, penguinSweep());
  shortId = sweep.id.slice(0, 12);
});

interface Answer {
  offers: string[];
  /** 4: no files, 2: no space behind it, 0: files, as the shell finds them. */
  directive: number;
}

/** What a shell is told behind these words; the last one is being typed. */
async function complete(words: string[], env = server.env): Promise<Answer> {
  const { code, stdout, stderr } = await runRookery(["complete", "--", ...words], { env });
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  const lines = stdout.trimEnd().split("\n");
  return {
    directive: Number(lines.at(-1)?.slice(1)),
    offers: lines.slice(0, -1).map((line) => line.split("\t")[0] ?? ""),
  };
}

const offers = async (...words: string[]) => (await complete(words)).offers;

describe("completion offers", () => {
  test("commands and options", async () => {
    expect(await offers("")).toEqual(expect.arrayContaining(["dataset", "sweep", "doctor"]));
    expect(await offers("sweep", "re")).toEqual(["resume", "retry"]);
    expect(await offers("sweep", "run", "--d")).toEqual(["--dry-run", "--detach"]);
    expect(await offers("--json", "sweep", "list", "--a")).toEqual(["--api"]);
  });

  test("names that the server knows", async () => {
    expect(await offers("dataset", "show", "")).toEqual(["penguins"]);
    expect(await offers("dataset", "show", "pen")).toEqual(["penguins"]);
    expect(await offers("dataset", "show", "guins")).toEqual([]);
    expect(await offers("dataset", "show", "penguins@")).toEqual(["penguins@1"]);
    expect(await offers("sweep", "watch", "")).toEqual(["latest", shortId, foreignId]);
    expect(await offers("model", "show", "penguins@")).toEqual(["penguins@1", "penguins@champion"]);
  });

  test("values of options", async () => {
    expect(await offers("predict", "--model", "")).toEqual(["penguins"]);
    expect(await offers("predict", "-m", "pen")).toEqual(["penguins"]);
    expect(await offers("sweep", "list", "--state", "s")).toEqual(["stopping", "succeeded"]);
    expect(await offers("sweep", "list", "--state=fin")).toEqual(["finalizing"]);
    expect(await offers("sweep", "retry", "latest", "--states", "failed", "l")).toEqual(["lost"]);
    expect(await offers("sweep", "export", "latest", "--sort", "acc")).toEqual(["accuracy"]);
    expect(await offers("model", "rollback", "penguins", "--alias", "")).toEqual(["champion"]);
    expect(await offers("run", "logs", "latest#1", "--artifact", "run")).toEqual(["run.log"]);
    expect(await complete(["sweep", "list", "--limit", ""])).toEqual({ offers: [], directive: 4 });
  });

  test("a run by its sweep, then by its number", async () => {
    expect(await complete(["run", "show", "la"])).toEqual({ offers: ["latest#"], directive: 6 });
    expect((await offers("run", "show", "latest#")).sort()).toEqual(["latest#1", "latest#2"]);
    expect(await offers("run", "compare", "latest#1", `${shortId}#2`)).toEqual([`${shortId}#2`]);
  });

  test("what a second argument may be, and nothing behind the last", async () => {
    expect(await offers("model", "promote", "penguins", "")).toEqual(["1", "champion"]);
    expect(await complete(["sweep", "show", "latest", ""])).toEqual({ offers: [], directive: 4 });
  });

  test("files, as the shell finds them", async () => {
    for (const words of [
      ["sweep", "run", ""],
      ["predict", "--model", "penguins", "data/"],
      ["dataset", "import", "birds.csv", "--schema", ""],
      ["model", "export", "penguins", "-o", ""],
    ]) {
      expect(await complete(words), words.join(" ")).toEqual({ offers: [], directive: 0 });
    }
  });

  test("names of the server that the line names", async () => {
    const nowhere = { ROOKERY_API_URL: "http://127.0.0.1:1" };
    const { orchestratorUrl } = server.embedded;
    for (const api of [["--api", orchestratorUrl], [`--api=${orchestratorUrl}`]]) {
      const { offers } = await complete(["dataset", "show", ...api, ""], nowhere);
      expect(offers).toEqual(["penguins"]);
    }
  });

  test("nothing, and no message, where the server is away or the name is not known", async () => {
    const nowhere = { ROOKERY_API_URL: "http://127.0.0.1:1" };
    const nothing = { offers: [], directive: 4 };
    expect(await complete(["dataset", "show", ""], nowhere)).toEqual(nothing);
    expect(await complete(["dataset", "show", "--api", "nonsense", ""])).toEqual(nothing);
    expect(await complete(["model", "promote", "whales", ""])).toEqual(nothing);
  });
});

describe("bash", () => {
  /** What bash replaces the word by when Tab is pressed at the end of the line. */
  async function pressTab(line: string): Promise<string[]> {
    const { code, stdout, stderr } = await server.shell(`
      source <(rookery completion bash)
      complete -p rookery > /dev/null || exit
      compopt() { :; }
      COMP_LINE='${line}'
      COMP_POINT=\${#COMP_LINE}
      __rookery_complete
      printf '%s\\n' "\${COMPREPLY[@]}"
    `);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    return stdout.split("\n").filter(Boolean);
  }

  const sortBy = () => `rookery sweep export ${foreignId} --sort `;

  test("takes the script and completes by it", async () => {
    expect(await pressTab("rookery sw")).toEqual(["sweep"]);
    expect(await pressTab("rookery model promote penguins ")).toEqual(["1", "champion"]);
  });

  test("replaces only what it sees as the word", async () => {
    expect(await pressTab("rookery predict --model penguins@")).toEqual(["@1", "@champion"]);
    expect(await pressTab("rookery sweep list --state=fin")).toEqual(["finalizing"]);
    expect((await pressTab("rookery run show latest#")).sort()).toEqual(["latest#1", "latest#2"]);
  });

  test.runIf(hasTerminal)("does so at the keys of a person", async () => {
    const bash = server.stage.start({
      name: "bash",
      args: ["-e", interactiveBash],
      env: { ...server.env, TERM: "xterm-256color" },
      terminal: true,
    });
    bash.type(`rookery() { ${process.execPath} ${rookery} "$@"; }\r`);
    bash.type("source <(rookery completion bash); echo rea''dy\r");
    await bash.saysMatch(/ready/);
    for (const [typed, shown] of [
      ["rookery predict --model penguins@ch", "rookery predict --model penguins@champion "],
      ["rookery run show lat", "rookery run show latest#"],
      ["rookery sweep run apps/cli/exa", "rookery sweep run apps/cli/examples/"],
    ]) {
      bash.type(`${typed}\t`);
      await bash.saysMatch(new RegExp(shown ?? ""));
      // Away with the line.
      bash.type("\u0015");
    }
    bash.type("exit\r");
    expect(await bash.exited).toBe(0);
  });

  test("runs nothing of what is typed", async () => {
    expect(await pressTab("rookery dataset show $(echo pen)")).toEqual([]);
  });

  test("offers every name as one word that runs nothing", async () => {
    const [number, objective, ...rest] = await pressTab(sortBy());
    expect([number, objective]).toEqual(["number", "objective"]);
    const { stdout, stderr } = await server.shell(`printf '<%s>\\n' ${rest.join(" ")}`);
    expect(stderr).toBe("");
    const words = ["accuracy", ...foreignNames].map((name) => `<${name}>`);
    expect(stdout.trimEnd().split("\n").sort()).toEqual(words.sort());
  });

  test("goes on behind the quoted beginning of a name", async () => {
    const end = "two\\ words\\;\\ three:four";
    expect(await pressTab(`${sortBy()}two\\ wo`)).toEqual([end]);
    expect(await pressTab(`${sortBy()}two\\ words\\;\\ `)).toEqual([end]);
    expect(await pressTab(`${sortBy()}two\\ words\\;\\ three:f`)).toEqual(["four"]);
  });
});

test.each(["zsh", "fish"])("there is a script for %s", async (shell) => {
  const { code, stdout } = await runRookery(["completion", shell]);
  expect(code).toBe(0);
  expect(stdout).toContain("rookery complete --");
});

test("the script needs nothing but bash", async () => {
  const { stdout, stderr } = await runShell(
    'env -i bash --norc -c \'eval "$1"; complete -p\' - "$(rookery completion bash)"',
  );
  expect({ stdout, stderr }).toMatchObject({
    stdout: "complete -o default -F __rookery_complete rookery\n",
    stderr: "",
  });
});
