/** Room for the note on what is left out, and the longest number or key that a cut could go through. */
const ROOM = 64;
/** A number or a key that the cut goes through would not be known for one. */
const CUT_WORD = /[^\w ().+%~-][\w ().+%~-]*$/;

/** The beginning of a text that is longer than `longest`, and how much is left out. */
export const shorten = (text: string, longest: number): string => {
  if (text.length <= longest) return text;
  const kept = longest - 2 * ROOM;
  const wordBegin = text.slice(kept, kept + ROOM).search(CUT_WORD) + 1;
  const beginning = text.slice(0, kept + wordBegin);
  return `${beginning}… (${text.length - beginning.length} more characters)`;
};
