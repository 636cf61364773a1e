import { CommanderError } from "commander";
import { createProgram } from "./create-program.ts";
import { exitCodes } from "./exit-codes.ts";

/** Runs one command line and leaves its exit code on the process. */
export async function runCli(argv: string[]): Promise<void> {
  watchOutput();
  try {
    const program = createProgram((code) => {
      process.exitCode = code;
    });
    if (argv[2] === "complete") {
      const { answerCompletion } = await import("./completion/answer-completion.ts");
      return await answerCompletion(program, argv);
    }
    await program.parseAsync(argv);
  } catch (error) {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
    } else {
      const { reportError } = await import("./output/report-error.ts");
      process.exitCode = reportError(error, { json: argv.includes("--json") });
    }
  }
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
