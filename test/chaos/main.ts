import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type ChaosOptions, readOptions, usage } from "./read-options.ts";
import { runChaos } from "./run-chaos.ts";
import type { QueueKind } from "./start-platform.ts";

const print = (text: string) => process.stdout.write(`${text}\n`);

// What was started ends with us, if we exit in order.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));

const options = readOptions();
if (options === null) print(usage);
else {
  for (const backend of options.backends) {
    if (!(await survive(backend, options))) process.exitCode = 1;
  }
}

async function survive(backend: QueueKind, chosen: ChaosOptions): Promise<boolean> {
  const { seed, runs, workers, outageMs, quietOnly, logDir } = chosen;
  const { problems, output } = await runChaos({
    seed,
    backend,
    runs,
    workers,
    orchestrators: 2,
    kills: { worker: 6, orchestrator: 2, finalizer: 2 },
    outageMs,
    steps: 100,
    quietOnly,
    print,
  });
  if (logDir !== undefined) {
    const dir = join(logDir, `${backend}-${seed}`);
    await mkdir(dir, { recursive: true });
    for (const [name, said] of output)
      await writeFile(join(dir, `${name.replaceAll(" ", "-")}.log`), said);
  }
  if (problems.length === 0) print(`ok    ${backend}, seed ${seed}\n`);
  for (const problem of problems) print(`FAIL  ${problem}`);
  if (problems.length > 0) {
    const outage = outageMs === undefined ? "" : ` --outage-ms ${outageMs}`;
    print(
      `\nAgain: pnpm chaos --seed ${seed} --runs ${runs} --workers ${workers} --backend ${backend}${outage}\n`,
    );
  }
  return problems.length === 0;
}
