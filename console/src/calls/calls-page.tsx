import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'preact/hooks';
import { useSession, whyNot } from '../session/session.js';
import { Badge } from '../ui/badge.js';
import { Button } from '../ui/button.js';
import { Empty } from '../ui/empty.js';
import { ForScope } from '../ui/for-scope.js';
import { Loading } from '../ui/loading.js';
import { Page } from '../ui/page.js';
import { ProblemNote } from '../ui/problem-note.js';
import { callsWords } from '../words/calls.js';
import { shellWords } from '../words/shell.js';
import { CallFilters } from './call-filters.js';
import { CallRows } from './call-list.js';
import { type CallSearch, callSearch } from './call-search.js';
import styles from './calls.module.css';
import { CancelDialog } from './cancel-dialog.js';
import type { LiveCalls } from './live-calls.js';
import type { LiveList } from './live-list.js';
import { useLiveCalls } from './use-live-calls.js';

const Nothing = ({ isFiltered, onAll }: { isFiltered: boolean; onAll: () => void }) =>
  isFiltered ? (
    <Empty title={callsWords.noneFound}>
      <Button onClick={onAll}>{callsWords.showAll}</Button>
    </Empty>
  ) : (
    <Empty title={callsWords.none}>
      <p>{callsWords.noneLead}</p>
      <Link to="/place">{callsWords.place}</Link>
    </Empty>
  );

const countIn = ({ total, atLeast }: LiveList): string => {
  if (total !== null) return callsWords.count(total);
  return atLeast > 0 ? callsWords.countAtLeast(atLeast) : '';
};

const State = ({ list }: { list: LiveList }) => (
  <p class={styles.state}>
    <Badge tone={list.isLive ? 'good' : 'warn'}>{list.isLive ? callsWords.live : callsWords.notLive}</Badge>
    <span>{countIn(list)}</span>
    <span class={styles.keys}>{callsWords.keys}</span>
  </p>
);

interface Props {
  list: LiveList | null;
  live: LiveCalls | null;
  isFiltered: boolean;
  onAll: () => void;
}

/** By several filters a part may hold none, and others follow it. */
const Looking = ({ list: { next, isLoading }, live }: Pick<Props, 'list' | 'live'> & { list: LiveList }) => {
  useEffect(() => {
    if (next !== null && !isLoading) void live?.readMore();
  }, [next, isLoading, live]);
  return <Loading />;
};

const List = ({ list, live, isFiltered, onAll }: Props) => {
  if (!list) return <Loading />;
  const isEmpty = list.rows.length === 0;
  const isLooking = list.isLoading || (list.next !== null && !list.error);
  return (
    <section aria-label={callsWords.list} class={styles.list}>
      <State list={list} />
      <ProblemNote error={list.error} onRetry={() => void live?.readFirst()} />
      {isEmpty && isLooking && <Looking list={list} live={live} />}
      {isEmpty && !isLooking && !list.error && <Nothing isFiltered={isFiltered} onAll={onAll} />}
      {!isEmpty && <CallRows list={list} live={live} />}
    </section>
  );
};

const Calls = () => {
  const search = callSearch(useSearch({ strict: false }) as Record<string, unknown>);
  const navigate = useNavigate();
  const { list, live } = useLiveCalls(search);
  const [isCanceling, setIsCanceling] = useState(false);
  const reason = whyNot(useSession(), 'calls:write');
  const filter = (next: CallSearch): void => void navigate({ to: '/calls', search: next as never });
  return (
    <Page
      title={shellWords.nav.calls}
      lead={callsWords.lead}
      actions={
        <Button whyNot={reason} onClick={() => setIsCanceling(true)}>
          {callsWords.cancelAll}
        </Button>
      }
    >
      <CallFilters search={search} onFilter={filter} />
      <List list={list} live={live} isFiltered={Object.keys(search).length > 0} onAll={() => filter({})} />
      {isCanceling && <CancelDialog search={search} onClose={() => setIsCanceling(false)} />}
    </Page>
  );
};

export const CallsPage = () => (
  <ForScope scope="calls:read">
    <Calls />
  </ForScope>
);
