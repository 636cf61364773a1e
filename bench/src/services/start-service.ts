import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { Lifecycle } from "@rookery/runtime";

/** Settings of whoever starts the benchmark must not change what is measured. */
const ourSettings = /^(ROOKERY_|S3_|LOG_|REDIS_URL$|DATABASE_URL$|HOST$|PORT$)/;
const warnLevel = 40;

export interface Service {
  name: string;
  pid: number;
  /** Where it listens, for those that do. */
  url: string;
  /** Log lines at warn or above since it started. */
  warnings: string[];
  stop(): Promise<void>;
}

export interface ServiceOptions {
  lifecycle: Lifecycle;
  name: string;
  /** The built entry. */
  script: URL;
  env?: Record<string, string | undefined>;
}

/** Starts one of our processes and waits until it logs that it is ready. */
export async function startService(options: ServiceOptions): Promise<Service> {
  const { lifecycle, name, script, env } = options;
  const child = spawn(process.execPath, [fileURLToPath(script)], {
    env: { ...cleanEnvironment(), LOG_PRETTY: "false", PORT: "0", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const stop = () => stopProcess(child);
  lifecycle.onClose(name, stop);
  const warnings: string[] = [];
  createInterface({ input: child.stderr }).on("line", (line) => warnings.push(line));
  const ready = new Promise<string>((resolve) => {
    createInterface({ input: child.stdout }).on("line", (line) => {
      const entry = JSON.parse(line) as { level: number; msg: string; url?: string };
      if (entry.level >= warnLevel) warnings.push(line);
      if (entry.msg.endsWith(" ready")) resolve(entry.url ?? "");
    });
  });
  const url = await Promise.race([
    ready,
    once(child, "exit").then(() => {
      throw new Error(`${name} ended at once:\n${warnings.join("\n")}`);
    }),
  ]);
  return { name, pid: child.pid ?? 0, url, warnings, stop };
}

export async function stopProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGTERM");
  await once(child, "exit");
}

function cleanEnvironment(): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !ourSettings.test(name)),
  );
}
