/** The same text with every run of 7 or more digits, phone numbers among them, cut to its last four. */
export const maskPhoneNumbers = (text: string): string =>
  text.replace(/\+?\d(?:[\s().-]{0,2}\d){6,}/g, (number) => `***${number.replace(/\D/g, '').slice(-4)}`);
