/** Characters that a voice speaks in a second; languages written with fewer, denser characters take longer for each. */
const CHARACTERS_PER_SECOND: Readonly<Record<string, number>> = {
  ja: 6,
  zh: 4,
  cmn: 4,
  yue: 4,
  ko: 6,
  de: 14,
  fi: 14,
  es: 16,
  it: 16,
};
const USUAL_CHARACTERS_PER_SECOND = 15;

/** Simulated milliseconds that it takes to say a text; nothing takes none. */
export function speechMs(text: string, language = 'en'): number {
  const [primary = 'en'] = language.toLowerCase().split('-');
  const rate = CHARACTERS_PER_SECOND[primary] ?? USUAL_CHARACTERS_PER_SECOND;
  return Math.round(([...text.trim()].length / rate) * 1000);
}
