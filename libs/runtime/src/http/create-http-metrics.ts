import { collectDefaultMetrics, Histogram, Registry } from "prom-client";

/** Prometheus metrics of one server on a registry of its own: process metrics and request durations. */
export function createHttpMetrics(registry: Registry = new Registry()) {
  collectDefaultMetrics({ register: registry });
  const durations = new Histogram({
    name: "http_request_duration_seconds",
    help: "Time from the request's arrival to the end of its response",
    labelNames: ["method", "route", "status"] as const,
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  });
  return {
    registry,
    observe(method: string, route: string, status: number, elapsedMs: number): void {
      durations.observe({ method, route, status }, elapsedMs / 1000);
    },
  };
}
export type HttpMetrics = ReturnType<typeof createHttpMetrics>;
