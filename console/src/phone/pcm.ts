/** What the simulator takes: 8 kHz, 16 bits, little-endian. */
const TARGET_RATE = 8000;

/** Sound of a browser as that of a telephone. Between samples it takes the mean, which is filter enough for a voice. */
export const toTelephone = (samples: Float32Array, rate: number): Int16Array => {
  const step = rate / TARGET_RATE;
  const length = Math.floor(samples.length / step);
  const out = new Int16Array(length);
  for (let index = 0; index < length; index += 1) {
    const from = Math.floor(index * step);
    const to = Math.max(from + 1, Math.floor((index + 1) * step));
    let sum = 0;
    for (let at = from; at < to; at += 1) sum += samples[at] ?? 0;
    const value = Math.max(-1, Math.min(1, sum / (to - from)));
    out[index] = Math.round(value * 0x7fff);
  }
  return out;
};

export const toBase64 = (samples: Int16Array): string => {
  const view = new DataView(new ArrayBuffer(samples.length * 2));
  samples.forEach((value, index) => view.setInt16(index * 2, value, true));
  let text = '';
  for (let at = 0; at < view.byteLength; at += 1) text += String.fromCharCode(view.getUint8(at));
  return btoa(text);
};
