/** Where somebody is who does something about their own way in. */
export interface Here {
  /** The client's. */
  address: string;
  requestId?: unknown;
}

export const hereOf = (request: { ip?: string; id?: unknown }): Here => ({
  address: request.ip ?? '',
  requestId: request.id,
});
