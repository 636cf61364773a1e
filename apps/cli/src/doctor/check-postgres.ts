import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { checkDatabase, createDatabase } from "@rookery/database";
import { type Check, ok, warning } from "./finding.ts";
import type { DoctorConfig } from "./read-doctor-config.ts";

export function checkPostgres({ database, postgresDir }: DoctorConfig): Check {
  return {
    name: "PostgreSQL",
    look: () => (database ? lookAt(database.url) : lookAtEmbedded(postgresDir)),
  };
}

/** Reachable, migrated, and agreed about the time. */
async function lookAt(url: string) {
  const database = createDatabase({ url, applicationName: "rookery-doctor", maxConnections: 1 });
  try {
    await database.ping();
    const { rows } = await database.pool.query<{ server_version: string }>("show server_version");
    const warnings = await checkDatabase(database);
    return [
      ok(`${new URL(url).host} answers, version ${rows[0]?.server_version}, migrated`),
      ...warnings.map((message) => warning(message)),
    ];
  } finally {
    await database.close();
  }
}

/** Only its owner may start it, and migrates it then: all there is to see from outside is whether it runs. */
async function lookAtEmbedded(dataDir: string) {
  const pid = await readPid(join(dataDir, "cluster/postmaster.pid"));
  if (pid !== null && isAlive(pid)) return [ok(`embedded, running as process ${pid}`)];
  if (existsSync(dataDir)) return [ok(`embedded in ${dataDir}; \`rookery start\` starts it`)];
  return [ok("embedded; made by the first `rookery start`")];
}

async function readPid(file: string): Promise<number | null> {
  const text = await readFile(file, "utf8").catch(() => "");
  return Number(text.split("\n")[0]) || null;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Another user's process.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
