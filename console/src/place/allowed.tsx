import { useQuery } from '@tanstack/react-query';
import { api, read } from '../api/client.js';
import { ProblemNote } from '../ui/problem-note.js';
import { exactTime } from '../ui/times.js';
import { placeWords } from '../words/place.js';
import styles from './place.module.css';

/** Whether the rules let the number be called, before anybody tries. */
export const Allowed = ({ to }: { to: string }) => {
  const { data, error } = useQuery({
    queryKey: ['allowed', to],
    queryFn: ({ signal }) => read(api.GET('/calls/allowed', { params: { query: { to } }, signal })),
    staleTime: 10_000,
    retry: false,
  });
  if (error) return <ProblemNote error={error} />;
  if (!data) return null;
  if (data.allowed) return <p class={styles.good}>{placeWords.allowed}</p>;
  return (
    <div class={styles.bad} role="status">
      <p>
        {placeWords.notAllowed}{' '}
        {data.allowed_from !== null && placeWords.allowedFrom(exactTime(data.allowed_from))}
      </p>
      <ul>
        {data.rules
          .filter(({ allowed }) => !allowed)
          .map(({ rule, reason }) => (
            <li key={rule}>{`${rule}: ${reason ?? ''}`}</li>
          ))}
      </ul>
    </div>
  );
};
