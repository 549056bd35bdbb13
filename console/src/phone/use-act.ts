import { useState } from 'preact/hooks';

/** Does what a button asks for, and keeps why it could not be done until the next time. */
export const useAct = () => {
  const [error, setError] = useState<unknown>(null);
  const act = (doing: () => Promise<unknown>): void => {
    setError(null);
    doing().catch(setError);
  };
  return { error, act };
};
