/** RFC 2822 in UTC, as Twilio writes it: `Tue, 31 Aug 2010 20:36:28 +0000`. */
export const rfc2822 = (date: Date): string => date.toUTCString().replace('GMT', '+0000');

export const rfc2822OrNull = (date: Date | null): string | null => date && rfc2822(date);

/** `+14158675309` becomes `(415) 867-5309`; numbers outside the North American plan stay as they are. */
export function formattedNumber(number: string): string {
  const parts = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(number);
  return parts ? `(${parts[1]}) ${parts[2]}-${parts[3]}` : number;
}

/** For logs: only the last four digits. */
export const maskedNumber = (number: string): string => `***${number.slice(-4)}`;
