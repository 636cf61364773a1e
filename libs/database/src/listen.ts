import pg from "pg";
import { guardSilence } from "./guard-silence.ts";
import { defaultPatience, type Patience } from "./patience.ts";

export interface ListenOptions {
  url: string;
  channel: string;
  onNotification: (payload: string) => void;
  /** Called after each connect, the first included: notifications sent meanwhile were missed. */
  onConnected?: () => void;
  onError?: (error: Error) => void;
  /** Wait between two attempts to connect. Default 1,000. */
  reconnectMs?: number;
  /** Default: `defaultPatience`. */
  patience?: Partial<Patience>;
}

export interface Listener {
  close(): Promise<void>;
}

/**
 * Hears `NOTIFY channel` on a connection of its own and reconnects for as long
 * as it is open. Notifications are hints: a subscriber must also poll, because
 * what is sent while the connection is down is lost. A connection that went
 * silent looks like one on which nothing happens, so the server is asked now and then.
 */
export function listen(options: ListenOptions): Listener {
  const { connectMs, listenerPingMs, silenceMs } = { ...defaultPatience, ...options.patience };
  let closed = false;
  let client: pg.Client | undefined;
  let timer: NodeJS.Timeout | undefined;

  const connect = async () => {
    const next = new pg.Client({
      connectionString: options.url,
      application_name: `rookery-listen-${options.channel}`,
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
      connectionTimeoutMillis: connectMs,
    });
    client = next;
    let gone = false;
    let nextPing: NodeJS.Timeout | undefined;
    const retry = (error?: Error) => {
      if (gone) return;
      gone = true;
      clearTimeout(nextPing);
      next.end().catch(() => {});
      if (closed) return;
      if (error) options.onError?.(error);
      timer = setTimeout(connect, options.reconnectMs ?? 1_000);
    };
    next.on("error", retry);
    next.on("end", () => retry());
    next.on("notification", (message) => options.onNotification(message.payload ?? ""));
    try {
      await next.connect();
      guardSilence(next, silenceMs);
      await next.query(`listen ${pg.escapeIdentifier(options.channel)}`);
      const askLater = () => {
        // A connection that has gone is heard of as such.
        const ask = () => next.query("select 1").then(askLater, () => {});
        if (!gone) nextPing = setTimeout(ask, listenerPingMs);
      };
      askLater();
      if (!closed) options.onConnected?.();
    } catch (error) {
      retry(error as Error);
    }
  };
  void connect();

  return {
    close: async () => {
      closed = true;
      clearTimeout(timer);
      await client?.end().catch(() => {});
    },
  };
}
