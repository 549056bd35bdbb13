/** A check of the fuzzer that does not hold for one operation, and why that is right. */
export interface Exception {
  /** Its method and path in the document: `GET /calls/{call}`. */
  operation: string;
  /** As schemathesis calls it. */
  check: string;
  reason: string;
}

/** All that is not checked; `npm run fuzz` prints it. */
export const EXCEPTIONS: readonly Exception[] = [
  {
    operation: 'POST /calls/outbound',
    check: 'allow_header_conformance',
    reason:
      'GET /calls/{call} takes this path too, for a call named outbound: GET is allowed, and answers 404.',
  },
];
