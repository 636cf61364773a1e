import { createRequire } from "node:module";
import { Command, type Help } from "commander";
import { addDatasetCommands } from "./commands/dataset-commands.ts";
import { addModelCommands } from "./commands/model-commands.ts";
import { addPredictCommand } from "./commands/predict-command.ts";
import { addRunCommands } from "./commands/run-commands.ts";
import { addServerCommands } from "./commands/server-commands.ts";
import { addSweepCommands } from "./commands/sweep-commands.ts";
import { addCompletionCommand } from "./completion/completion-command.ts";
import { exitCodes } from "./exit-codes.ts";
import { paint } from "./output/paint.ts";

const { version } = createRequire(import.meta.url)("../package.json") as { version: string };

const environment = `
Environment:
  ROOKERY_API_URL        like --api
  ROOKERY_INFERENCE_URL  like --inference
  ROOKERY_API_KEY        the key, where the server asks for one
  NO_COLOR               like --no-color

Exit codes:
  ${exitCodes.ok} done   ${exitCodes.failed} failed or refused   ${exitCodes.usage} command, file or configuration not usable
  ${exitCodes.unreachable} server not reachable   ${exitCodes.interrupted} Ctrl-C   ${exitCodes.terminated} SIGTERM

First steps:
  $ rookery start                                   everything, on this machine
  $ rookery dataset import data/penguins_size.csv --name penguins
  $ rookery sweep run apps/cli/examples/penguins.yaml
  $ rookery predict --model penguins data/penguins_size.csv > out.csv`;

export interface ProgramOptions {
  /** Mistakes in the command line are for the caller to report, as JSON. */
  json: boolean;
}

/** Every command with its options. What a command does is loaded when it is called. */
export function createProgram({ json }: ProgramOptions): Command {
  const program = new Command("rookery")
    .description("Hyperparameter sweeps, a model registry and predictions")
    .version(version, "-V, --version", "print the version")
    .helpOption("-h, --help", "explain a command")
    .option("--json", "print JSON on standard output and nothing else")
    .option("--api <url>", "address of the API (default: http://127.0.0.1, port PORT or 7100)")
    .option(
      "--inference <url>",
      "address of the inference API (default: http://127.0.0.1, port INFERENCE_PORT or 7200)",
    )
    .option("--no-color", "no colours")
    .configureHelp({ showGlobalOptions: true, ...helpStyle() })
    .addHelpText("after", environment)
    .configureOutput(json ? { writeErr: () => {} } : {})
    .showSuggestionAfterError()
    .showHelpAfterError("Add --help for what it takes.")
    .exitOverride();

  program.commandsGroup("Services:");
  addServerCommands(program);
  program.commandsGroup("Work:");
  addDatasetCommands(program);
  addSweepCommands(program);
  addRunCommands(program);
  addModelCommands(program);
  addPredictCommand(program);
  program.commandsGroup("Shell:");
  addCompletionCommand(program);
  program.helpCommand("help [command]", "explain a command");
  return program;
}

function helpStyle(): Partial<Help> {
  return {
    styleTitle: (text) => paint.bold(text),
    styleCommandText: (text) => paint.cyan(text),
    styleSubcommandText: (text) => paint.cyan(text),
    styleOptionText: (text) => paint.cyan(text),
  };
}
