import { afterAll, beforeEach } from "vitest";
import { Cleanup } from "../../services/cleanup.ts";
import { type ProcessOptions, RookeryProcess } from "./rookery-process.ts";

/** The processes of one test file: stopped at its end, and heard when a test fails. */
export interface Stage {
  cleanup: Cleanup;
  start(options: ProcessOptions): RookeryProcess;
}

export function useStage(): Stage {
  const cleanup = new Cleanup();
  const processes: RookeryProcess[] = [];

  beforeEach(({ onTestFailed }) => {
    onTestFailed(() => {
      for (const { said } of processes) process.stderr.write(`${said}\n`);
    });
  });
  const endWithUs = () => {
    for (const started of processes) started.kill("SIGTERM");
  };
  process.once("exit", endWithUs);
  afterAll(async () => {
    await cleanup.run();
    process.off("exit", endWithUs);
  });

  return {
    cleanup,
    start(options) {
      const started = new RookeryProcess(options);
      processes.push(started);
      cleanup.add(() => started.end());
      return started;
    },
  };
}
