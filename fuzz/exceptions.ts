/** A check of the fuzzer that does not hold for one operation, and why that is right. */
export interface Exception {
  /** Its method and path in the document: `GET /calls/{call}`. */
  operation: string;
  /** As schemathesis calls it. */
  check: string;
  reason: string;
}

/** What is not checked of any operation at an open Atlas; `npm run fuzz` prints it. */
export const WHERE_OPEN: Omit<Exception, 'operation'> = {
  check: 'ignored_auth',
  reason: 'While calls are simulated nobody is asked for a key.',
};

const SIGN_IN_PAGE =
  'GET of the same path is the page on which people sign in, which is no operation of the API.';

/** What is not checked of one operation; `npm run fuzz` prints it. */
export const EXCEPTIONS: readonly Exception[] = [
  {
    operation: 'POST /calls/batch',
    check: 'negative_data_rejection',
    reason: 'A call that is wrong is refused in its own row, and the batch as a whole is answered with 200.',
  },
  { operation: 'POST /sign-in', check: 'unsupported_method', reason: SIGN_IN_PAGE },
  { operation: 'POST /sign-in', check: 'allow_header_conformance', reason: SIGN_IN_PAGE },
];
