import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { type ProgramOptions, runProgram } from "../src/programs/run-program.ts";

const built = new URL("../dist/programs/run-program.js", import.meta.url).href;

function given(script: string, options: Partial<ProgramOptions> = {}): ProgramOptions {
  return {
    command: ["/bin/sh", "-c", script],
    cwd: "/",
    env: { PATH: process.env.PATH as string },
    signal: new AbortController().signal,
    onLine: () => {},
    ...options,
  };
}

test("answers the exit code, and that of a signal as shells do", async () => {
  expect(await runProgram(given("exit 0"))).toBe(0);
  expect(await runProgram(given("exit 7"))).toBe(7);
  expect(await runProgram(given("kill -KILL $$"))).toBe(137);
});

test("a program has no input to wait for, and sees its arguments as they are", async () => {
  const lines: string[] = [];
  const command = ["/bin/sh", "-c", 'cat; echo "$#:$1"', "name", "a b; $(exit 9) 'c'"];
  const onLine = (_: string, line: string) => lines.push(line);
  expect(await runProgram(given("", { command, onLine }))).toBe(0);
  expect(lines).toEqual(["1:a b; $(exit 9) 'c'"]);
});

test("a program that will not stop is killed after the grace period", async () => {
  const stop = new AbortController();
  const pids: number[] = [];
  const ended = runProgram(
    given("trap '' TERM; sleep 1000 & echo $!; while :; do sleep 1; done", {
      signal: stop.signal,
      graceMs: 100,
      onLine: (_, line) => {
        pids.push(Number(line));
        stop.abort();
      },
    }),
  );
  expect(await ended).toBe(137);
  await untilGone(pids[0]);
});

test("what a program leaves running in the background ends with it", async () => {
  const pids: number[] = [];
  const onLine = (_: string, line: string) => pids.push(Number(line));
  expect(await runProgram(given("trap '' TERM; sleep 1000 & echo $!", { onLine }))).toBe(0);
  await untilGone(pids[0]);
});

test("a program dies with its worker, however suddenly that goes", async () => {
  const source = `
    import { runProgram } from ${JSON.stringify(built)};
    await runProgram({
      command: ["/bin/sh", "-c", "trap '' TERM; sleep 1000 & echo $$ $!; wait"],
      cwd: "/", env: process.env, signal: new AbortController().signal,
      onLine: (stream, line) => process.stdout.write(line + "\\n"),
    });`;
  const worker = spawn(process.execPath, ["--input-type=module", "-e", source]);
  const said = await readFirst(worker);
  worker.kill("SIGKILL");
  for (const pid of said.trim().split(" ")) await untilGone(Number(pid));
});

test("a folder that is not there rejects", async () => {
  await expect(runProgram(given("exit 0", { cwd: "/no/such/folder" }))).rejects.toThrow("ENOENT");
});

/** What a process says first; rejects with its errors when it ends without a word. */
async function readFirst(child: ChildProcessWithoutNullStreams): Promise<string> {
  let errors = "";
  child.stderr.on("data", (text) => {
    errors += text;
  });
  const silent = once(child, "close").then(() => Promise.reject(new Error(errors)));
  silent.catch(() => {});
  const [said] = await Promise.race([once(child.stdout, "data"), silent]);
  return String(said);
}

/** A killed process may stay in the table until somebody reaps it. */
async function untilGone(pid: number): Promise<void> {
  expect(pid).toBeGreaterThan(1);
  await expect
    .poll(async () => {
      const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
      return stat === "" || stat.includes(") Z ");
    })
    .toBe(true);
}
