import { useQuery } from '@tanstack/react-query';
import { api, read } from '../api/client.js';
import { Chips } from '../ui/chips.js';
import { deliveriesWords as words } from '../words/subscriptions.js';
import { type DeliveriesSearch, STATUSES } from './deliveries-search.js';
import styles from './subscriptions.module.css';

interface Props {
  filters: DeliveriesSearch;
  onFilter: (filters: DeliveriesSearch) => void;
}

const CHOICES = STATUSES.map((status) => [status, words.statuses[status]] as const);

/** Which deliveries are shown: each is at once. */
export const DeliveryFilters = ({ filters, onFilter }: Props) => {
  const { data } = useQuery({
    queryKey: ['event-types'],
    queryFn: ({ signal }) => read(api.GET('/events/types', { signal })),
    staleTime: Infinity,
  });
  const { status, type } = filters;
  const types: readonly string[] = data?.data.map((each) => each.type) ?? [];
  return (
    <div class={styles.filters}>
      <Chips
        label={words.status}
        choices={CHOICES}
        isChosen={(each) => each === status}
        onPress={(each) => onFilter({ ...filters, status: each === status ? undefined : each })}
      />
      <select
        class={styles.select}
        aria-label={words.type}
        value={type ?? ''}
        onChange={({ currentTarget: { value } }) => onFilter({ ...filters, type: value || undefined })}
      >
        <option value="">{words.anyType}</option>
        {[...new Set([...types, ...(type === undefined ? [] : [type])])].map((each) => (
          <option key={each} value={each}>
            {each}
          </option>
        ))}
      </select>
    </div>
  );
};
