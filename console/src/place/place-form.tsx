import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'preact/hooks';
import { api, read, type Schema } from '../api/client.js';
import { fieldErrors } from '../api/field-errors.js';
import { ApiProblem } from '../api/problem.js';
import { useChange } from '../api/use-change.js';
import { useSession, whyNot } from '../session/session.js';
import { Button } from '../ui/button.js';
import { Field } from '../ui/field.js';
import forms from '../ui/form.module.css';
import { ProblemNote } from '../ui/problem-note.js';
import { placeWords } from '../words/place.js';
import { type Draft, inputOf, type PlaceInput } from './draft.js';
import { Intent } from './intent.js';
import styles from './place.module.css';
import { placeFaults } from './place-faults.js';
import { PlanFields } from './plan-fields.js';
import { Preview } from './preview.js';
import { SayFields } from './say-fields.js';
import { UserPicker } from './user-picker.js';

const { fields, hints } = placeWords;

/** Sends what the form says, under the key of its intention. */
const usePlacing = () => {
  const [intent] = useState(() => new Intent());
  const client = useQueryClient();
  const navigate = useNavigate();
  return useChange({
    mutationFn: async (body: PlaceInput) => {
      const header = { 'Idempotency-Key': intent.keyFor(JSON.stringify(body)) };
      try {
        const call = await read(
          api.POST('/calls/outbound', { body: body as Schema<'CreateCall'>, params: { header } }),
        );
        intent.answered(200);
        return call;
      } catch (error) {
        const isAtlas = error instanceof ApiProblem && error.requestId !== null;
        intent.answered(isAtlas ? error.status : 0);
        throw error;
      }
    },
    onSuccess: async ({ call_id }) => {
      void client.invalidateQueries({ queryKey: ['calls'] });
      await navigate({ to: '/calls/$call', params: { call: call_id } });
    },
  });
};

/** Faults are shown once the person has tried to send; what Atlas says of what was sent, until that is changed. */
export const PlaceForm = ({ first }: { first: Draft }) => {
  const session = useSession();
  const [draft, setDraft] = useState(first);
  const [hasTried, setHasTried] = useState(false);
  const { mutate, error, isPending, isSuccess, reset } = usePlacing();
  // Until the page of the call is there: a second click would be a second call.
  const isSent = isPending || isSuccess;
  const input = inputOf(draft);
  const faults = placeFaults(input);
  const errors = new Map([...fieldErrors(error), ...(hasTried ? faults : [])]);
  const change = (changes: Partial<Draft>): void => {
    setDraft((before) => ({ ...before, ...changes }));
    if (error) reset();
  };
  return (
    <form
      class={styles.layout}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setHasTried(true);
        if (faults.size === 0 && !isSent) mutate(input);
      }}
    >
      <div class={styles.fields}>
        <section class={`${styles.card} ${styles.fields}`} aria-label={placeWords.who}>
          <h2>{placeWords.who}</h2>
          {session.is_simulated && <p class={styles.note}>{hints.simulated}</p>}
          <Field label={fields.to} hint={hints.to} error={errors.get('to')}>
            {(control) => (
              <input
                {...control}
                type="tel"
                autocomplete="off"
                required
                value={draft.to}
                onInput={({ currentTarget }) => change({ to: currentTarget.value })}
              />
            )}
          </Field>
          <UserPicker
            value={draft.user}
            error={errors.get('user_external_id')}
            onChange={(user) => change({ user })}
          />
        </section>
        <section class={`${styles.card} ${styles.fields}`} aria-label={placeWords.says}>
          <h2>{placeWords.says}</h2>
          <SayFields draft={draft} errors={errors} onChange={change} />
        </section>
        <section class={`${styles.card} ${styles.fields}`} aria-label={placeWords.when}>
          <h2>{placeWords.when}</h2>
          <PlanFields draft={draft} errors={errors} onChange={change} />
        </section>
        <section class={`${styles.card} ${styles.fields}`} aria-label={placeWords.more}>
          <h2>{placeWords.more}</h2>
          <Field label={fields.campaign} hint={hints.campaign} error={errors.get('campaign_id')}>
            {(control) => (
              <input
                {...control}
                value={draft.campaign}
                onInput={({ currentTarget }) => change({ campaign: currentTarget.value })}
              />
            )}
          </Field>
          <Field label={fields.metadata} hint={hints.metadata} error={errors.get('metadata')}>
            {(control) => (
              <textarea
                {...control}
                rows={2}
                value={draft.metadata}
                onInput={({ currentTarget }) => change({ metadata: currentTarget.value })}
              />
            )}
          </Field>
        </section>
      </div>
      <Preview input={input} errors={faults}>
        <ProblemNote error={error} />
        {error instanceof ApiProblem && error.status === 0 && <p>{placeWords.unanswered}</p>}
        {errors.size > 0 && (
          <p class={styles.bad} role="alert">
            {placeWords.mistakes}
          </p>
        )}
        <div class={forms.buttons}>
          <Button kind="primary" type="submit" disabled={isSent} whyNot={whyNot(session, 'calls:write')}>
            {isSent ? placeWords.sending : placeWords.send}
          </Button>
        </div>
      </Preview>
    </form>
  );
};
