import { MessageChannel, receiveMessageOnPort } from "node:worker_threads";
import type { ProgressLine, ProgressListener, ProgressMessage, ProgressRules } from "./progress.ts";

/** The listener's end of a run's line. */
export interface ProgressHearing {
  line: ProgressLine;
  /** Hears what is still on its way, and no more. */
  close(): void;
}

/** Opens a line; a listener that fails lets the run go on. */
export function hearProgress(
  { objective, pruner }: ProgressRules,
  listen: ProgressListener,
): ProgressHearing {
  const { port1: own, port2: port } = new MessageChannel();
  const answers = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
  const answered = new Int32Array(answers);

  async function hear({ turn, ...progress }: ProgressMessage): Promise<void> {
    const isAsked = progress.question !== null;
    const stops = await Promise.resolve(listen(progress)).catch(() => false);
    if (!isAsked) return;
    Atomics.store(answered, 0, turn * 2 + (stops ? 1 : 0));
    Atomics.notify(answered, 0);
  }

  own.on("message", (message: ProgressMessage) => void hear(message));
  return {
    line: { objective, pruner, port, answers },
    close() {
      for (;;) {
        const late = receiveMessageOnPort(own);
        if (!late) break;
        void hear(late.message as ProgressMessage);
      }
      own.close();
    },
  };
}
