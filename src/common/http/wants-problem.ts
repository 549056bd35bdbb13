const quality = (accept: string, mediaType: string): number => {
  for (const range of accept.toLowerCase().split(',')) {
    const [type, ...parameters] = range.split(';').map((part) => part.trim());
    if (type !== mediaType) continue;
    const q = parameters.find((parameter) => parameter.startsWith('q='));
    return q === undefined ? 1 : Number(q.slice(2)) || 0;
  }
  return 0;
};

/** Whether the client names application/problem+json and does not like plain JSON better. */
export const wantsProblem = (accept = ''): boolean => {
  const liking = quality(accept, 'application/problem+json');
  return liking > 0 && liking >= quality(accept, 'application/json');
};
