import { execFileSync, spawnSync } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pickPort } from "@rookery/embedded";
import { createTestDatabase, describeWithRedis, describeWithS3 } from "@rookery/test";
import { beforeAll, describe, expect, test } from "vitest";
import { useStage } from "../e2e/support/stage.ts";
import { spawnEmbedded } from "../e2e/support/start-embedded.ts";
import { prepareTeam, startRole } from "../e2e/support/start-team.ts";
import { findProgram } from "../services/find-program.ts";
import { spawnService } from "../services/spawn-service.ts";
import { makeTempDir } from "../services/temp-dir.ts";
import { answers } from "./support/answers.ts";
import { createPgUser } from "./support/create-pg-user.ts";

const stage = useStage();
const inNoTime = 60_000;
/** A port on which nobody ever listens. */
const nobodys = "1";
/** No user may make anything there, not even root. */
const closedFolder = "/sys/rookery";
let env: Record<string, string>;

beforeAll(async () => {
  env = await prepareTeam(stage);
});

interface Refusal {
  role?: string;
  says: (string | RegExp)[];
}

/** Starts a role and expects it to give up soon, with these words for a person and no stack. */
async function refuses(changes: Record<string, string>, { role = "orchestrator", says }: Refusal) {
  const startedAt = Date.now();
  const started = startRole(stage, role, { ...env, ...changes });
  expect(await started.exited, started.said).toBe(1);
  expect(Date.now() - startedAt).toBeLessThan(inNoTime);
  for (const words of says) expect(started.stderr).toMatch(words);
  expect(started.stderr).not.toMatch(/^ +at /m);
}

async function migrateSays(changes: Record<string, string>, code: number, says: string[]) {
  const migrate = stage.start({
    name: "migrate",
    args: ["apps/cli/dist/main.js", "migrate"],
    env: { ...env, ...changes },
  });
  expect(await migrate.exited, migrate.said).toBe(code);
  for (const words of says) expect(migrate.stderr).toContain(words);
  expect(migrate.stderr).not.toMatch(/^ +at /m);
}

function withUrl(change: (url: URL) => void): string {
  const url = new URL(env.DATABASE_URL as string);
  change(url);
  return url.href;
}

describe("PostgreSQL", () => {
  test.each(["orchestrator", "worker", "finalizer", "inference"])(
    "away: the %s says so and names DATABASE_URL",
    async (role) => {
      const DATABASE_URL = withUrl((url) => Object.assign(url, { port: nobodys }));
      await refuses({ DATABASE_URL }, { role, says: ["ECONNREFUSED", "DATABASE_URL"] });
    },
  );

  test("a wrong password, an unknown database", async () => {
    const wrong = withUrl((url) => Object.assign(url, { password: "wrong" }));
    await refuses(
      { DATABASE_URL: wrong },
      { says: ["PostgreSQL refuses what DATABASE_URL asks for", "password authentication failed"] },
    );
    const unknown = withUrl((url) => Object.assign(url, { pathname: "/nowhere" }));
    await refuses({ DATABASE_URL: unknown }, { says: ['database "nowhere" does not exist'] });
  });

  test("migrate says the same, and names a right that is missing", async () => {
    const away = withUrl((url) => Object.assign(url, { port: nobodys }));
    await migrateSays({ DATABASE_URL: away }, 3, ["PostgreSQL cannot be reached", "DATABASE_URL"]);
    const empty = await createTestDatabase();
    stage.cleanup.add(() => empty.drop());
    const powerless = await createPgUser(empty.url, stage.cleanup);
    await migrateSays({ DATABASE_URL: powerless }, 2, ["permission denied", "may create schemas"]);
  });

  test("not migrated: the way out is the command to run", async () => {
    const empty = await createTestDatabase();
    stage.cleanup.add(() => empty.drop());
    await refuses({ DATABASE_URL: empty.url }, { says: ["not migrated", "rookery migrate"] });
  });
});

describeWithRedis("Redis", () => {
  /** A Redis with settings of its own. */
  async function startRedis(settings: string[], password?: string): Promise<string> {
    const port = await pickPort();
    const dir = await makeTempDir("redis", stage.cleanup);
    await spawnService({
      program: (await findProgram("redis-server")) ?? "redis-server",
      args: ["--port", String(port), "--dir", dir, "--save", "", ...settings],
      cleanup: stage.cleanup,
      isReady: () => answers(port),
    });
    return password ? `redis://:${password}@127.0.0.1:${port}` : `redis://127.0.0.1:${port}`;
  }

  test.each(["orchestrator", "worker", "finalizer"])("away: the %s says so", async (role) => {
    const REDIS_URL = `redis://127.0.0.1:${nobodys}`;
    await refuses(
      { REDIS_URL },
      { role, says: ["Redis cannot be reached", "ECONNREFUSED", "REDIS_URL"] },
    );
  });

  test("a password that is missing or wrong", async () => {
    const url = await startRedis(["--requirepass", "right"]);
    const says = ["Redis refuses the user or the password in REDIS_URL"];
    await refuses({ REDIS_URL: url }, { says });
    await refuses({ REDIS_URL: url.replace("//", "//:wrong@") }, { says: [...says, "WRONGPASS"] });
  });

  test("one that will drop jobs is refused, one that might is reported", async () => {
    const evicting = ["--maxmemory-policy", "allkeys-lru"];
    const limited = await startRedis([...evicting, "--maxmemory", "50mb"]);
    await refuses(
      { REDIS_URL: limited },
      { says: ["allkeys-lru", "Set maxmemory-policy noeviction"] },
    );

    const unlimited = await startRedis(evicting);
    const started = startRole(stage, "orchestrator", { ...env, REDIS_URL: unlimited });
    await started.logs("orchestrator ready");
    expect(started.stdout).toMatch(/"level":40.*allkeys-lru, though no maxmemory yet/);
    expect(await started.stop()).toBe(0);
  });
});

describeWithS3("S3", (s3) => {
  const settings = (changes: Record<string, string> = {}) => ({
    S3_ENDPOINT: s3().endpoint,
    S3_REGION: s3().region,
    S3_ACCESS_KEY_ID: s3().accessKeyId,
    S3_SECRET_ACCESS_KEY: s3().secretAccessKey,
    S3_BUCKET: "rookery-boot",
    ...changes,
  });

  test("away, keys that are refused, and a bucket's name that cannot be", async () => {
    const away = `http://127.0.0.1:${nobodys}`;
    await refuses(settings({ S3_ENDPOINT: away }), {
      says: ["The artifact store cannot be reached", "ECONNREFUSED", "S3_ENDPOINT"],
    });
    await refuses(settings({ S3_SECRET_ACCESS_KEY: "not-the-key-at-all" }), {
      says: ["refuses the configured credentials", "S3_SECRET_ACCESS_KEY"],
    });
    await refuses(settings({ S3_BUCKET: "No_Such_Bucket" }), { says: ["S3_BUCKET"] });
  });

  test("a bucket that is missing is made", async () => {
    const S3_BUCKET = `rookery-boot-${process.pid}-${Date.now()}`;
    const started = startRole(stage, "orchestrator", { ...env, ...settings({ S3_BUCKET }) });
    await started.logs("orchestrator ready");
    expect(await started.stop()).toBe(0);
  });
});

describe("folders", () => {
  test("artifacts that cannot be written", async () => {
    await refuses(
      { ROOKERY_ARTIFACTS_DIR: closedFolder },
      { says: [`The folder ${closedFolder} cannot be written`, "ROOKERY_ARTIFACTS_DIR"] },
    );
  });

  test("a home that cannot be written, or is a file", async () => {
    const file = join(await makeTempDir("home", stage.cleanup), "file");
    await writeFile(file, "");
    for (const home of [closedFolder, file]) {
      const started = spawnEmbedded(stage, home);
      expect(await started.exited).toBe(2);
      expect(started.stderr).toContain(`The folder ${home} cannot be written`);
      expect(started.stderr).toContain("set ROOKERY_HOME to another folder");
      expect(started.stderr).not.toMatch(/^ +at /m);
    }
  });

  test("a disk that is nearly full", async ({ skip }) => {
    const disk = join(await makeTempDir("disk", stage.cleanup), "disk");
    await mkdir(disk);
    const mount = (await findProgram("mount")) ?? "mount";
    const unmount = (await findProgram("umount")) ?? "umount";
    const mounted = spawnSync(mount, ["-t", "tmpfs", "-o", "size=20m", "tmpfs", disk]);
    if (mounted.status !== 0) skip("this user may not mount a small disk");
    stage.cleanup.add(async () => execFileSync(unmount, [disk]));

    const started = spawnEmbedded(stage, join(disk, "home"));
    expect(await started.exited).toBe(2);
    expect(started.stderr).toContain("is nearly full: 20 MiB are left");
    expect(started.stderr).toContain("needs 50 MiB to start");
    await refuses(
      { ROOKERY_ARTIFACTS_DIR: disk },
      { says: ["nearly full", "ROOKERY_ARTIFACTS_DIR"] },
    );

    execFileSync(mount, ["-o", "remount,size=200m", disk]);
    const warned = startRole(stage, "orchestrator", { ...env, ROOKERY_ARTIFACTS_DIR: disk });
    await warned.logs("orchestrator ready");
    expect(warned.stdout).toMatch(/"level":40.*nearly full/);
    expect(await warned.stop()).toBe(0);
  });
});

test("a taken port is named, with the way out", async () => {
  const first = startRole(stage, "orchestrator", env);
  const url = new URL(String((await first.logs("orchestrator ready")).url));
  await refuses(
    { PORT: url.port },
    { says: [`port ${url.port}: another program listens there`, "set HOST and PORT"] },
  );
  expect(await first.stop()).toBe(0);
});
