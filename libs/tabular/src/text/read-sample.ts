const sampleBytes = 64 * 1024;
const lineFeed = 0x0a;
/** What it takes to tell how rows are written: an object on its line, or a header and a row. */
const enough = /^\s*(?:\{[^\r\n]*|[^\s][^\r\n]*[\r\n]+[^\r\n]*[^\s][^\r\n]*)[\r\n]/;

export interface Sampled {
  /** The first lines, or the first 64 KiB of a longer one. */
  sample: string;
  /** The whole text, from its start. */
  text: AsyncGenerator<Buffer>;
}

/**
 * Looks at the beginning of a text that comes as UTF-8. In a conversation it
 * looks at what has come once two lines are whole, because whoever writes may
 * wait for an answer to them.
 */
export async function readSample(
  text: AsyncGenerator<Buffer>,
  isConversation: boolean,
): Promise<Sampled> {
  const pieces: Buffer[] = [];
  let seen: Buffer = Buffer.alloc(0);
  let isWhole = false;
  while (seen.length < sampleBytes && !(isConversation && enough.test(seen.toString("utf8")))) {
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
  const sample = isWhole ? seen : wholeLines(seen.subarray(0, sampleBytes));
  return { sample: sample.toString("utf8"), text: replay() };
}

function wholeLines(bytes: Buffer): Buffer {
  const end = bytes.lastIndexOf(lineFeed) + 1;
  return end > 0 ? bytes.subarray(0, end) : bytes;
}
