import { Field } from '../ui/field.js';
import { placeWords } from '../words/place.js';
import { Choices } from './choices.js';
import { type PlanDraft, RETRY_ON } from './draft.js';
import styles from './place.module.css';
import { WindowFields } from './window-fields.js';

interface Props {
  draft: PlanDraft;
  errors: ReadonlyMap<string, string>;
  onChange: (changes: Partial<PlanDraft>) => void;
}

const { fields, hints, outcomes, backoffs, machines } = placeWords;

const options = <Name extends string>(labels: Record<Name, string>) =>
  (Object.entries(labels) as [Name, string][]).map(([name, label]) => (
    <option key={name} value={name}>
      {label}
    </option>
  ));

const Times = ({ draft, errors, onChange }: Props) => (
  <div class={styles.pair}>
    <Field label={fields.scheduled} hint={hints.scheduled} error={errors.get('scheduled_at')}>
      {(control) => (
        <input
          {...control}
          type="datetime-local"
          value={draft.scheduledAt}
          onInput={({ currentTarget }) => onChange({ scheduledAt: currentTarget.value })}
        />
      )}
    </Field>
    <Field label={fields.expires} hint={hints.expires} error={errors.get('expires_at')}>
      {(control) => (
        <input
          {...control}
          type="datetime-local"
          value={draft.expiresAt}
          onInput={({ currentTarget }) => onChange({ expiresAt: currentTarget.value })}
        />
      )}
    </Field>
  </div>
);

const Repeats = ({ draft, errors, onChange }: Props) => (
  <>
    <Choices
      legend={fields.on}
      names={RETRY_ON}
      labels={outcomes}
      chosen={draft.on}
      error={errors.get('retry.on')}
      onChange={(on) => onChange({ on })}
    />
    <div class={styles.pair}>
      <Field
        label={fields.pause}
        hint={hints.pause}
        error={errors.get('retry.delay_seconds') ?? errors.get('retry.delays')}
      >
        {(control) => (
          <input
            {...control}
            value={draft.pause}
            onInput={({ currentTarget }) => onChange({ pause: currentTarget.value })}
          />
        )}
      </Field>
      {!draft.pause.includes(',') && (
        <Field label={fields.backoff} error={errors.get('retry.backoff')}>
          {(control) => (
            <select
              {...control}
              value={draft.backoff}
              onChange={({ currentTarget }) =>
                onChange({ backoff: currentTarget.value as PlanDraft['backoff'] })
              }
            >
              {options(backoffs)}
            </select>
          )}
        </Field>
      )}
    </div>
  </>
);

/** When a call is dialled, how often, and how pressing it is. */
export const PlanFields = (props: Props) => {
  const { draft, errors, onChange } = props;
  return (
    <>
      <Times {...props} />
      <label class={styles.tick}>
        <input
          type="checkbox"
          checked={draft.hasWindow}
          onChange={({ currentTarget }) => onChange({ hasWindow: currentTarget.checked })}
        />
        {fields.hasWindow}
      </label>
      {draft.hasWindow && <WindowFields {...props} />}
      <div class={styles.pair}>
        <Field
          label={fields.attempts}
          hint={hints.attempts}
          error={errors.get('retry.max_attempts') ?? errors.get('retry')}
        >
          {(control) => (
            <input
              {...control}
              type="number"
              min="1"
              max="10"
              value={draft.attempts}
              onInput={({ currentTarget }) => onChange({ attempts: currentTarget.value })}
            />
          )}
        </Field>
        <Field label={fields.priority} hint={hints.priority} error={errors.get('priority')}>
          {(control) => (
            <input
              {...control}
              type="number"
              min="0"
              max="9"
              value={draft.priority}
              onInput={({ currentTarget }) => onChange({ priority: currentTarget.value })}
            />
          )}
        </Field>
        <Field label={fields.machine} error={errors.get('machine_detection')}>
          {(control) => (
            <select
              {...control}
              value={draft.machine}
              onChange={({ currentTarget }) =>
                onChange({ machine: currentTarget.value as PlanDraft['machine'] })
              }
            >
              {options(machines)}
            </select>
          )}
        </Field>
      </div>
      {draft.attempts.trim() !== '1' && <Repeats {...props} />}
    </>
  );
};
