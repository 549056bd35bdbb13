import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'preact/hooks';
import { SESSION_KEY } from '../session/session.js';
import type { CallSearch } from './call-search.js';
import { listenToCalls } from './call-stream.js';
import { LiveCalls } from './live-calls.js';
import type { LiveList } from './live-list.js';
import { sleep } from './patience.js';
import { readCalls } from './read-calls.js';

const SOURCE = { read: readCalls, listen: listenToCalls, sleep };

/** The list that fits the filters, as it changes; null until it is begun. */
export const useLiveCalls = (search: CallSearch): { list: LiveList | null; live: LiveCalls | null } => {
  const client = useQueryClient();
  const [list, setList] = useState<LiveList | null>(null);
  const live = useRef<LiveCalls | null>(null);
  const key = JSON.stringify(search);
  useEffect(() => {
    setList(null);
    // The shell leads to sign in where the session has ended.
    const onRefusal = (): void => void client.invalidateQueries({ queryKey: SESSION_KEY });
    const begun = new LiveCalls(SOURCE, search, setList, onRefusal);
    live.current = begun;
    return () => begun.stop();
  }, [key]);
  return { list, live: live.current };
};
