import { runService } from "@rookery/runtime";
import { addReason } from "../commands/add-reason.ts";
import { runDemo } from "../demo/run-demo.ts";
import { paint } from "../output/paint.ts";
import { print } from "../output/print.ts";
import { reportError } from "../output/report-error.ts";
import { readStackConfig } from "./config.ts";
import { type Stack, startStack } from "./start-stack.ts";

const notice = (message: string) => print(paint.yellow(message));

const refuse = (error: unknown) => reportError(addReason(error), { json: false });

function explainStop(): void {
  process.once("SIGINT", () =>
    print("Stopping: runs in progress finish or are handed back. Ctrl-C again stops at once."),
  );
}

/** Every service in this process, until a signal. */
export async function start(): Promise<void> {
  await runService({
    name: "rookery",
    refuse,
    readConfig: readStackConfig,
    start: async (service) => {
      const stack = await startStack({ ...service, notice });
      printAddresses(stack);
      explainStop();
    },
  });
}

/** The penguins from upload to prediction; stays up in a terminal unless told to exit. */
export async function demo({ exit }: { exit?: boolean }): Promise<void> {
  const stays = process.stdout.isTTY && exit !== true;
  await runService({
    name: "rookery",
    refuse,
    readConfig: () => {
      const config = readStackConfig();
      return process.env.LOG_LEVEL
        ? config
        : { ...config, log: { ...config.log, level: "warn" as const } };
    },
    start: async ({ lifecycle, ...service }) => {
      print(
        paint.bold("Starting PostgreSQL, the orchestrator, a worker, the finalizer and inference"),
      );
      const stack = await startStack({ ...service, lifecycle, notice });
      await runDemo(stack, service.config.http.apiKeys[0]);
      if (stays) {
        print();
        print("Everything stays up. Press Ctrl-C to stop.");
        explainStop();
        return;
      }
      await lifecycle.close();
      process.exit(0);
    },
  });
}

function printAddresses({ orchestratorUrl, inferenceUrl }: Stack): void {
  print(`${paint.bold("Rookery is up")}`);
  print(`  Dashboard   ${paint.cyan(`${orchestratorUrl}/ui/`)}`);
  print(
    `  API         ${paint.cyan(orchestratorUrl)}  described at ${paint.cyan(`${orchestratorUrl}/docs`)}`,
  );
  print(`  Bull Board  ${paint.cyan(`${orchestratorUrl}/queues`)}`);
  print(
    `  Inference   ${paint.cyan(inferenceUrl)}  described at ${paint.cyan(`${inferenceUrl}/docs`)}`,
  );
}
