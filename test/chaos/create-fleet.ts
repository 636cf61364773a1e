import { setTimeout as delay } from "node:timers/promises";
import { pickPort } from "@rookery/embedded";
import { RookeryProcess } from "../e2e/support/rookery-process.ts";
import { inSeconds, type Timeline } from "./create-timeline.ts";

export type Role = "worker" | "orchestrator" | "finalizer" | "inference";

/** How soon a process that ended by itself is started again, as Docker or systemd would. */
const restartMs = 1_000;
/** Node, a connection to everything and, for a worker, its threads. */
const readyWithinMs = 180_000;

export interface Member {
  readonly name: string;
  readonly role: Role;
  /** Where it listens, whichever process it is at the moment. */
  readonly url: string;
  /** A worker's id in the database, once it has one. */
  readonly workerId: string | undefined;
  /**
   * SIGKILL; after `downMs` a successor starts. Resolves when that one is ready,
   * or at once when there is nobody to kill.
   */
  kill(downMs: number): Promise<void>;
}

export interface Fleet {
  start(role: Role, index: number): Promise<Member>;
  /** Told to stop, every process must end with 0. */
  stop(): Promise<void>;
  /** Processes that ended although nobody made them. */
  readonly crashes: string[];
  /** What all processes wrote, those that are gone included. */
  output(): Map<string, string>;
}

interface FleetOptions {
  env: Record<string, string>;
  timeline: Timeline;
}

/**
 * Rookery's processes under a supervisor that starts whatever ends again. One
 * that cannot start while a service is away says so and exits; one that was
 * ready must not.
 */
export function createFleet({ env, timeline }: FleetOptions): Fleet {
  const crashes: string[] = [];
  const all: { name: string; process: RookeryProcess }[] = [];
  const running = new Map<string, RookeryProcess>();
  const killed = new Set<RookeryProcess>();
  const wasReady = ({ stdout }: RookeryProcess, role: Role) =>
    stdout.includes(`"msg":"${role} ready"`);
  let stopping = false;
  const endWithUs = () => {
    for (const survivor of running.values()) survivor.kill("SIGKILL");
  };
  process.once("exit", endWithUs);

  async function start(role: Role, index: number): Promise<Member> {
    const name = `${role} ${index}`;
    const port = await pickPort();
    let workerId: string | undefined;
    let newest: RookeryProcess | undefined;

    function spawn(): RookeryProcess {
      const process = new RookeryProcess({
        name,
        args: [`apps/${role}/dist/main.js`],
        env: { PORT: String(port), ROOKERY_WORKER_THREADS: "1", ...env },
      });
      newest = process;
      all.push({ name, process });
      running.set(name, process);
      void watchOver(process);
      return process;
    }

    async function watchOver(process: RookeryProcess): Promise<void> {
      const how = await process.exited;
      running.delete(name);
      if (stopping || killed.has(process)) return;
      const ready = wasReady(process, role);
      if (ready) crashes.push(`${name} ended by itself with ${how}:\n${process.said}`);
      timeline.note(`${name} ended with ${how}${ready ? "" : " while starting"}`);
      await delay(restartMs);
      if (!stopping) spawn();
    }

    /** Whichever process it takes: one that starts during an outage gives up. */
    async function untilReady(): Promise<void> {
      const deadline = performance.now() + readyWithinMs;
      for (;;) {
        const process = running.get(name);
        if (stopping) return;
        if (process && wasReady(process, role)) {
          workerId = /"workerId":"([^"]+)"/.exec(process.stdout)?.[1];
          return;
        }
        if (performance.now() > deadline) {
          throw new Error(`${name} does not start:\n${newest?.said}`);
        }
        await delay(20);
      }
    }

    spawn();
    await untilReady();
    return {
      name,
      role,
      url: `http://127.0.0.1:${port}`,
      get workerId() {
        return workerId;
      },
      async kill(downMs) {
        const victim = running.get(name);
        if (!victim || killed.has(victim)) return timeline.note(`${name} was down already`);
        killed.add(victim);
        workerId = undefined;
        victim.kill("SIGKILL");
        await victim.exited;
        await delay(downMs);
        if (stopping) return;
        const startedMs = performance.now();
        const successor = spawn();
        await untilReady();
        if (killed.has(successor)) return;
        timeline.note(`${name} is back, ready after ${inSeconds(performance.now() - startedMs)}`);
      },
    };
  }

  return {
    start,
    crashes,
    output: () => new Map(all.map(({ name, process }) => [`${name} ${process.pid}`, process.said])),
    async stop() {
      stopping = true;
      process.off("exit", endWithUs);
      await Promise.all(
        [...running].map(async ([name, process]) => {
          const role = name.split(" ")[0] as Role;
          const how = await process.stop();
          // Node itself answers a signal that comes before the program has begun.
          if (how !== 0 && wasReady(process, role)) {
            crashes.push(`${name} ended with ${how} when told to stop:\n${process.said}`);
          }
        }),
      );
    },
  };
}
