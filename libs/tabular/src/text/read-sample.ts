const sampleBytes = 64 * 1024;
const lineFeed = 0x0a;
const lineEnd = /[\r\n]/;

export interface Sampled {
  /** The first lines, or the first 64 KiB of a longer one. */
  sample: Buffer;
  /** The whole text, from its start. */
  text: AsyncGenerator<Buffer>;
}

/**
 * Looks at the beginning of a text: at what has come once a line is whole,
 * because whoever writes into a pipe may wait for an answer to it.
 */
export async function readSample(text: AsyncGenerator<Buffer>): Promise<Sampled> {
  const pieces: Buffer[] = [];
  let seen: Buffer = Buffer.alloc(0);
  let isWhole = false;
  while (seen.length < sampleBytes && !lineEnd.test(seen.toString("utf8").trimStart())) {
    const { value, done } = await text.next();
    if (done) {
      isWhole = true;
      break;
    }
    pieces.push(value);
    seen = Buffer.concat([seen, value]);
  }
  async function* replay(): AsyncGenerator<Buffer> {
    try {
      yield* pieces.splice(0);
      yield* text;
    } finally {
      await text.return(undefined);
    }
  }
  return { sample: isWhole ? seen : wholeLines(seen.subarray(0, sampleBytes)), text: replay() };
}

function wholeLines(bytes: Buffer): Buffer {
  const end = bytes.lastIndexOf(lineFeed) + 1;
  return end > 0 ? bytes.subarray(0, end) : bytes;
}
