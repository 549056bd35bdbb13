import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, read } from '../api/client.js';
import { lookAgainIn } from './call-state.js';

export const callKey = (call: string): readonly unknown[] => ['call', call];

/** The call by its id or any of its SIDs, looked at again while something is to come. */
export const useCall = (call: string) =>
  useQuery({
    queryKey: callKey(call),
    queryFn: () => read(api.GET('/calls/{call}', { params: { path: { call } } })),
    refetchInterval: ({ state: { data } }) => (data ? lookAgainIn(data) : false),
  });

/** How it became what it is; read anew whenever the call has changed. */
export const useTimeline = (call: string, version: number) =>
  useQuery({
    queryKey: [...callKey(call), 'timeline', version],
    queryFn: () => read(api.GET('/calls/{call}/timeline', { params: { path: { call } } })),
    placeholderData: keepPreviousData,
  });

/** Has all of the call read anew. */
export const useRefresh = (call: string): (() => Promise<void>) => {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: callKey(call) });
};
