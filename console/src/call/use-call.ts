import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'preact/hooks';
import { api, read } from '../api/client.js';
import { listenToCalls } from '../calls/call-stream.js';
import { SESSION_KEY } from '../session/session.js';
import { type Call, lookAgainIn } from './call-state.js';

export const callKey = (call: string): readonly unknown[] => ['call', call];

/** The call by its id or any of its SIDs, read anew as soon as Atlas tells that it has changed. */
export const useCall = (call: string) => {
  const client = useQueryClient();
  const [isTold, setIsTold] = useState(false);
  const shown = useRef<Call | undefined>(undefined);
  const query = useQuery({
    queryKey: callKey(call),
    queryFn: () => read(api.GET('/calls/{call}', { params: { path: { call } } })),
    refetchInterval: ({ state: { data } }) => (data ? lookAgainIn(data, isTold) : false),
  });
  shown.current = query.data;
  useEffect(() => {
    // The timeline follows by itself once the call has another version.
    const refresh = (): void => void client.invalidateQueries({ queryKey: callKey(call), exact: true });
    return listenToCalls({
      onReady: () => {
        setIsTold(true);
        // What changed before this is told by nobody.
        refresh();
      },
      onChange: (id, version) => {
        const { current } = shown;
        if (!current || (current.call_id === id && current.version < version)) refresh();
      },
      onReset: refresh,
      onBreak: () => setIsTold(false),
      // The shell leads to sign in where the session has ended.
      onRefusal: () => void client.invalidateQueries({ queryKey: SESSION_KEY }),
    });
  }, [call]);
  return query;
};

/** Has all that is shown of calls read anew. */
export const useRefreshAll = (): (() => Promise<void>) => {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: ['call'] });
};

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
