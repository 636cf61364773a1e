import type { Client } from "@rookery/client";
import type { BrowserContextOptions, Page } from "playwright-core";
import { beforeAll } from "vitest";
import { makeRookeryHome } from "../../e2e/support/rookery-home.ts";
import { type Stage, useStage } from "../../e2e/support/stage.ts";
import { type Embedded, startEmbedded } from "../../e2e/support/start-embedded.ts";
import { useBrowser } from "./browser.ts";

/** `rookery start` on a home of its own. */
export interface OnOwnHome extends Embedded {
  home: string;
}

interface Served {
  orchestratorUrl: string;
  client: Client;
}

export interface Dashboard<Server extends Served> {
  /** What the test file started; there from its own `beforeAll` on. */
  readonly server: Server;
  readonly client: Client;
  stage: Stage;
  /** The address of a page, such as `/sweeps?state=running`. */
  url(path: string): string;
  /** That page, in a window of its own, which closes after the test. */
  open(path: string, options?: BrowserContextOptions): Promise<Page>;
  /** A window with nothing in it yet. */
  openBlank(options?: BrowserContextOptions): Promise<Page>;
  openSweep(id: string | undefined, search?: string): Promise<Page>;
  openRun(id: string | undefined): Promise<Page>;
  /** What pages of this test have complained about so far. */
  complaints: string[];
}

/**
 * A server with its dashboard and Chromium, for one test file. The server is `rookery start` on an empty home unless
 * `start` starts another. A test fails when one of its pages has written an error to its console.
 */
export function useDashboard(program: () => string): Dashboard<OnOwnHome>;
export function useDashboard<Server extends Served>(
  program: () => string,
  start: (stage: Stage) => Promise<Server>,
): Dashboard<Server>;
export function useDashboard(
  program: () => string,
  start: (stage: Stage) => Promise<Served> = (stage) => startOnEmptyHome(stage),
): Dashboard<Served> {
  const stage = useStage();
  const { open: openBlank, complaints } = useBrowser(program);
  let server: Served;

  beforeAll(async () => {
    server = await start(stage);
  });

  const url = (path: string) => `${server.orchestratorUrl}/ui${path}`;
  const open = async (path: string, options?: BrowserContextOptions) => {
    const page = await openBlank(options);
    await page.goto(url(path));
    return page;
  };
  return {
    get server() {
      return server;
    },
    get client() {
      return server.client;
    },
    stage,
    url,
    open,
    openBlank,
    openSweep: (id, search = "") => open(`/sweeps/${id}${search}`),
    openRun: (id) => open(`/runs/${id}`),
    complaints,
  };
}

export async function startOnEmptyHome(
  stage: Stage,
  env: Record<string, string> = {},
): Promise<OnOwnHome> {
  const home = await makeRookeryHome(stage.cleanup);
  return { ...(await startEmbedded(stage, home, env)), home };
}
