import pg from "pg";

export interface ListenOptions {
  url: string;
  channel: string;
  onNotification: (payload: string) => void;
  /** Called after each connect, the first included: notifications sent meanwhile were missed. */
  onConnected?: () => void;
  onError?: (error: Error) => void;
  /** Wait between two attempts to connect. Default 1,000. */
  reconnectMs?: number;
}

export interface Listener {
  close(): Promise<void>;
}

/**
 * Hears `NOTIFY channel` on a connection of its own and reconnects for as long
 * as it is open. Notifications are hints: a subscriber must also poll, because
 * what is sent while the connection is down is lost.
 */
export function listen(options: ListenOptions): Listener {
  let closed = false;
  let client: pg.Client | undefined;
  let timer: NodeJS.Timeout | undefined;

  const connect = async () => {
    const next = new pg.Client({
      connectionString: options.url,
      application_name: `rookery-listen-${options.channel}`,
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
      connectionTimeoutMillis: 10_000,
    });
    client = next;
    let gone = false;
    const retry = (error?: Error) => {
      if (gone) return;
      gone = true;
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
      await next.query(`listen ${pg.escapeIdentifier(options.channel)}`);
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
