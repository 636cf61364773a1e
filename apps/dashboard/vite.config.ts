import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { checkFirstLoad } from "./build/check-first-load.ts";
import { compressFiles } from "./build/compress-files.ts";

export default defineConfig({
  root: import.meta.dirname,
  // The orchestrator serves the built files here; its own routes lie at the root.
  base: "/ui/",
  plugins: [react(), checkFirstLoad({ limitBytes: 300_000 }), compressFiles()],
  build: {
    target: "es2023",
    // Data addresses of small files would need holes in the content security policy.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1_000,
    reportCompressedSize: false,
  },
  server: {
    proxy: {
      "^/(?!ui/|@|node_modules/)": { target: "http://127.0.0.1:7100" },
    },
  },
});
