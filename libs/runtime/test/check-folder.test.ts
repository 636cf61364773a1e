import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checkFolder, describeScarcity } from "../src/check-folder.ts";

const mebibyte = 1024 * 1024;
const logger = { warn: () => {} };
let dir: string;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "rookery-test-folder-"));
});
afterAll(() => rm(dir, { recursive: true }));

test("a missing folder is made, passable for others and listable for nobody else", async () => {
  const path = join(dir, "a");
  await checkFolder({ path, variable: "ROOKERY_HOME", logger });
  await checkFolder({ path, variable: "ROOKERY_HOME", logger });
  expect((await stat(path)).mode & 0o777).toBe(0o711);
});

test("a folder that cannot be is refused with the variable that names it", async () => {
  const file = join(dir, "file");
  await writeFile(file, "");
  for (const path of [file, join(file, "below")]) {
    await expect(checkFolder({ path, variable: "ROOKERY_HOME", logger })).rejects.toMatchObject({
      code: "config-invalid",
      hint: expect.stringContaining("ROOKERY_HOME"),
    });
  }
});

test("little room is reported below 1 GiB, and none to start below 50 MiB", () => {
  expect(describeScarcity(1024 * mebibyte)).toBeUndefined();
  expect(describeScarcity(1024 * mebibyte - 1)).toEqual({ free: "1023 MiB", canStart: true });
  expect(describeScarcity(50 * mebibyte)).toEqual({ free: "50 MiB", canStart: true });
  expect(describeScarcity(50 * mebibyte - 1)).toEqual({ free: "49 MiB", canStart: false });
  expect(describeScarcity(0)).toEqual({ free: "0 MiB", canStart: false });
});
