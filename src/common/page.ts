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
