/** That what belongs to a call is not to be deleted by the days that it is kept, nor on request. */
export interface Hold {
  callId: string;
  /** In the words of whoever put it on. */
  reason: string;
  since: Date;
}
