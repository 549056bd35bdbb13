/** A check of the fuzzer that does not hold for one operation, and why that is right. */
export interface Exception {
  /** Its method and path in the document: `GET /calls/{call}`. */
  operation: string;
  /** As schemathesis calls it. */
  check: string;
  reason: string;
}

/** What is not checked of any operation as a caller without a key; `npm run fuzz` prints it. */
export const WITHOUT_KEY: Omit<Exception, 'operation'> = {
  check: 'ignored_auth',
  reason: 'While calls are simulated Atlas is open: nobody is asked for a key.',
};

/** What is not checked of one operation; `npm run fuzz` prints it. */
export const EXCEPTIONS: readonly Exception[] = [
  {
    operation: 'POST /calls/outbound',
    check: 'allow_header_conformance',
    reason:
      'GET /calls/{call} takes this path too, for a call named outbound: GET is allowed, and answers 404.',
  },
];
