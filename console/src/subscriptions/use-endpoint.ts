import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api, read } from '../api/client.js';
import { useChange } from '../api/use-change.js';
import type { Endpoint } from './endpoint-state.js';

export const REFRESH_MS = 5_000;

export const pathOf = ({ id }: Pick<Endpoint, 'id'>) => ({ params: { path: { subscription_id: id } } });

export const useEndpoint = (id: string) =>
  useQuery({
    queryKey: ['subscriptions', id],
    queryFn: ({ signal }) => read(api.GET('/subscriptions/{subscription_id}', { ...pathOf({ id }), signal })),
    refetchInterval: REFRESH_MS,
  });

/** A change of an endpoint or a delivery, after which both are read anew. */
export const useEndpointChange = <Input, Data>(
  change: (input: Input) => Promise<Data>,
  onDone: (data: Data) => void = () => undefined,
) => {
  const client = useQueryClient();
  return useChange({
    mutationFn: change,
    onSuccess: (data: Data) => {
      void client.invalidateQueries({ queryKey: ['subscriptions'] });
      void client.invalidateQueries({ queryKey: ['deliveries'] });
      onDone(data);
    },
  });
};
