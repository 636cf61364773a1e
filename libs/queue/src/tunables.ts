/**
 * Every number the queue is tuned with: its unit and what follows from it.
 * The measurements behind them are in docs/adr/0002-queue-fan-in.md.
 */
export const tunables = {
  /**
   * Runs under one group job. On PostgreSQL every finished child costs time
   * proportional to its siblings, so smaller is flatter; each group costs one
   * more job, so larger is cheaper.
   */
  runsPerGroup: 100,

  /**
   * How long a job may stay silent before another worker may take it. Renewed
   * every half of it from the event loop: a loop blocked longer than this loses
   * the job, and a killed worker's job waits about this long for the next one.
   */
  lockDurationMs: 30_000,

  /**
   * How often some consumer of a queue looks for jobs whose lock ran out. Adds to
   * the wait above; one look reads the jobs in progress only.
   */
  stalledIntervalMs: 5_000,

  /**
   * How often a job may lose its worker before BullMQ fails it unprocessed. Such
   * a run stays unfinished in PostgreSQL until the reconciler sees to it.
   */
  maxStalledCount: 3,

  /**
   * Longest sleep of an idle consumer on Redis, in seconds. New jobs wake it at
   * once; this only bounds the damage of a connection that died unnoticed.
   */
  idleWaitSeconds: 5,

  /** Pause after an error of the connection before a consumer asks for a job again. */
  connectionRetryMs: 1_000,

  /**
   * How long a server that owes an answer may be silent before its connection is
   * given up and another opened: an answer that got lost on the way never comes.
   * Longer than an idle consumer sleeps, and than any command of ours takes.
   */
  silenceMs: 30_000,

  /** How long one process may hold the lock of a queue that another waits for. */
  longestLockMs: 10 * 60_000,

  /** A process that starts waits this long for Redis to take its first connection. */
  firstConnectMs: 5_000,

  /** A process that cannot reach its queue for this long at start gives up. */
  startTimeoutMs: 15_000,

  /** How long `close` lets jobs run on before it interrupts them. */
  closeGraceMs: 20_000,

  /**
   * How long an interrupted job may take to stop. After that it is handed back
   * over its head: another worker starts it while this one may still be busy,
   * and the claim in PostgreSQL fences the late result off.
   */
  interruptGraceMs: 3_000,

  /** Wait before the second try; doubles with each one. */
  backoffMs: 1_000,

  /** Share of each backoff that is random, so that failures do not return in step. */
  backoffJitter: 0.5,

  /** Tries of a finalizing job. With the backoff above, 8 span about two minutes. */
  sweepAttempts: 8,

  /** Log lines kept per job for Bull Board. */
  logLinesPerJob: 200,

  /** How long `trimFinished` leaves finished jobs for Bull Board. */
  keepFinishedMs: { completed: 3 * 24 * 3_600_000, failed: 7 * 24 * 3_600_000 },

  /** Finished jobs per queue and state that `trimFinished` leaves. About 1.5 KB each. */
  keepFinishedCount: 20_000,

  /** Most jobs one `trimFinished` removes per queue, state and reason, to keep it short. */
  trimBatch: 5_000,

  /** So many of a sweep's newest rounds are looked through for a job that people ask for. */
  roundsLookedAt: 50,

  /** Events kept per queue. Only people debugging with BullMQ's QueueEvents read them. */
  keepEvents: 1_000,

  /**
   * PostgreSQL connections: at most this many for one `createQueues`, and for
   * one consumer this many besides the one that listens. More does not drain
   * faster (the time goes into the server), and max_connections is shared.
   */
  producerConnections: 3,
  consumerConnections: 4,

  /** How often a Redis command of a producer is retried over a broken connection. */
  producerRetries: 3,

  /** How long `ping` waits. */
  pingTimeoutMs: 2_000,
} as const;
