/**
 * How long anybody waits for PostgreSQL, in milliseconds. Every wait ends. Of a
 * statement that takes too long the server speaks first and keeps the connection;
 * silence beyond that means that no answer will come.
 */
export interface Patience {
  /** The longest that connecting takes. */
  connectMs: number;
  /** The longest a statement may run or wait for what others hold, unless its transaction asks for more. */
  statementMs: number;
  /** The longest a transaction lies open between two statements: its locks outlive a process that hangs. */
  idleInTransactionMs: number;
  /** How long a server that owes an answer may send nothing; more than `statementMs`. */
  silenceMs: number;
  /** How often a connection that only listens is asked whether it is still there. */
  listenerPingMs: number;
}

export const defaultPatience: Patience = {
  connectMs: 10_000,
  statementMs: 30_000,
  idleInTransactionMs: 60_000,
  silenceMs: 40_000,
  listenerPingMs: 15_000,
};

/** For a transaction whose statements go over a whole table or a whole sweep. */
export const longStatementMs = 30 * 60_000;

/** The limits that the server keeps, as the driver names them. */
export function sessionLimits({ statementMs, idleInTransactionMs }: Patience) {
  return {
    statement_timeout: statementMs,
    idle_in_transaction_session_timeout: idleInTransactionMs,
  };
}
