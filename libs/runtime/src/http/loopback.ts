import { AppError } from "@rookery/contracts";

/** True for addresses only this machine can reach. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127(\.\d{1,3}){3}$/.test(host);
}

/** An open server stays on this machine: throws `config-invalid` for any other address without API keys. */
export function refuseOpenListening(host: string, apiKeys: readonly string[]): void {
  if (apiKeys.length > 0 || isLoopback(host)) return;
  throw new AppError("config-invalid", `Refusing to listen on ${host} without API keys`, {
    issues: [{ field: "HOST", message: "other machines could use it without a key", value: host }],
    hint: "Set ROOKERY_API_KEYS (comma separated, 16 characters or more each), or HOST=127.0.0.1",
  });
}
