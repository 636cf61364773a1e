/** Something that waits for a test: what it holds goes on once it is opened. */
export interface Gate {
  /** Resolves when the gate is open. */
  pass(): Promise<void>;
  open(): void;
}

export function createGate(): Gate {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { pass: () => opened, open };
}
