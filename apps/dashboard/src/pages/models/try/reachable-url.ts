/**
 * An address the server knows, if whoever reads a page of `pageHost` can use it
 * too; else null. The server's own machine is theirs only when the page comes from
 * there, and what has no domain, or one of containers, has a meaning in their network only.
 */
export function reachableUrl(url: string | null, pageHost: string): string | null {
  if (url === null) return null;
  const { hostname } = new URL(url);
  if (isLoopback(hostname)) return isLoopback(pageHost) ? url : null;
  const isInner = /^[^.:]+$|\.(internal|svc|cluster\.local)$/.test(hostname);
  return isInner && hostname !== pageHost ? null : url;
}

function isLoopback(hostname: string): boolean {
  return /^(localhost|127(\.\d+){3}|\[::1\]|0\.0\.0\.0|\[::\])$/.test(hostname);
}
