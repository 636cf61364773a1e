import type { Command } from "commander";
import type { GlobalOptions } from "../session.ts";
import { refuseJson, type SetExitCode, withSession } from "./with-session.ts";

/** These compose the services themselves; all other commands speak HTTP. */
export function addServerCommands(program: Command, setExitCode: SetExitCode): void {
  program
    .command("start")
    .description("Start every service here, over embedded parts where none are configured")
    .addHelpText(
      "after",
      `
Examples:
  $ rookery start
  $ PORT=8100 INFERENCE_PORT=8200 ROOKERY_HOME=/srv/rookery rookery start
  $ DATABASE_URL=postgres://… REDIS_URL=redis://… rookery start`,
    )
    .action(async (_options, command: Command) => {
      refuseJson(
        command,
        "It runs until it is stopped; LOG_PRETTY=false has its log as JSON lines.",
      );
      await (await import("../services.ts")).start();
    });

  program
    .command("demo")
    .description("Start every service and take the penguins from upload to prediction")
    .option("--exit", "stop everything when the demo is over")
    .addHelpText("after", "\nExamples:\n  $ rookery demo\n  $ rookery demo --exit")
    .action(async (options, command: Command) => {
      refuseJson(command, "It is for people; every other command has --json.");
      await (await import("../services.ts")).demo(options);
    });

  program
    .command("migrate")
    .description("Bring DATABASE_URL, the queue and the artifact store up to date")
    .addHelpText(
      "after",
      "\nExamples:\n  $ DATABASE_URL=postgres://rookery@db/rookery rookery migrate",
    )
    .action(async (_options, command: Command) => {
      const { json = false } = command.optsWithGlobals<GlobalOptions>();
      await (await import("../migrate.ts")).migrate({ json });
    });

  program
    .command("doctor")
    .description("Check what Rookery needs: what is reachable, migrated, missing, how to mend it")
    .addHelpText(
      "after",
      `
It looks at what DATABASE_URL, REDIS_URL, S3_* and ROOKERY_ARTIFACTS_DIR name, at
the embedded parts below ROOKERY_HOME (.rookery) where they are unset, and at the
running servers. It writes one file to the artifact store and removes it again.
Exit code 1 when there is a problem.

Examples:
  $ rookery doctor
  $ rookery doctor --json | jq '.checks[] | select(.state == "problem")'`,
    )
    .action(withSession(async () => (await import("../doctor/doctor.ts")).doctor, setExitCode));
}
