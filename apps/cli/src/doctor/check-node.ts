import { type Check, ok, problem } from "./finding.ts";

const oldest = [20, 19] as const;

export function checkNode(): Check {
  return {
    name: "Node.js",
    look: async () => {
      const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
      const isNewEnough = major > oldest[0] || (major === oldest[0] && minor >= oldest[1]);
      if (isNewEnough) return [ok(process.version)];
      return [
        problem(`${process.version} is too old.`, `Install Node ${oldest.join(".")} or newer.`),
      ];
    },
  };
}
