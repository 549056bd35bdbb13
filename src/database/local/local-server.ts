/** Whose files the data are: a real mongod's (from PATH or downloaded) or SecantusDB's. They cannot read each other's. */
export type Engine = 'mongod' | 'secantusdb';

/** Where a server listens and keeps its data, and the file with the key that it asks for. */
export interface ServerPlace {
  port: number;
  dataPath: string;
  keyFile: string;
}

/** A server program that can be started on this machine. */
export interface LocalServer {
  engine: Engine;
  /** For people, such as `SecantusDB 0.7.0b3`. */
  name: string;
  program: string;
  /** The program's arguments; may first write what the program reads from the data path. */
  arguments(place: ServerPlace): Promise<string[]>;
}

/** Why one way of getting a server is closed here. */
export interface Unavailable {
  unavailable: string;
}
