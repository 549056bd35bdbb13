import { escapeText } from './xml-text.js';

/** Twilio speaks no more than this in one `<Say>`: UTF-8 bytes of its text as it stands in the XML. */
export const MAX_PIECE_BYTES = 3_000;

type Split = (text: string) => string[];

const segments =
  (granularity: 'sentence' | 'grapheme'): Split =>
  (text) =>
    Array.from(new Intl.Segmenter('en', { granularity }).segment(text), ({ segment }) => segment);

/** From the kindest cut to the hardest; a code point always fits. */
const CUTS: Split[] = [
  segments('sentence'),
  // Unicode's rules do not end a sentence before a small letter.
  (text) => text.split(/(?<=[.!?…]["'”’)\]]?\s)/u),
  (text) => text.match(/\s*\S+\s*/gu) ?? [text],
  segments('grapheme'),
  (text) => Array.from(text),
];

/** Every character that XML 1.0 cannot hold, lone surrogates included; the SDK throws on each of them. */
const NOT_XML = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

/** Bytes of the text once escaped for XML and encoded as UTF-8. */
export const bytesInXml = (text: string): number => Buffer.byteLength(escapeText(text));

/**
 * The text in pieces of at most MAX_PIECE_BYTES each, cut between sentences; a longer sentence between words, a longer
 * word between characters. Nothing is lost but white space at the cuts and what XML cannot hold.
 */
export const toSpeechPieces = (text: string): string[] =>
  fit(text.replace(NOT_XML, ''), CUTS)
    .map((piece) => piece.trim())
    .filter((piece) => piece !== '');

const fit = (text: string, [cut, ...harderCuts]: Split[]): string[] => {
  if (bytesInXml(text) <= MAX_PIECE_BYTES || !cut) return [text];
  const pieces: string[] = [];
  let piece = '';
  let pieceBytes = 0;
  for (const part of cut(text)) {
    const bytes = bytesInXml(part);
    if (pieceBytes + bytes > MAX_PIECE_BYTES) {
      pieces.push(piece);
      piece = '';
      pieceBytes = 0;
    }
    if (bytes > MAX_PIECE_BYTES) {
      pieces.push(...fit(part, harderCuts));
    } else {
      piece += part;
      pieceBytes += bytes;
    }
  }
  return [...pieces, piece];
};
