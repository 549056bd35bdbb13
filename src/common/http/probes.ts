import type { Request } from 'express';

const PROBES = new Set(['/health', '/health/live', '/health/ready', '/metrics']);

/** Whether a machine asks how Atlas is, as it does every few seconds. */
export const isProbe = ({ path }: Request): boolean => PROBES.has(path);
