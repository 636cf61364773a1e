/** What happened and when, told as it happens. */
export interface Timeline {
  note(text: string): void;
}

export function createTimeline(print: (line: string) => void): Timeline {
  const startedMs = performance.now();
  return {
    note(text) {
      const seconds = (performance.now() - startedMs) / 1_000;
      print(`${seconds.toFixed(2).padStart(8)} s  ${text}`);
    },
  };
}

export const inSeconds = (ms: number) => `${(ms / 1_000).toFixed(2)} s`;
