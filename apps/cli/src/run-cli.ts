import { CommanderError } from "commander";
import { createProgram } from "./create-program.ts";
import { type ExitCode, exitCodes } from "./exit-codes.ts";
import { UsageError } from "./usage-error.ts";

/** Runs one command line and leaves its exit code on the process. */
export async function runCli(argv: string[]): Promise<void> {
  watchOutput();
  const json = argv.includes("--json");
  try {
    const program = createProgram({ json });
    if (argv[2] === "complete") {
      const { answerCompletion } = await import("./completion/answer-completion.ts");
      return await answerCompletion(program, argv);
    }
    await program.parseAsync(argv);
  } catch (error) {
    process.exitCode = await report(error, json);
  }
}

/** Commander has told people what is wrong, and what they asked it for; programs hear of mistakes from us. */
async function report(error: unknown, json: boolean): Promise<ExitCode> {
  if (error instanceof CommanderError && error.exitCode === 0) return exitCodes.ok;
  if (error instanceof CommanderError && !json) return exitCodes.usage;
  const { reportError } = await import("./output/report-error.ts");
  const isUsage = error instanceof CommanderError;
  return reportError(isUsage ? new UsageError(error.message.replace(/^error: /, "")) : error, {
    json,
  });
}

/** Who reads us may leave early, as `head` does: that is no error. A full disk is one. */
function watchOutput(): void {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(exitCodes.ok);
    process.stderr.write(`error: standard output cannot be written: ${error.message}\n`);
    process.exit(exitCodes.failed);
  });
  process.stderr.on("error", () => {});
}
