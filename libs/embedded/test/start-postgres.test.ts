import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { makeDataDir, query, start } from "./data-dirs.ts";

const isRoot = process.getuid?.() === 0;

test("data is kept between starts", async () => {
  const dataDir = await makeDataDir();
  const first = await start({ dataDir });
  await query(first.url, "create table kept as select 42 as answer");
  await first.stop();

  const second = await start({ dataDir });
  expect(await query(second.url, "select answer from kept")).toEqual([{ answer: 42 }]);
});

test("a stopped server is gone", async () => {
  const postgres = await start({ dataDir: await makeDataDir() });
  await postgres.stop();
  await expect(query(postgres.url, "select 1")).rejects.toMatchObject({ code: "ECONNREFUSED" });
  expect(await readdir(postgres.clusterDir)).not.toContain("postmaster.pid");
});

test("a taken port is replaced by another one, and that is said", async () => {
  const stranger = createServer().listen(0, "127.0.0.1");
  await once(stranger, "listening");
  onTestFinished(() => void stranger.close());
  const { port } = stranger.address() as { port: number };

  const warnings: string[] = [];
  const logger = { info: () => undefined, warn: (message: string) => warnings.push(message) };
  const postgres = await start({ dataDir: await makeDataDir(), port, logger });

  expect(postgres.port).not.toBe(port);
  expect(warnings).toEqual([
    `Port ${port} is taken: PostgreSQL listens on ${postgres.port} instead`,
  ]);
  expect(await query(postgres.url, "select 1 as one")).toEqual([{ one: 1 }]);
});

test("a server whose owner was killed is stopped, and nothing committed is lost", async () => {
  const dataDir = await makeDataDir();
  const owner = await spawnOwner(dataDir);
  await query(owner.url, "create table kept as select 42 as answer");
  await owner.kill();
  expect(await query(owner.url, "select answer from kept")).toEqual([{ answer: 42 }]);

  const postgres = await start({ dataDir });
  expect(await query(postgres.url, "select answer from kept")).toEqual([{ answer: 42 }]);
  expect(await serversOn(postgres.clusterDir)).toBe(1);
});

test("a server that was killed itself recovers what was committed", async () => {
  const dataDir = await makeDataDir();
  const owner = await spawnOwner(dataDir);
  await query(owner.url, "create table kept as select 42 as answer");
  const [row] = await query(owner.url, "show data_directory");
  await owner.kill();
  const clusterDir = (row as { data_directory: string }).data_directory;
  process.kill(await readServerPid(clusterDir), "SIGKILL");

  const postgres = await start({ dataDir });
  expect(await query(postgres.url, "select answer from kept")).toEqual([{ answer: 42 }]);
});

test.runIf(process.platform === "linux")(
  "the helpers of a killed server may take their time to end",
  async () => {
    const dataDir = await makeDataDir();
    const owner = await spawnOwner(dataDir);
    const [row] = await query(owner.url, "show data_directory");
    await owner.kill();
    const server = await readServerPid((row as { data_directory: string }).data_directory);
    const helpers = await readFile(`/proc/${server}/task/${server}/children`, "utf8");
    const helper = Number(helpers.split(" ")[0]);
    process.kill(helper, "SIGSTOP");
    process.kill(server, "SIGKILL");

    const starting = start({ dataDir });
    await expect
      .poll(() => readFile(join(dataDir, "postgres.log"), "utf8"))
      .toContain("is still in use");
    process.kill(helper, "SIGCONT");
    expect(await query((await starting).url, "select 1 as one")).toEqual([{ one: 1 }]);
  },
);

test("a server whose owner lives is left alone", async () => {
  const dataDir = await makeDataDir();
  const postgres = await start({ dataDir });
  await expect(start({ dataDir })).rejects.toMatchObject({
    code: "conflict",
    message: expect.stringContaining(`process ${process.pid}`),
  });
  expect(await query(postgres.url, "select 1 as one")).toEqual([{ one: 1 }]);
});

test("of several first starts at once one gets the data directory", async () => {
  const dataDir = await makeDataDir();
  const starts = await Promise.allSettled([1, 2, 3].map(() => start({ dataDir })));
  const [winner, ...others] = starts.filter((result) => result.status === "fulfilled");
  expect(others).toEqual([]);
  expect(await query(winner?.value.url ?? "", "select 1 as one")).toEqual([{ one: 1 }]);
});

test("a process that got the dead server's number is not taken for it", async () => {
  const dataDir = await makeDataDir();
  const first = await start({ dataDir });
  await first.stop();
  const bystander = `${process.ppid}\n${first.clusterDir}\n0\n${first.port}\n\n127.0.0.1\n\nready\n`;
  await writeFile(join(first.clusterDir, "postmaster.pid"), bystander);

  const second = await start({ dataDir });
  expect(await query(second.url, "select 1 as one")).toEqual([{ one: 1 }]);
});

test("only loopback and the password let anybody in", async () => {
  const dataDir = await makeDataDir();
  const postgres = await start({ dataDir });
  const wrong = new URL(postgres.url);
  wrong.password = "wrong";
  await expect(query(wrong.href, "select 1")).rejects.toMatchObject({ code: "28P01" });
  expect(await query(postgres.url, "show listen_addresses")).toEqual([
    { listen_addresses: "127.0.0.1" },
  ]);
  const { mode } = await stat(join(dataDir, "password"));
  expect(mode & 0o777).toBe(0o600);
});

test("text is UTF-8 and sorts the same on every machine", async () => {
  const postgres = await start({ dataDir: await makeDataDir() });
  const [row] = await query(
    postgres.url,
    `select current_setting('server_encoding') as encoding, upper('åß') as upper,
            array(select x from unnest('{b,a,B,Å}'::text[]) x order by x) as sorted`,
  );
  expect(row).toEqual({ encoding: "UTF8", upper: "Åß", sorted: ["B", "a", "b", "Å"] });
});

test.runIf(isRoot)("root keeps a cluster below a closed home, for good", async () => {
  const dataDir = await makeDataDir(0o700);
  const first = await start({ dataDir });
  expect(first.clusterDir.startsWith(dataDir)).toBe(false);
  const { uid, mode } = await stat(first.clusterDir);
  expect(uid).not.toBe(0);
  expect(mode & 0o777).toBe(0o700);
  await query(first.url, "create table kept as select 42 as answer");
  await first.stop();

  const second = await start({ dataDir });
  expect(second.clusterDir).toBe(first.clusterDir);
  expect(await query(second.url, "select answer from kept")).toEqual([{ answer: 42 }]);
});

/** Another process that owns a server; killing it leaves the server behind. */
async function spawnOwner(dataDir: string): Promise<{ url: string; kill: () => Promise<void> }> {
  const script = fileURLToPath(new URL("./fixtures/own-postgres.mjs", import.meta.url));
  const child = spawn(process.execPath, [script, dataDir], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const kill = async () => {
    child.kill("SIGKILL");
    await once(child, "exit");
  };
  onTestFinished(() => void child.kill("SIGKILL"));
  const [line] = (await once(child.stdout, "data")) as [Buffer];
  return { url: line.toString().trim(), kill };
}

async function readServerPid(clusterDir: string): Promise<number> {
  const [pid] = (await readFile(join(clusterDir, "postmaster.pid"), "utf8")).split("\n");
  return Number(pid);
}

async function serversOn(clusterDir: string): Promise<number> {
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const lines = await Promise.all(
    pids.map((pid) => readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "")),
  );
  return lines.filter((line) => line.includes(`-D\0${clusterDir}\0`)).length;
}
