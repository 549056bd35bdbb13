/** By what somebody's calls are found: the handles of who they were made for, or the numbers that were called. */
export interface WhoseCalls {
  handles: string[];
  numbers: string[];
}
