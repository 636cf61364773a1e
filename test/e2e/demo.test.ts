import { expect, test } from "vitest";
import { findProgram } from "../services/find-program.ts";
import { isAlive, makeRookeryHome, readPostgresPid } from "./support/rookery-home.ts";
import { useStage } from "./support/stage.ts";

const stage = useStage();
const ports = { PORT: "0", INFERENCE_PORT: "0" };
const hasTerminal = process.platform === "linux" && (await findProgram("script")) !== null;
const noTerminal = hasTerminal ? "" : " (skipped: no util-linux script)";

test("the demo shows the whole journey, exits 0 and leaves no process behind", async () => {
  const home = await makeRookeryHome(stage.cleanup);
  const demo = stage.start({
    name: "demo",
    args: ["apps/cli/dist/main.js", "demo", "--exit"],
    env: { ROOKERY_HOME: home, ...ports },
  });
  await demo.saysMatch(/Dataset penguins version 1: 344 of 344 rows kept/);
  const postgresPid = await readPostgresPid(home);
  expect(postgresPid).not.toBeNull();

  expect(await demo.exited).toBe(0);
  expect(isAlive(postgresPid as number)).toBe(false);
  expect(demo.stderr).toBe("");
  expect(demo.stdout, "no colours in a file").not.toContain("\u001b");

  const [, done, total, best] =
    /(\d+)\/(\d+) runs {2}best accuracy ([\d.]+) {2}succeeded/.exec(demo.stdout) ?? [];
  expect(Number(total)).toBeGreaterThanOrEqual(20);
  expect(done).toBe(total);
  expect(Number(best)).toBeGreaterThanOrEqual(0.9);

  const ranks = [...demo.stdout.matchAll(/│ +(\d+) │ +#\d+ │ +([\d.]+)(?: ± [\d.]+)? +│/g)];
  expect(ranks.map(([, rank]) => Number(rank))).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  expect(ranks[0]?.[2]).toBe(best);

  expect(demo.stdout).toMatch(/Registered penguins version 1: accuracy [\d.]+ on the test rows/);
  expect(demo.stdout).toContain("Promoted to champion: No version was champion yet.");
  expect(demo.stdout).toMatch(/API docs +http:\/\/127\.0\.0\.1:\d+\/docs/);
  expect(demo.stdout).toMatch(/Bull Board +http:\/\/127\.0\.0\.1:\d+\/queues/);

  const [answer] = /^\{\n[\s\S]*?^\}$/m.exec(demo.stdout) ?? [];
  const { predictions, ...source } = JSON.parse(answer ?? "null");
  expect(source).toEqual({
    model: "penguins",
    version: 1,
    unknown: [],
    runId: expect.stringMatching(/^[0-9a-f]{32}$/),
  });
  expect(predictions).toHaveLength(1);
  const { label, probabilities } = predictions[0];
  expect(label).toBe("Gentoo");
  expect(Object.keys(probabilities)).toEqual(["Adelie", "Chinstrap", "Gentoo"]);
  const sum = Object.values<number>(probabilities).reduce((all, one) => all + one, 0);
  expect(sum).toBeCloseTo(1, 12);
});

test.runIf(hasTerminal)(
  `in a terminal the demo shows a bar, stays up until Ctrl-C and then exits 0${noTerminal}`,
  async () => {
    const home = await makeRookeryHome(stage.cleanup);
    const demo = stage.start({
      name: "demo in a terminal",
      args: ["apps/cli/dist/main.js", "demo"],
      env: { ROOKERY_HOME: home, TERM: "xterm-256color", ...ports },
      terminal: true,
    });
    await demo.saysMatch(/Press Ctrl-C to stop/);
    // However quick the machine is, there is a bar before the end.
    expect(demo.stdout).toMatch(/█*░+ \d+\/24 runs/);
    expect(demo.stdout).toMatch(/█+ 24\/24 runs {2}best accuracy 0\.9\d+ {2}succeeded/);

    const [, docsUrl = ""] = await demo.saysMatch(/(http:\/\/127\.0\.0\.1:\d+\/docs)/);
    expect((await fetch(docsUrl)).status).toBe(200);
    const postgresPid = await readPostgresPid(home);

    demo.type("\u0003");
    expect(await demo.exited).toBe(0);
    expect(isAlive(postgresPid as number)).toBe(false);
    await expect(fetch(docsUrl)).rejects.toThrow();
  },
);
