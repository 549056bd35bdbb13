/** The sort of proof that a signed link to a recording is. */
export const RECORDING_LINK = 'recording link';
