import { spawn } from 'node:child_process';

const PROGRAM = 'espeak-ng';
/** A little faster than callees speak here, so that what they say is over within their recording. */
const ARGUMENTS = ['-v', 'en-us', '-s', '185', '--stdin', '--stdout'];
const MOST_CHARACTERS = 3000;
const LIMIT_MS = 10_000;
const MOST_BYTES = 32 * 1024 * 1024;
const KEPT_TEXTS = 16;
const HEADER_BYTES = 44;
const RATE_AT = 24;
const BYTES_PER_SAMPLE = 2;

/** 16-bit samples at this rate; each is the mean of those that it stands for. */
export function resample(samples: Buffer, from: number, to: number): Buffer {
  const count = Math.floor(samples.length / BYTES_PER_SAMPLE);
  const made = Buffer.alloc(Math.floor((count * to) / from) * BYTES_PER_SAMPLE);
  for (let at = 0; at < made.length / BYTES_PER_SAMPLE; at += 1) {
    const first = Math.floor((at * from) / to);
    const end = Math.min(count, Math.max(first + 1, Math.floor(((at + 1) * from) / to)));
    let sum = 0;
    for (let sample = first; sample < end; sample += 1) sum += samples.readInt16LE(sample * BYTES_PER_SAMPLE);
    made.writeInt16LE(Math.round(sum / Math.max(1, end - first)), at * BYTES_PER_SAMPLE);
  }
  return made;
}

/** Runs the program without a shell; what it says, or null where it is missing, fails or takes too long. */
function run(program: string, text: string): Promise<Buffer | null> {
  return new Promise((resolve) => {
    const child = spawn(program, ARGUMENTS, { stdio: ['pipe', 'pipe', 'ignore'], timeout: LIMIT_MS });
    const chunks: Buffer[] = [];
    let size = 0;
    child.stdout.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > MOST_BYTES) child.kill('SIGKILL');
      else chunks.push(chunk);
    });
    child.stdin.on('error', () => undefined);
    child.on('error', () => resolve(null));
    child.on('close', (code) => resolve(code === 0 ? Buffer.concat(chunks) : null));
    child.stdin.end(text);
  });
}

/** Speaks texts where espeak-ng is installed. */
export class Voice {
  /** The last ones that were spoken; who asks while one is being spoken waits for it. */
  private readonly spoken = new Map<string, Promise<Buffer | null>>();

  constructor(
    private readonly rate: number,
    private readonly program = PROGRAM,
  ) {}

  /** 16-bit samples, one channel; null where nothing can be spoken. */
  speak(text: string): Promise<Buffer | null> {
    const said = text.trim().slice(0, MOST_CHARACTERS);
    if (said === '') return Promise.resolve(null);
    const known = this.spoken.get(said);
    if (known) return known;
    const speaking = this.make(said);
    this.spoken.set(said, speaking);
    for (const oldest of this.spoken.keys()) {
      if (this.spoken.size <= KEPT_TEXTS) break;
      this.spoken.delete(oldest);
    }
    return speaking;
  }

  private async make(text: string): Promise<Buffer | null> {
    const wav = await run(this.program, text);
    if (!wav || wav.length <= HEADER_BYTES || wav.toString('latin1', 0, 4) !== 'RIFF') return null;
    return resample(wav.subarray(HEADER_BYTES), wav.readUInt32LE(RATE_AT), this.rate);
  }
}
