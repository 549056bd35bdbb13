/** The probe's answer, or `false` when it fails or takes longer than the limit. */
export const answersWithin = async (limitMs: number, probe: () => Promise<boolean>): Promise<boolean> => {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, limitMs, false);
  });
  try {
    return await Promise.race([probe(), limit]);
  } catch {
    return false; // a probe that fails has answered: not healthy
  } finally {
    clearTimeout(timer);
  }
};
