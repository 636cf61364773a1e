import { mkdtemp, open, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { explainSpooling } from "../src/import/open-spool-file.ts";
import { importText, listEverything, useDatabase } from "./test-datasets.ts";

const context = useDatabase();
let spoolFolder: string;

beforeAll(async () => {
  spoolFolder = await mkdtemp(join(tmpdir(), "rookery-spool-test-"));
});
afterAll(() => rm(spoolFolder, { recursive: true }));

test("an upload lies in the folder that was chosen, and leaves nothing there", async () => {
  const { version } = await importText(context.database, "a,b\n1,2\n", { spoolFolder });
  expect(version.rawRows).toBe(1);
  expect(await readdir(spoolFolder)).toEqual([]);
  const missing = join(spoolFolder, "missing");
  await expect(
    importText(context.database, "a,b\n1,3\n", { spoolFolder: missing }),
  ).rejects.toMatchObject({ code: "ENOENT" });
});

test("an upload that was announced as larger than the disk is refused before it is read", async () => {
  const { database } = context;
  const before = await listEverything(database);
  const announcedBytes = Number.MAX_SAFE_INTEGER;
  await expect(
    importText(database, "a,b\n1,2\n", { spoolFolder, announcedBytes }),
  ).rejects.toMatchObject({
    code: "no-room",
    status: 507,
    message: expect.stringMatching(/^There is no room for an upload of 9007199255 MB: \d+ MB are/),
    hint: expect.stringContaining(spoolFolder),
  });
  expect(await listEverything(database)).toEqual(before);
  expect(await readdir(spoolFolder)).toEqual([]);
});

test("a disk that fills up meanwhile is told with how much had come", async () => {
  const full = await open("/dev/full", "w");
  const error = await full.writeFile("x").catch((thrown) => thrown);
  await full.close();
  expect(explainSpooling(error, spoolFolder, 3_000_000)).toMatchObject({
    code: "no-room",
    message: "The disk for uploads is full after 3 MB of this one.",
    cause: { code: "ENOSPC" },
  });
  const other = new Error("of something else");
  expect(explainSpooling(other, spoolFolder, 1)).toBe(other);
});
