/** What Agenda's own interface cannot say of the documents that it keeps, one for each job. */
export abstract class JobDocumentsRepository {
  /** Lets there be one document of each name, also where several instances make it at once. */
  abstract keepUnique(): Promise<void>;
  /** Without effect on a job that has this interval. */
  abstract setInterval(name: string, intervalMs: number): Promise<void>;
  /** Mends what a clock that was ahead has left: the job is due within its interval, and locked no later than now. */
  abstract bringBack(name: string, intervalMs: number, now: Date): Promise<void>;
}
