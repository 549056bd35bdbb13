export const SAMPLE_RATE = 8000;
const BYTES_PER_SAMPLE = 2;
const HEADER_BYTES = 44;
const TONE_HZ = 440;
const VOLUME = 0.2 * 0x7fff;

/** The bytes of a WAV file of this length: 16-bit PCM at 8 kHz. */
export const wavSize = (seconds: number, channels: number): number =>
  HEADER_BYTES + seconds * SAMPLE_RATE * BYTES_PER_SAMPLE * channels;

function header(size: number, channels: number): Buffer {
  const head = Buffer.alloc(HEADER_BYTES);
  head.write('RIFF', 0, 'latin1');
  head.writeUInt32LE(size - 8, 4);
  head.write('WAVEfmt ', 8, 'latin1');
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(channels, 22);
  head.writeUInt32LE(SAMPLE_RATE, 24);
  head.writeUInt32LE(SAMPLE_RATE * BYTES_PER_SAMPLE * channels, 28);
  head.writeUInt16LE(BYTES_PER_SAMPLE * channels, 32);
  head.writeUInt16LE(BYTES_PER_SAMPLE * 8, 34);
  head.write('data', 36, 'latin1');
  head.writeUInt32LE(size - HEADER_BYTES, 40);
  return head;
}

/** One second of what `valueAt` says, in each channel. */
function oneSecond(channels: number, valueAt: (sample: number) => number): Buffer {
  const second = Buffer.alloc(SAMPLE_RATE * BYTES_PER_SAMPLE * channels);
  for (let sample = 0; sample < SAMPLE_RATE; sample += 1) {
    const value = valueAt(sample);
    for (let channel = 0; channel < channels; channel += 1) {
      second.writeInt16LE(value, (sample * channels + channel) * BYTES_PER_SAMPLE);
    }
  }
  return second;
}

const toneAt = (sample: number): number =>
  Math.round(VOLUME * Math.sin((2 * Math.PI * TONE_HZ * sample) / SAMPLE_RATE));

const sampleOf = (speech: Buffer, sample: number): number => {
  const at = sample * BYTES_PER_SAMPLE;
  return at + BYTES_PER_SAMPLE <= speech.length ? speech.readInt16LE(at) : 0;
};

/**
 * A WAV file of whole seconds, a second at a time, so that a long one needs no memory. It holds the speech, and silence
 * after it; without one, a tone.
 */
export function* wavChunks(seconds: number, channels: number, speech?: Buffer | null): Generator<Buffer> {
  yield header(wavSize(seconds, channels), channels);
  const [tone, silence] = [oneSecond(channels, toneAt), oneSecond(channels, () => 0)];
  for (let count = 0; count < seconds; count += 1) {
    const from = count * SAMPLE_RATE;
    if (!speech) yield tone;
    else if (from * BYTES_PER_SAMPLE >= speech.length) yield silence;
    else yield oneSecond(channels, (sample) => sampleOf(speech, from + sample));
  }
}

/** The bytes from `first` to `last`, both included, of what comes in chunks. */
export function* partOf(chunks: Iterable<Buffer>, first: number, last: number): Generator<Buffer> {
  let at = 0;
  for (const chunk of chunks) {
    const [from, to] = [Math.max(0, first - at), Math.min(chunk.length, last + 1 - at)];
    if (from < to) yield chunk.subarray(from, to);
    at += chunk.length;
    if (at > last) return;
  }
}

/** A WAV file of this sound: 16-bit PCM at 8 kHz, one channel. */
export const wavOf = (pcm: Buffer): Buffer => Buffer.concat([header(HEADER_BYTES + pcm.length, 1), pcm]);
