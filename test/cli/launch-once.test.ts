import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { beforeAll, expect, test } from "vitest";
import { importPenguins, penguinSweep } from "../e2e/support/penguins.ts";
import { loseAnswers } from "./support/lose-answers.ts";
import { useServer } from "./support/use-server.ts";

const server = useServer();

beforeAll(() => importPenguins(server.embedded.client));

test("a sweep is launched once although the answer is lost, and twice when it is asked for twice", async () => {
  const { client, orchestratorUrl } = server.embedded;
  const { cleanup } = server.stage;
  const input = JSON.stringify(penguinSweep());
  const launch = async (url: string) => {
    const args = ["sweep", "run", "-", "--detach", "--json", "--api", url];
    const { code, stdout, stderr } = await server.run(args, { input });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    return JSON.parse(stdout).id as string;
  };
  const lossy = await loseAnswers(orchestratorUrl, { method: "POST", count: 2, cleanup });
  const first = await launch(lossy);
  expect((await client.sweeps.list()).items.map(({ id }) => id)).toEqual([first]);

  const second = await launch(orchestratorUrl);
  expect((await client.sweeps.list()).items.map(({ id }) => id)).toEqual([second, first]);
});

test("a server that is not Rookery is asked once", async () => {
  const asked: string[] = [];
  const stranger = createServer(({ method, url }, response) => {
    asked.push(`${method} ${url}`);
    response.end("<h1>welcome</h1>");
  }).listen(0, "127.0.0.1");
  await once(stranger, "listening");
  const { port } = stranger.address() as AddressInfo;
  const args = ["sweep", "run", "-", "--detach", "--api", `http://127.0.0.1:${port}`];
  const ran = await server.run(args, { input: JSON.stringify(penguinSweep()) });
  stranger.close();
  expect(ran).toMatchObject({ code: 3, stderr: expect.stringContaining("is not Rookery's") });
  expect(asked).toEqual(["POST /sweeps"]);
});
