/** Which page is asked for. `page` counts from 1. */
export interface PageRequest {
  page: number;
  pageSize: number;
}

/** One page of a list, newest first, with the size of the whole list. */
export interface Page<T> extends PageRequest {
  total: number;
  data: T[];
}

/** How many items stand before the page asked for. */
export const pageOffset = ({ page, pageSize }: PageRequest): number => (page - 1) * pageSize;

/** Between what the size of the whole list is, as a page alone shows. */
export const totalBounds = (request: PageRequest, found: number): { least: number; most: number } => {
  const end = pageOffset(request) + found;
  return { least: found > 0 ? end : 0, most: found < request.pageSize ? end : Infinity };
};
