import { createQueues } from "@rookery/queue";
import { chooseQueueBackend, createLogger } from "@rookery/runtime";
import { type Check, ok, problem, warning } from "./finding.ts";
import type { DoctorConfig } from "./read-doctor-config.ts";

/** Reachable, prepared, and keeping what it is given. */
export function checkQueue({ database, redis }: DoctorConfig): Check {
  return {
    name: "Queue",
    look: async () => {
      if (!redis && !database) return [ok("on the embedded PostgreSQL")];
      const backend = chooseQueueBackend({ redis, database: database ?? { url: "" } });
      const logger = createLogger({ name: "rookery-doctor", level: "silent" });
      const queues = await createQueues({ backend, logger });
      try {
        await queues.ping();
        const { runs } = await queues.getCounts();
        const server = redis ? `Redis at ${new URL(redis.url).host}` : "PostgreSQL";
        const findings = await queues.check();
        return [
          ok(`on ${server}, ${runs.waiting} jobs waiting, ${runs.active} in progress`),
          ...findings.map(({ advice, message }) =>
            advice === "refuse" ? problem(message) : warning(message),
          ),
        ];
      } finally {
        await queues.close();
      }
    },
  };
}
