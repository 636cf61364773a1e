#!/usr/bin/env node
import { Command } from "commander";
import { demo, start } from "./commands.ts";
import { migrate } from "./migrate.ts";

const program = new Command("rookery")
  .description("Hyperparameter sweeps, a model registry and predictions")
  .version("0.1.0");

program
  .command("start")
  .description("Start every service here, over embedded parts where none are configured")
  .action(start);

program
  .command("demo")
  .description("Start every service and take the penguins from upload to prediction")
  .option("--exit", "stop everything when the demo is over")
  .action(demo);

program
  .command("migrate")
  .description("Bring DATABASE_URL, the queue and the artifact store up to date")
  .action(migrate);

await program.parseAsync();
