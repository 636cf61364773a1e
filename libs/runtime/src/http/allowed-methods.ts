import findMyWay, { type HTTPMethod } from "find-my-way";

const methods: HTTPMethod[] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];

/**
 * Remembers the routes so that a miss can be told apart: a known path with
 * another method is 405, not 404. Catch-all routes say nothing about a path.
 */
export function createAllowedMethods() {
  const router = findMyWay();
  return {
    add(method: string | string[], url: string): void {
      if (url.endsWith("*")) return;
      for (const one of [method].flat() as HTTPMethod[]) {
        if (!router.hasRoute(one, url)) router.on(one, url, () => {});
      }
    },
    find(url: string): HTTPMethod[] {
      const path = url.split("?", 1)[0] ?? url;
      return methods.filter((method) => router.find(method, path) !== null);
    },
  };
}
