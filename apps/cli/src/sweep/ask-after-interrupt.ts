import { isCancel, select } from "@clack/prompts";

export type InterruptAnswer = "cancel" | "leave" | "go-on";

export function canAsk(): boolean {
  return process.stdin.isTTY === true && process.stderr.isTTY === true;
}

/** What should become of the sweep; another Ctrl-C means leave. `signal` takes the question back: go on. */
export async function askAfterInterrupt(signal: AbortSignal): Promise<InterruptAnswer> {
  const answer = await select<InterruptAnswer>({
    message: "Stop watching?",
    options: [
      { value: "go-on", label: "Go on watching" },
      { value: "leave", label: "Leave, the sweep goes on", hint: "Ctrl-C again" },
      { value: "cancel", label: "Cancel the sweep" },
    ],
    output: process.stderr,
    signal,
  });
  if (signal.aborted) return "go-on";
  return isCancel(answer) ? "leave" : answer;
}
