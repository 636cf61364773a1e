/**
 * How long a server waits for those it talks to. A proxy in front of it should
 * keep its idle connections shorter than `keepAliveMs`, as most do by default
 * (60 s): then the proxy closes first and no request meets a closing connection.
 */
export const defaultTimeouts = {
  /** From a request's first byte to the end of its headers. */
  headersMs: 60_000,

  /** From a request's first byte to its last: 2 GiB at 600 KB/s. */
  requestMs: 3_600_000,

  /** Silence of a sender in the middle of a request, or of a reader in the middle of an answer. */
  stalledMs: 60_000,

  /** An idle connection waits this long for its next request. */
  keepAliveMs: 72_000,

  /** How often `headersMs` and `requestMs` are looked at. */
  checkMs: 5_000,
};
export type HttpTimeouts = typeof defaultTimeouts;
