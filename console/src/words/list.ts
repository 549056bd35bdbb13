const count = new Intl.NumberFormat();

export const listWords = {
  pages: (list: string): string => `Pages: ${list}`,
  pageOf: (page: number, last: number, total: number): string =>
    `Page ${count.format(page)} of ${count.format(last)}, ${count.format(total)} in all`,
  previous: 'Previous',
  next: 'Next',
  isFirst: 'This is the first page.',
  isLast: 'This is the last page.',
  cancel: 'Cancel',
  notForYou: 'You may not see this',
  none: '–',
} as const;
