/** Recorded sound: 16-bit PCM, little-endian, one channel, 8 kHz, as a telephone has it. */
const BYTES_PER_SECOND = 16_000;

export const pcmSeconds = (pcm: Buffer): number => pcm.length / BYTES_PER_SECOND;

export const silence = (seconds: number): Buffer =>
  Buffer.alloc(2 * Math.round((seconds * BYTES_PER_SECOND) / 2));
