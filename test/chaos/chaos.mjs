// Node 20 does not run TypeScript by itself; Vite, which brings the tests up, does.
import { runnerImport } from "vite";

await runnerImport(new URL("main.ts", import.meta.url).pathname, { configFile: false });
