import { resolve } from "node:path";
import { defaultServerConditions, type Plugin } from "vite";
import { defineConfig } from "vitest/config";

const ours = "rookery-source";
const testServices = resolve(import.meta.dirname, "test/services");

/**
 * Vitest hands its conditions on to Node, and Node to the threads that tests start. Those run what is
 * built, because Node 20 cannot run sources.
 */
const keepFromNode: Plugin = {
  name: "keep-source-condition-from-node",
  configResolved({ ssr }) {
    const { conditions = [], ...rest } = ssr.resolve ?? {};
    ssr.resolve = { ...rest, conditions: conditions.filter((condition) => condition !== ours) };
  },
};

/** Tests see the sources of every package; only what runs as a process or a thread has to be built. */
const sources = {
  plugins: [keepFromNode],
  resolve: {
    alias: [
      { find: /^@rookery\/test$/, replacement: resolve(testServices, "index.ts") },
      { find: /^@rookery\/test\/(.+)$/, replacement: resolve(testServices, "$1.ts") },
    ],
  },
  ssr: {
    resolve: {
      // Ours replace Vitest's, which are these: Node does not know `module`.
      conditions: [ours, ...defaultServerConditions.filter((name) => name !== "module")],
    },
  },
};

/**
 * How long a condition may take to come true. What is waited for comes at once where the machine
 * has nothing else to do; only what never comes takes this long.
 */
const expectOptions = { poll: { timeout: 150_000 } };

export default defineConfig({
  ...sources,
  test: {
    globalSetup: "test/services/global-setup.ts",
    maxWorkers: 2,
    projects: [
      {
        ...sources,
        test: {
          name: "unit",
          // The files of a worker share their modules, which hold no state; loading them took longer than the tests.
          isolate: false,
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
        ...sources,
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
        ...sources,
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
