import { useQuery } from '@tanstack/react-query';
import { useId } from 'preact/hooks';
import { api, read } from '../api/client.js';
import { Field } from '../ui/field.js';
import { placeWords } from '../words/place.js';

interface Props {
  value: string;
  error: string | undefined;
  onChange: (user: string) => void;
}

/** The user by id, found by name among the newest; whoever is not offered can be written down. */
export const UserPicker = ({ value, error, onChange }: Props) => {
  const list = useId();
  const { data } = useQuery({
    queryKey: ['users', 'offered'],
    queryFn: ({ signal }) => read(api.GET('/users', { params: { query: { page_size: 100 } }, signal })),
    staleTime: 60_000,
    retry: false,
  });
  return (
    <Field label={placeWords.fields.user} hint={placeWords.hints.user} error={error}>
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
            {(data?.data ?? []).map((user) => (
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
