import { loadConfig, logConfig, runService, threadsConfig } from "@rookery/runtime";
import { loadTrainers } from "@rookery/trainer-kit";
import { openWorkplace, workplaceConfig } from "@rookery/workplace";
import { startWorker } from "./start-worker.ts";

await runService({
  name: "worker",
  readConfig: () => loadConfig({ log: logConfig, threads: threadsConfig, ...workplaceConfig }),
  start: async ({ config, logger, lifecycle }) => {
    const { threads } = config;
    const place = await openWorkplace({
      ...{ config, logger, lifecycle, threads },
      trainers: await loadTrainers(config.trainers),
      applicationName: "rookery-worker",
    });
    const worker = await startWorker({ ...place, threads });
    lifecycle.onClose("worker", () => worker.close());
  },
});
