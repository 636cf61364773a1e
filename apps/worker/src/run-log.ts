/** How long a line may wait for others before Bull Board shows them together. */
const showMs = 1_000;

/** The lines of one attempt: shown in Bull Board as they come, kept as an artifact at the end. */
export interface RunLog {
  add(message: string): void;
  text(): string;
  /** Shows what has not been shown yet. */
  flush(): Promise<void>;
}

/** `show` gets lines in batches, because each call is a round trip to the queue. */
export function createRunLog(show: (lines: string) => Promise<void>): RunLog {
  const lines: string[] = [];
  let shown = 0;
  let timer: NodeJS.Timeout | undefined;

  async function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    const fresh = lines.slice(shown);
    shown = lines.length;
    if (fresh.length > 0) await show(fresh.join("\n"));
  }

  return {
    add(message) {
      lines.push(`${new Date().toISOString()} ${message}`);
      timer ??= setTimeout(() => void flush(), showMs);
    },
    text: () => `${lines.join("\n")}\n`,
    flush,
  };
}
