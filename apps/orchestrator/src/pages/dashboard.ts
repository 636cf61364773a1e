import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fastifyStatic from "@fastify/static";
import { AppError } from "@rookery/contracts";
import type { HttpServer } from "@rookery/runtime";

/** Where `pnpm build` puts the files of apps/dashboard. */
const builtFiles = fileURLToPath(new URL("../../../dashboard/dist", import.meta.url));

/** Code and styles from here only. Charts place their labels with style attributes. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "style-src 'self'",
  "style-src-attr 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'self'",
].join("; ");

/**
 * The dashboard's files under `/ui/`, behind the API keys like every other
 * route. Addresses of its pages all answer index.html; what lies in assets/ is
 * named by its content and may be kept for ever.
 */
export async function registerDashboard(app: HttpServer): Promise<void> {
  app.get("/", { schema: { hide: true } }, async (_request, reply) => reply.redirect("/ui/"));
  app.get("/ui", { schema: { hide: true } }, async (_request, reply) => reply.redirect("/ui/"));
  if (!existsSync(`${builtFiles}/index.html`)) return registerMissing(app);
  await app.register(async (scope) => {
    await scope.register(fastifyStatic, {
      root: builtFiles,
      serve: false,
      preCompressed: true,
      cacheControl: false,
    });
    scope.get<{ Params: { "*": string } }>(
      "/ui/*",
      { schema: { hide: true } },
      async ({ params }, reply) => {
        const path = params["*"];
        if (path.startsWith("assets/")) {
          return reply.sendFile(path, { cacheControl: true, maxAge: "1y", immutable: true });
        }
        reply.header("cache-control", "no-cache");
        if (path === "favicon.svg") return reply.sendFile(path);
        return reply
          .header("content-security-policy", contentSecurityPolicy)
          .sendFile("index.html");
      },
    );
  });
}

function registerMissing(app: HttpServer): void {
  app.log.warn("The dashboard has not been built: run `npx --yes pnpm@12 build`");
  app.get("/ui/*", { schema: { hide: true } }, async () => {
    throw new AppError("not-found", "The dashboard has not been built.", {
      hint: "Run `npx --yes pnpm@12 build` and start again. The API itself works: see /docs",
    });
  });
}
