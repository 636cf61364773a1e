import { resolve } from "node:path";
import { defineConfig } from "vitest/config";

const resolveOptions = {
  alias: { "@rookery/test": resolve(import.meta.dirname, "test/services/index.ts") },
};

/**
 * How long a condition may take to come true. What is waited for comes at once where the machine
 * has nothing else to do; only what never comes takes this long.
 */
const expectOptions = { poll: { timeout: 150_000 } };

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
          expect: expectOptions,
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
      {
        resolve: resolveOptions,
        test: {
          name: "e2e",
          include: ["test/e2e/**/*.test.ts", "test/cli/**/*.test.ts", "test/hostile/**/*.test.ts"],
          expect: expectOptions,
          testTimeout: 600_000,
          hookTimeout: 600_000,
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
      {
        resolve: resolveOptions,
        test: {
          name: "browser",
          include: ["test/browser/**/*.test.ts"],
          expect: expectOptions,
          testTimeout: 600_000,
          hookTimeout: 600_000,
          fileParallelism: false,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
