import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api, read } from '../api/client.js';
import { ApiProblem } from '../api/problem.js';
import { Badge } from '../ui/badge.js';
import { Copyable } from '../ui/copyable.js';
import { Empty } from '../ui/empty.js';
import { Facts } from '../ui/facts.js';
import { Panel } from '../ui/panel.js';
import { Time } from '../ui/time.js';
import { privacyWords as words } from '../words/privacy.js';
import { type Erasure, TONES, waitsFor } from './erasure-state.js';
import styles from './privacy.module.css';

const { facts } = words;
const REFRESH_MS = 2_000;

/** What is still to be done, and why it was not yet. */
const Going = ({ erasure }: { erasure: Erasure }) => {
  if (erasure.status === 'done') return null;
  const { last_look_at: lastLook, on_hold: onHold } = erasure;
  const said = waitsFor(erasure);
  return (
    <section class={styles.going} role="status" aria-label={words.going}>
      <strong>{words.going}</strong>
      <ul>
        {said.map((each) => (
          <li key={each}>{each}</li>
        ))}
        {lastLook !== null && (
          <li>
            {words.lastLook} <Time at={lastLook} />.
          </li>
        )}
        {said.length === 0 && lastLook === null && <li>{words.beginning}</li>}
      </ul>
      <span>
        {words.goingText} {onHold > 0 && <Link to="/data">{words.toHolds}</Link>}
      </span>
    </section>
  );
};

const Erased = ({ erasure: { erased } }: { erasure: Erasure }) =>
  erased.length === 0 ? (
    <p class={styles.quiet}>{words.erasedNone}</p>
  ) : (
    <dl class={styles.erased}>
      {erased.map(({ collection, count }) => (
        <div key={collection}>
          <dt>{words.name(collection)}</dt>
          <dd>{words.count(count)}</dd>
        </div>
      ))}
    </dl>
  );

const Left = ({ erasure: { kept } }: { erasure: Erasure }) =>
  kept.length === 0 ? (
    <p class={styles.quiet}>{words.keptNotYet}</p>
  ) : (
    <dl class={styles.left}>
      {kept.map(({ what, why }) => (
        <div key={what}>
          <dt>{words.name(what)}</dt>
          <dd>{why}</dd>
        </div>
      ))}
    </dl>
  );

/** How far an erasure is, and in the end what was erased and what is left. */
export const Receipt = ({ id }: { id: string }) => {
  const query = useQuery({
    queryKey: ['erasures', 'one', id],
    queryFn: ({ signal }) =>
      read(api.GET('/privacy/erasures/{erasure_id}', { params: { path: { erasure_id: id } }, signal })),
    refetchInterval: ({ state: { data } }) => (data?.status === 'done' ? false : REFRESH_MS),
  });
  const { data, error } = query;
  if (!data && error instanceof ApiProblem && error.status === 404)
    return <Empty title={words.noErasure}>{error.message}</Empty>;
  return (
    <>
      {data && <Going erasure={data} />}
      <Panel title={words.about} query={query}>
        {(erasure) => (
          <Facts
            facts={[
              [facts.kind, words.kinds[erasure.kind]],
              [facts.status, <Badge tone={TONES[erasure.status]}>{words.statuses[erasure.status]}</Badge>],
              [facts.requested, <Time at={erasure.requested_at} />],
              [
                facts.finished,
                erasure.finished_at === null ? words.notYet : <Time at={erasure.finished_at} />,
              ],
              [facts.id, <Copyable text={erasure.id} what={words.id} />],
            ]}
          />
        )}
      </Panel>
      <div class={styles.columns}>
        <Panel title={words.erased} query={query}>
          {(erasure) => <Erased erasure={erasure} />}
        </Panel>
        <Panel title={words.kept} query={query}>
          {(erasure) => <Left erasure={erasure} />}
        </Panel>
      </div>
    </>
  );
};
