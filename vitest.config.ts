import { resolve } from "node:path";
import { defineConfig } from "vitest/config";

const resolveOptions = {
  alias: { "@rookery/test": resolve(import.meta.dirname, "test/services/index.ts") },
};

export default defineConfig({
  test: {
    globalSetup: "test/services/global-setup.ts",
    maxWorkers: 2,
    projects: [
      {
        resolve: resolveOptions,
        test: {
          name: "unit",
          include: [
            "libs/*/test/**/*.test.ts",
            "apps/*/test/**/*.test.ts",
            "test/services/**/*.test.ts",
            "test/compose/**/*.test.ts",
          ],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        resolve: resolveOptions,
        test: {
          name: "e2e",
          include: ["test/e2e/**/*.test.ts", "test/cli/**/*.test.ts", "test/hostile/**/*.test.ts"],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
      {
        resolve: resolveOptions,
        test: {
          name: "browser",
          include: ["test/browser/**/*.test.ts"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
