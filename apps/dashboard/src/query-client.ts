import { AppError } from "@rookery/contracts";
import { QueryClient } from "@tanstack/react-query";

/** Answers are fresh for a few seconds; only what may pass is asked for again. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        retry: (failures, error) => error instanceof AppError && error.retryable && failures < 2,
      },
    },
  });
}
