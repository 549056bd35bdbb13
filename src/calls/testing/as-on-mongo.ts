/** The repository as it asks MongoDB, where it asks the local server in another way. */
export const asOnMongo = <T extends object>(repository: T): T =>
  Object.assign(Object.create(Object.getPrototypeOf(repository) as object) as object, repository, {
    isLocal: Promise.resolve(false),
  }) as T;
