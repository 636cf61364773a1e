import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { createArtifactStore } from "@rookery/artifacts";
import { type Check, ok, problem } from "./finding.ts";
import type { DoctorConfig } from "./read-doctor-config.ts";

/** Writes a file, reads it back and removes it. */
export function checkArtifacts({ artifacts: settings }: DoctorConfig): Check {
  return {
    name: "Artifacts",
    look: async () => {
      if (settings.kind === "filesystem" && !existsSync(settings.root)) {
        return [ok(`${settings.root} is made by the first start`)];
      }
      const store = createArtifactStore(settings);
      const key = `doctor/${randomUUID()}`;
      const content = Buffer.from(key);
      try {
        await store.ping();
        await store.put(key, content);
        const isSame = content.equals(await store.get(key));
        await store.delete(key);
        const place =
          settings.kind === "s3"
            ? `bucket ${settings.bucket} at ${settings.endpoint ?? "AWS"}`
            : settings.root;
        if (isSame) return [ok(`${place}: written and read back`)];
        return [problem(`${place} answers other bytes than were written.`)];
      } finally {
        await store.close();
      }
    },
  };
}
