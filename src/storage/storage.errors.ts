/** Nothing is kept by this key. */
export class ContentMissingError extends Error {
  constructor(key: string) {
    super(`${key} is not kept`);
  }
}

/** Something was kept in a store that this Atlas has no address of. */
export class StoreUnknownError extends Error {
  constructor(name: string) {
    super(`the store ${name} is not configured`);
  }
}
