import { createExaminer } from "../progress/create-examiner.ts";
import type { ProgressListener, ProgressRules } from "../progress/progress.ts";
import { readReportLine } from "./read-report-line.ts";

/** More reports than this of one run are kept out of its history. */
const mostReports = 10_000;

/** Whom a program's reports concern. */
export interface ProgramListener extends ProgressRules {
  listen: ProgressListener;
}

/**
 * Hears a program's reports: steps go to the listener, which may want it stopped;
 * what is said without a step is how the run ended.
 */
export function followProgram(listener: ProgramListener, stop: () => void) {
  const examine = createExaminer(listener);
  let lastStep = 0;
  let latest: Record<string, number> = {};
  let final: Record<string, number> = {};
  let reports = 0;
  let stoppedAt: number | null = null;

  async function pass(step: number, values: Record<string, number>): Promise<void> {
    const question = examine(step, values);
    const stops = await listener.listen({ step, values, question });
    if (!stops || stoppedAt !== null) return;
    stoppedAt = step;
    stop();
  }

  return {
    /** Whether the line was a report. `complain` is told of metrics that were left out of it. */
    hear(line: string, complain: (complaint: string) => void): boolean {
      const report = readReportLine(line);
      if (!report) return false;
      const { step, metrics, refused } = report;
      if (refused.length > 0) {
        complain(
          `left out of a report: ${refused.join(", ")} (a metric has a name of 1 to 100 characters and a number)`,
        );
      }
      if (step === undefined) {
        final = { ...final, ...metrics };
        return true;
      }
      if (step <= lastStep || reports === mostReports) return false;
      lastStep = step;
      reports += 1;
      latest = metrics;
      // A listener that fails lets the run go on.
      pass(step, metrics).catch(() => {});
      return true;
    },
    stoppedAt: () => stoppedAt,
    /** Of the last step. */
    latest: () => latest,
    /** Of the end. */
    final: () => final,
  };
}
