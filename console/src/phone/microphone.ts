import { toBase64, toTelephone } from './pcm.js';

const PIECE_SECONDS = 1;
const BUFFER_SAMPLES = 4096;

/** A browser gives pages a microphone over https and on this machine only. */
export const mayHaveMicrophone = (): boolean => window.isSecureContext && 'mediaDevices' in navigator;

const release = (stream: MediaStream): void => {
  for (const track of stream.getTracks()) track.stop();
};

const contextFor = (stream: MediaStream): AudioContext => {
  try {
    return new AudioContext();
  } catch (error) {
    release(stream);
    throw error;
  }
};

/** Listens until it is stopped; `hear` gets a piece of sound each second. Throws where the person or the browser refuses. */
export const openMicrophone = async (hear: (pcm: string, seconds: number) => void): Promise<() => void> => {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  const context = contextFor(stream);
  const source = context.createMediaStreamSource(stream);
  // Deprecated, but it needs no file of its own, and every browser has it.
  const listener = context.createScriptProcessor(BUFFER_SAMPLES, 1, 1);
  let heard: Float32Array[] = [];
  const length = (): number => heard.reduce((sum, { length: samples }) => sum + samples, 0);
  const send = (): void => {
    if (heard.length === 0) return;
    const all = new Float32Array(length());
    let at = 0;
    for (const piece of heard) {
      all.set(piece, at);
      at += piece.length;
    }
    heard = [];
    hear(toBase64(toTelephone(all, context.sampleRate)), all.length / context.sampleRate);
  };
  listener.onaudioprocess = ({ inputBuffer }) => {
    heard.push(Float32Array.from(inputBuffer.getChannelData(0)));
    if (length() >= context.sampleRate * PIECE_SECONDS) send();
  };
  source.connect(listener);
  listener.connect(context.destination);
  return () => {
    if (context.state === 'closed') return;
    listener.onaudioprocess = null;
    send();
    release(stream);
    void context.close();
  };
};
