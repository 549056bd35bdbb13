import { pcmSeconds, silence } from '../recordings/sound.js';
import type { Heard } from './actor.js';
import { speechMs } from './speech.js';

/** The sound of one recording; beyond it only the length is kept. */
const MAX_SOUND_BYTES = 10 * 60 * 16_000;

/** What a person has said into a recording until now, by typing and by microphone. */
export class Utterance {
  private readonly words: string[] = [];
  private readonly sounds: Buffer[] = [];
  private bytes = 0;
  private hasSound = false;
  private length = 0;

  get ms(): number {
    return this.length;
  }

  type(text: string): void {
    const ms = speechMs(text);
    this.words.push(text);
    this.add(silence(ms / 1000), ms);
  }

  hear(pcm: Buffer, text: string): void {
    if (text !== '') this.words.push(text);
    this.hasSound ||= pcm.length > 0;
    this.add(pcm, pcmSeconds(pcm) * 1000);
  }

  /** With what ended it. */
  heard(endedBy: Heard['endedBy'], key?: string): Heard {
    return {
      text: this.words.join(' '),
      seconds: this.length / 1000,
      endedBy,
      ...(key !== undefined && { key }),
      ...(this.hasSound && { sound: Buffer.concat(this.sounds) }),
    };
  }

  private add(pcm: Buffer, ms: number): void {
    this.length += ms;
    if (this.bytes + pcm.length > MAX_SOUND_BYTES) return;
    this.sounds.push(pcm);
    this.bytes += pcm.length;
  }
}
