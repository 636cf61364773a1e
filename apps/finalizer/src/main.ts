import { loadConfig, logConfig, runService } from "@rookery/runtime";
import { loadTrainers } from "@rookery/trainer-kit";
import { openWorkplace, workplaceConfig } from "@rookery/workplace";
import { startFinalizer } from "./start-finalizer.ts";

await runService({
  name: "finalizer",
  readConfig: () => loadConfig({ log: logConfig, ...workplaceConfig }),
  start: async ({ config, logger, lifecycle }) => {
    await loadTrainers(config.trainers);
    const applicationName = "rookery-finalizer";
    const place = await openWorkplace({ config, logger, lifecycle, applicationName, threads: 1 });
    const finalizer = await startFinalizer(place);
    lifecycle.onClose("finalizer", () => finalizer.close());
  },
});
