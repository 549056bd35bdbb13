import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { api, read } from '../api/client.js';
import { Button } from '../ui/button.js';
import { Empty } from '../ui/empty.js';
import { Panel } from '../ui/panel.js';
import { deliveriesWords as words } from '../words/subscriptions.js';
import { DeliveryFilters } from './delivery-filters.js';
import { type DeliveriesSearch, deliveriesSearch } from './deliveries-search.js';
import { DeliveryRow } from './delivery-row.js';
import type { Delivery } from './delivery-state.js';
import type { Endpoint } from './endpoint-state.js';
import { SendAgain } from './send-again.js';
import styles from './subscriptions.module.css';
import { pathOf, REFRESH_MS } from './use-endpoint.js';

const PAGE_SIZE = 20;

const useDeliveries = (endpoint: Endpoint, search: DeliveriesSearch) =>
  useQuery({
    queryKey: ['deliveries', endpoint.id, search],
    queryFn: ({ signal }) =>
      read(
        api.GET('/subscriptions/{subscription_id}/deliveries', {
          params: {
            ...pathOf(endpoint).params,
            // Any text: the API says which types there are.
            query: { ...(search as { type?: Delivery['type'] }), page_size: PAGE_SIZE },
          },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
    ...(search.cursor === undefined && { refetchInterval: REFRESH_MS }),
  });

interface NoneProps {
  isFiltered: boolean;
  onAll: () => void;
}

const None = ({ isFiltered, onAll }: NoneProps) =>
  isFiltered ? (
    <Empty title={words.noneFound}>
      <Button onClick={onAll}>{words.showAll}</Button>
    </Empty>
  ) : (
    <Empty title={words.none}>
      <p>{words.noneText}</p>
    </Empty>
  );

/** What an endpoint is, and was, sent: newest first, by the filters of the address. */
export const DeliveriesPanel = ({ endpoint }: { endpoint: Endpoint }) => {
  const search = useSearch({ from: '/subscriptions/$endpoint' });
  const navigate = useNavigate({ from: '/subscriptions/$endpoint' });
  const query = useDeliveries(endpoint, search);
  const goTo = (to: Record<string, unknown>): void => void navigate({ search: deliveriesSearch(to) });
  const { cursor, ...filters } = search;
  const isFiltered = Object.keys(search).length > 0;
  return (
    <Panel title={words.title} query={query} actions={<SendAgain endpoint={endpoint} />}>
      {({ data, next_cursor: next }) => (
        <>
          <DeliveryFilters filters={filters} onFilter={(to) => goTo({ ...to })} />
          {data.length === 0 ? (
            <None isFiltered={isFiltered} onAll={() => goTo({})} />
          ) : (
            <ul class={styles.list}>
              {data.map((each) => (
                <DeliveryRow key={each.id} delivery={each} />
              ))}
            </ul>
          )}
          {(cursor !== undefined || next !== null) && (
            <nav class={styles.parts} aria-label={words.title}>
              {cursor !== undefined && <Button onClick={() => goTo(filters)}>{words.newest}</Button>}
              {next !== null && (
                <Button onClick={() => goTo({ ...filters, cursor: next })}>{words.older}</Button>
              )}
            </nav>
          )}
        </>
      )}
    </Panel>
  );
};
