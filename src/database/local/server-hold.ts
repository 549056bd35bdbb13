/** The hold that one Atlas has on a running server; while anybody has one, the server goes on. */
export interface ServerHold {
  serverPid: number;
  /** Resolves when the server has ended, with how, for people. */
  ended: Promise<string>;
  /** Lets go. When nobody else holds the server, resolves after it has ended. */
  release(): Promise<void>;
}
