const TEXT: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#xD;' };
const ATTRIBUTE: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '"': '&quot;',
  '\t': '&#x9;',
  '\n': '&#xA;',
  '\r': '&#xD;',
};

/** As the SDK of Twilio writes it between tags. */
export const escapeText = (text: string): string =>
  text.replace(/[&<>\r]/g, (character) => TEXT[character] ?? character);

/** As the SDK of Twilio writes it between double quotes. */
export const escapeAttribute = (text: string): string =>
  text.replace(/[&<"\t\n\r]/g, (character) => ATTRIBUTE[character] ?? character);
