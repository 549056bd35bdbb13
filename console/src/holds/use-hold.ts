import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api, read } from '../api/client.js';
import { ApiProblem } from '../api/problem.js';
import { useChange } from '../api/use-change.js';

/** Why a call is on hold; null where it is not. */
export const useHold = (call: string) =>
  useQuery({
    queryKey: ['holds', 'of', call],
    queryFn: async ({ signal }) => {
      try {
        return await read(api.GET('/calls/{call}/hold', { params: { path: { call } }, signal }));
      } catch (error) {
        if (error instanceof ApiProblem && error.status === 404) return null;
        throw error;
      }
    },
  });

/** A change of a hold, after which all of them are read anew. */
export const useHoldChange = <Input>(change: (input: Input) => Promise<unknown>, onDone: () => void) => {
  const client = useQueryClient();
  return useChange({
    mutationFn: change,
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['holds'] });
      onDone();
    },
  });
};
