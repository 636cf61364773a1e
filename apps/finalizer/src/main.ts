import { loadConfig, logConfig, runService } from "@rookery/runtime";
import { loadTrainers } from "@rookery/trainer-kit";
import { openWorkplace, workplaceConfig } from "@rookery/workplace";
import { startFinalizer } from "./start-finalizer.ts";

await runService({
  name: "finalizer",
  readConfig: () => loadConfig({ log: logConfig, ...workplaceConfig }),
  start: async ({ config, logger, lifecycle }) => {
    const place = await openWorkplace({
      ...{ config, logger, lifecycle },
      trainers: await loadTrainers(config.trainers),
      threads: 1,
      applicationName: "rookery-finalizer",
    });
    const finalizer = await startFinalizer(place);
    lifecycle.onClose("finalizer", () => finalizer.close());
  },
});
