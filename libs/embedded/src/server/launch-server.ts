import type { ChildProcess } from "node:child_process";
import { setTimeout as delay } from "node:timers/promises";
import { AppError } from "@rookery/contracts";
import type { ClusterLayout } from "../cluster/cluster-layout.ts";
import { pickPort } from "../pick-port.ts";
import { connect, type ServerAddress } from "./connect.ts";
import { ServerLog } from "./server-log.ts";
import { hasExited, spawnProgram, waitForExit, waitUntil } from "./spawn-program.ts";

// Recovery after a crash replays up to a gigabyte of log before it takes connections.
const startTimeoutMs = 300_000;
const portAttempts = 5;
const patientEveryMs = 200;

export interface RunningServer extends ServerAddress {
  process: ChildProcess;
}

export interface LaunchOptions {
  preferredPort: number | undefined;
  settings: Record<string, string>;
  /** For how long a server that gives up is started anew. */
  patienceMs: number;
}

/** Starts the server on the preferred port or another and waits until it takes connections. */
export async function launchServer(
  layout: ClusterLayout,
  { preferredPort, settings, patienceMs }: LaunchOptions,
): Promise<RunningServer> {
  const patientUntil = Date.now() + patienceMs;
  for (let attempt = 1; ; attempt++) {
    const port = await pickPort({ preferred: preferredPort });
    const server = await tryLaunch(layout, port, settings);
    if (server) return server;
    // Somebody may have taken the port between our look and the server's.
    const portIsFree = (await pickPort({ preferred: port })) === port;
    if (Date.now() < patientUntil) await delay(patientEveryMs);
    else if (portIsFree || attempt >= portAttempts) {
      throw new AppError("unavailable", "The embedded PostgreSQL does not start", {
        hint: `See ${layout.logFile}.`,
        cause: new Error(await new ServerLog(layout.logFile).tail()),
      });
    }
  }
}

/** Null when the server gave up by itself. */
async function tryLaunch(
  layout: ClusterLayout,
  port: number,
  settings: Record<string, string>,
): Promise<RunningServer | null> {
  const server = {
    port,
    password: layout.password,
    process: await spawnServer(layout, port, settings),
  };
  const settled = await waitUntil(
    async () => hasExited(server.process) || (await takesConnections(server)),
    startTimeoutMs,
  );
  if (settled) return hasExited(server.process) ? null : server;
  await stopServer(server.process);
  throw new AppError("unavailable", "The embedded PostgreSQL takes too long to start", {
    hint: `See ${layout.logFile}.`,
  });
}

async function spawnServer(
  { binaries, clusterDir, user, logFile }: ClusterLayout,
  port: number,
  settings: Record<string, string>,
): Promise<ChildProcess> {
  const all = {
    port: String(port),
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    max_connections: "200",
    shared_buffers: "128MB",
    log_checkpoints: "off",
    ...settings,
  };
  const args = Object.entries(all).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const handle = await new ServerLog(logFile).open();
  try {
    return await spawnProgram(binaries.postgres, ["-D", clusterDir, ...args], {
      user,
      log: handle.fd,
    });
  } finally {
    await handle.close();
  }
}

/** Only our server knows our password, so a stranger on the port does not pass. */
async function takesConnections(server: ServerAddress): Promise<boolean> {
  try {
    const client = await connect(server, "rookery start");
    await client.end();
    return true;
  } catch {
    return false;
  }
}

/** Ends every session, writes everything down and waits for the server to be gone. */
export async function stopServer(server: ChildProcess): Promise<void> {
  server.kill("SIGINT");
  await waitForExit(server);
}
