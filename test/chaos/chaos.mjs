// Node 20 does not run TypeScript by itself; Vite, which brings the tests up, does.
import { runnerImport } from "vite";

await runnerImport(new URL("main.ts", import.meta.url).pathname, { configFile: false });
// Everything that was started has been stopped; what libraries keep open must not keep us.
process.exit();
