/** One element of a TwiML document. */
export interface TwimlElement {
  name: string;
  attributes: Readonly<Record<string, string>>;
  children: TwimlElement[];
  /** All the text inside, that of nested elements included. */
  text: string;
}

/** What ends the reading or the running of a document; the code is Twilio's. */
export class TwimlError extends Error {
  constructor(
    readonly code: number,
    message: string,
  ) {
    super(message);
  }
}
