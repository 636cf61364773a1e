import { once } from "node:events";
import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import type { Cleanup } from "../../services/cleanup.ts";

/** A proxy that passes every request on and loses the first answers to `method`: their connections break. */
export async function loseAnswers(
  url: string,
  { method, count, cleanup }: { method: string; count: number; cleanup: Cleanup },
): Promise<string> {
  let left = count;
  const proxy = createServer((asked, answer) => {
    const { method: asks = "GET", headers, url: path = "/" } = asked;
    const onwards = request(new URL(path, url), { method: asks, headers }, (got) => {
      if (asks === method && left-- > 0) {
        got.resume().once("end", () => answer.destroy());
        return;
      }
      answer.writeHead(got.statusCode ?? 502, got.headers);
      got.pipe(answer);
    });
    asked.pipe(onwards);
  });
  proxy.listen(0, "127.0.0.1");
  await once(proxy, "listening");
  cleanup.add(async () => {
    proxy.closeAllConnections();
    proxy.close();
  });
  return `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
}
