/** From a moment on, and before another; open at an end that is absent. */
export interface TimeSpan {
  from?: Date | undefined;
  until?: Date | undefined;
}
