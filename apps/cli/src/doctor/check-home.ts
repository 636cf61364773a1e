import { constants, existsSync } from "node:fs";
import { access, statfs } from "node:fs/promises";
import { dirname } from "node:path";
import { formatBytes } from "@rookery/presentation";
import { checkFolder } from "@rookery/runtime";
import { type Check, ok, warning } from "./finding.ts";
import type { DoctorConfig } from "./read-doctor-config.ts";

/** The folder of everything embedded: rights and room. It is not made here. */
export function checkHome({ home, usesHome }: DoctorConfig): Check {
  return {
    name: "Home",
    look: async () => {
      if (!usesHome) return [ok("not needed: everything is configured elsewhere")];
      if (!existsSync(home)) {
        const parent = nearestFolder(home);
        await access(parent, constants.W_OK | constants.X_OK).catch((cause) => {
          throw new Error(`${home} is missing and cannot be made in ${parent}`, { cause });
        });
        return [ok(`${home} is made by the first \`rookery start\`, ${await freeIn(parent)}`)];
      }
      const warnings: string[] = [];
      const logger = { warn: (message: string) => warnings.push(message) };
      await checkFolder({ path: home, variable: "ROOKERY_HOME", logger });
      if (warnings.length > 0) return warnings.map((message) => warning(message));
      return [ok(`${home}, ${await freeIn(home)}`)];
    },
  };
}

function nearestFolder(path: string): string {
  const parent = dirname(path);
  return existsSync(parent) || parent === path ? parent : nearestFolder(parent);
}

async function freeIn(path: string): Promise<string> {
  const { bavail, bsize } = await statfs(path);
  return `${formatBytes(bavail * bsize)} free`;
}
