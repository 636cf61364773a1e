import { Argument, type Command } from "commander";
import { refuseJson } from "../commands/with-session.ts";
import { printAsIs } from "../output/print.ts";
import { bashScript } from "./bash-script.ts";

/** The scripts call the hidden command `complete` for every Tab. */
export function addCompletionCommand(program: Command): void {
  program
    .command("completion")
    .addArgument(new Argument("<shell>", "which shell").choices(["bash", "zsh", "fish"]))
    .description("Print a script that completes commands, options and names")
    .addHelpText(
      "after",
      `
Examples:
  $ source <(rookery completion bash)                 # or add that line to ~/.bashrc
  $ source <(rookery completion zsh)                  # or add that line to ~/.zshrc
  $ rookery completion fish > ~/.config/fish/completions/rookery.fish`,
    )
    .action(async (shell: string, _options, command: Command) => {
      refuseJson(command, "It prints a script for a shell.");
      if (shell === "bash") return printAsIs(bashScript);
      const { script } = await import("@bomb.sh/tab");
      script(shell, "rookery", "rookery");
    });
}
