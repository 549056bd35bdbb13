import { useState } from 'preact/hooks';
import { useSession, whyNot as whyNotFor } from '../session/session.js';
import { Button } from '../ui/button.js';
import { Empty } from '../ui/empty.js';
import { Loading } from '../ui/loading.js';
import { Page } from '../ui/page.js';
import { ProblemNote } from '../ui/problem-note.js';
import { phoneWords } from '../words/phone.js';
import { shellWords } from '../words/shell.js';
import { Handset } from './handset.js';
import { setSpeed, takeOver } from './phone-api.js';
import styles from './phone-page.module.css';
import type { PhoneState } from './phone-state.js';
import { Tape } from './tape.js';
import { useAct } from './use-act.js';
import { useNow, usePhone } from './use-phone.js';
import { useSound } from './use-sound.js';

const PLACE = `/console/place?${new URLSearchParams({ to: '+14155550160' }).toString()}`;
const SPEEDS = [1, 2, 5, 10, 50, 100];

const PlaceLink = () => (
  <a class={styles.place} href={PLACE}>
    {phoneWords.empty.place}
  </a>
);

interface Part {
  state: PhoneState;
  whyNot: string | null;
}

const Clock = ({ state, whyNot }: Part) => {
  const { error, act } = useAct();
  const speeds = SPEEDS.includes(state.speed) ? SPEEDS : [...SPEEDS, state.speed].sort((a, b) => a - b);
  return (
    <label class={styles.control} title={phoneWords.clockHint}>
      {phoneWords.clock}
      <select
        value={String(state.speed)}
        disabled={whyNot !== null}
        onChange={({ currentTarget }) => act(() => setSpeed(Number(currentTarget.value)))}
      >
        {speeds.map((speed) => (
          <option key={speed} value={String(speed)}>
            {phoneWords.times(speed)}
          </option>
        ))}
      </select>
      <ProblemNote error={error} />
    </label>
  );
};

const Others = ({ state, whyNot }: Part) => {
  const { error, act } = useAct();
  if (state.others.length === 0) return null;
  return (
    <section class={styles.others} aria-label={phoneWords.others}>
      <h2>{phoneWords.others}</h2>
      <ProblemNote error={error} />
      <ul>
        {state.others.map(({ sid, to, status, does }) => (
          <li key={sid}>
            <span>
              <strong>{to}</strong> {status} · {does}
            </span>
            <Button size="small" whyNot={whyNot} onClick={() => act(() => takeOver(sid))}>
              {phoneWords.takeOver}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
};

/** The phones of simulated calls, and the webhooks beside them. */
export const PhonePage = () => {
  const session = useSession();
  const { state, at, error } = usePhone(session.is_simulated);
  const [isLoud, setLoud] = useState(false);
  const phones = state?.phones ?? [];
  const now = useNow(phones.some(({ is_over }) => !is_over));
  useSound(isLoud, phones);
  const whyNot = whyNotFor(session, 'calls:write');
  if (!session.is_simulated)
    return (
      <Page title={shellWords.nav.phone}>
        <Empty title={phoneWords.live.title}>
          <p>{phoneWords.live.text}</p>
        </Empty>
      </Page>
    );
  const sound = (
    <label class={styles.control}>
      <input
        type="checkbox"
        checked={isLoud}
        onChange={({ currentTarget }) => setLoud(currentTarget.checked)}
      />
      {phoneWords.sound}
    </label>
  );
  return (
    <Page
      title={shellWords.nav.phone}
      lead={phoneWords.lead}
      actions={
        <>
          {sound}
          {state && <Clock state={state} whyNot={whyNot} />}
          {phones.length > 0 && <PlaceLink />}
        </>
      }
    >
      {Boolean(error) && <ProblemNote error={error} />}
      {!state && !error && <Loading />}
      {state && (
        <div class={styles.desk}>
          <div class={styles.left}>
            {phones.length === 0 ? (
              <Empty title={phoneWords.empty.title}>
                <p>{phoneWords.empty.text}</p>
                <PlaceLink />
              </Empty>
            ) : (
              <section class={styles.phones} aria-label={phoneWords.phones}>
                {phones.map((phone) => (
                  <Handset
                    key={phone.sid}
                    phone={phone}
                    now={new Date(phone.now).getTime() + Math.max(0, now - at)}
                    whyNot={whyNot}
                  />
                ))}
              </section>
            )}
            <Others state={state} whyNot={whyNot} />
          </div>
          <Tape state={state} whyNot={whyNot} />
        </div>
      )}
    </Page>
  );
};
