import { AppError } from "@rookery/contracts";
import { QueryClient } from "@tanstack/react-query";

/**
 * Answers are fresh for a few seconds; only what may pass is asked for again.
 * Whether the machine is online says nothing: the server may be on it.
 */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        networkMode: "always",
        retry: (failures, error) => error instanceof AppError && error.retryable && failures < 2,
      },
      mutations: { networkMode: "always" },
    },
  });
}
