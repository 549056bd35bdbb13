import { useInfiniteQuery } from '@tanstack/react-query';
import { useId } from 'preact/hooks';
import { api, read } from '../api/client.js';
import { Button } from '../ui/button.js';
import { Field } from '../ui/field.js';
import { placeWords } from '../words/place.js';
import styles from './place.module.css';

const PAGE_SIZE = 100;

interface Props {
  value: string;
  error: string | undefined;
  onChange: (user: string) => void;
}

/** The user by id, found by name or number among those that are offered, the newest first; anybody else can be written down. */
export const UserPicker = ({ value, error, onChange }: Props) => {
  const list = useId();
  const { data, fetchNextPage, hasNextPage, isFetching } = useInfiniteQuery({
    queryKey: ['users', 'offered'],
    queryFn: ({ signal, pageParam: page }) =>
      read(api.GET('/users', { params: { query: { page, page_size: PAGE_SIZE } }, signal })),
    initialPageParam: 1,
    getNextPageParam: ({ page, page_size: size, total }) => (page * size < total ? page + 1 : undefined),
    staleTime: 60_000,
    retry: false,
  });
  const offered = data?.pages.flatMap((page) => page.data) ?? [];
  const total = data?.pages.at(-1)?.total ?? 0;
  const more = hasNextPage && (
    <span class={styles.offered}>
      {placeWords.offered(offered.length, total)}
      <Button size="small" disabled={isFetching} onClick={() => void fetchNextPage()}>
        {placeWords.offerMore}
      </Button>
    </span>
  );
  const hint = (
    <>
      {placeWords.hints.user} {more}
    </>
  );
  return (
    <Field label={placeWords.fields.user} hint={hint} error={error}>
      {(control) => (
        <>
          <input
            {...control}
            list={list}
            autocomplete="off"
            required
            value={value}
            onInput={({ currentTarget }) => onChange(currentTarget.value)}
          />
          <datalist id={list}>
            {offered.map((user) => (
              <option key={user.id} value={user.external_id ?? user.id}>
                {`${user.name}, ${user.phone_number}`}
              </option>
            ))}
          </datalist>
        </>
      )}
    </Field>
  );
};
