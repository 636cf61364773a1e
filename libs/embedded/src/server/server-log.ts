import { type FileHandle, open, rename, stat } from "node:fs/promises";

const rotateSizeBytes = 10 * 1024 * 1024;
const tailSizeBytes = 2048;

/** The server's log, which keeps one predecessor. */
export class ServerLog {
  readonly file: string;

  constructor(file: string) {
    this.file = file;
  }

  /** Opens the log for a new server, who writes through the handle's descriptor. */
  async open(): Promise<FileHandle> {
    const { size } = await stat(this.file).catch(() => ({ size: 0 }));
    if (size > rotateSizeBytes) await rename(this.file, `${this.file}.1`);
    return open(this.file, "a", 0o600);
  }

  /** The end of the log, for an error's cause. */
  async tail(): Promise<string> {
    const handle = await open(this.file, "r");
    try {
      const { size } = await handle.stat();
      const buffer = Buffer.alloc(Math.min(size, tailSizeBytes));
      await handle.read(buffer, 0, buffer.length, size - buffer.length);
      return buffer.toString("utf8").trim();
    } finally {
      await handle.close();
    }
  }
}
