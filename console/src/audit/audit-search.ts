import { momentIn, present, textIn } from '../api/search-values.js';

export interface AuditSearch {
  who?: string;
  action?: string;
  resource?: string;
  from?: string;
  until?: string;
  cursor?: string;
}

/** What the address says of the list: its filters and where its part begins. */
export const auditSearch = (search: Record<string, unknown>): AuditSearch =>
  present({
    who: textIn(search['who']),
    action: textIn(search['action']),
    resource: textIn(search['resource']),
    from: momentIn(search['from']),
    until: momentIn(search['until']),
    cursor: textIn(search['cursor']),
  });

/** Whether it is a part of all that there is. */
export const isFiltered = ({ cursor: _cursor, ...filters }: AuditSearch): boolean =>
  Object.keys(filters).length > 0;
