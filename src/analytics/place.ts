/** A quarter-hour of one set. */
export const placeOf = (generation: number, at: number): string => `${generation}:${at}`;

export const quarterAt = (place: string): { generation: number; at: number } => {
  const [generation = 0, at = 0] = place.split(':').map(Number);
  return { generation, at };
};
