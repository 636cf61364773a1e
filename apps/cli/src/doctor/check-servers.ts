import { AppError, type HealthReport } from "@rookery/client";
import type { Session } from "../session.ts";
import { type Check, ok, problem, warning } from "./finding.ts";

/** The running servers, as every other command would meet them. */
export function checkServers({ client, inference, apiUrl, inferenceUrl }: Session): Check[] {
  return [
    {
      name: "API",
      look: () =>
        lookAt(apiUrl, client.health, async () => {
          await client.sweeps.list({ limit: 1 });
          const { items } = await client.workers.list();
          const alive = items.filter(({ state }) => state === "alive").length;
          if (alive > 0) return [];
          return [warning("No worker is alive: runs wait in the queue.", "Start a worker.")];
        }),
    },
    {
      name: "Inference",
      look: () =>
        lookAt(inferenceUrl, inference.health, async () => {
          await inference.models();
          return [];
        }),
    },
  ];
}

type Findings = ReturnType<Check["look"]>;

async function lookAt(
  url: string,
  health: () => Promise<HealthReport>,
  lookFurther: () => Findings,
): Findings {
  let report: HealthReport;
  try {
    report = await health();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const hint =
      "`rookery start` brings it up here; --api and --inference, or ROOKERY_API_URL and ROOKERY_INFERENCE_URL, name another address.";
    return [warning(error.message, hint)];
  }
  const down = Object.entries(report.parts).filter(([, state]) => state !== "up");
  if (down.length > 0) {
    return down.map(([part, state]) => problem(`${url} misses its ${part}: ${state}`));
  }
  try {
    return [ok(`${url} is up`), ...(await lookFurther())];
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "unauthorized") throw error;
    return [
      problem(
        `${url} is up, but asks for an API key.`,
        "Set ROOKERY_API_KEY to one of the server's ROOKERY_API_KEYS.",
      ),
    ];
  }
}
