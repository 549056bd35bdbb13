import { useQueryClient } from '@tanstack/react-query';
import { api, read, type Schema } from '../api/client.js';
import { useChange } from '../api/use-change.js';

/** Changes somebody's role, or keeps them out. */
export const usePersonChange = (id: string, onDone: () => void) => {
  const client = useQueryClient();
  return useChange({
    mutationFn: (body: Schema<'UpdatePerson'>) =>
      read(api.PATCH('/people/{person_id}', { params: { path: { person_id: id } }, body })),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['people'] });
      onDone();
    },
  });
};
