/** Where a store that speaks S3 is, and who asks it. */
export interface S3Settings {
  bucket: string;
  region: string;
  /** Amazon's own where it is absent. */
  endpoint?: string;
  /** The bucket in the path, not in the host's name. */
  isInPath: boolean;
  /** Absent: as the AWS SDK finds them, such as by the role of the machine. */
  credentials?: { accessKeyId: string; secretAccessKey: string };
}
