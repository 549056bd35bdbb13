import { Field } from '../ui/field.js';
import { placeWords } from '../words/place.js';
import { Choices } from './choices.js';
import { type PlanDraft, WEEKDAYS } from './draft.js';
import styles from './place.module.css';
import { zonesWith } from './zones.js';

interface Props {
  draft: PlanDraft;
  errors: ReadonlyMap<string, string>;
  onChange: (changes: Partial<PlanDraft>) => void;
}

const { fields, hints, plan } = placeWords;

/** The hours in which the callee may be called. */
export const WindowFields = ({ draft, errors, onChange }: Props) => (
  <>
    <Choices
      legend={fields.days}
      names={WEEKDAYS}
      labels={plan.days}
      chosen={draft.days}
      error={errors.get('calling_window.days') ?? errors.get('calling_window')}
      onChange={(days) => onChange({ days })}
    />
    <div class={styles.pair}>
      <Field label={fields.start} error={errors.get('calling_window.start')}>
        {(control) => (
          <input
            {...control}
            value={draft.start}
            onInput={({ currentTarget }) => onChange({ start: currentTarget.value })}
          />
        )}
      </Field>
      <Field label={fields.end} hint={hints.end} error={errors.get('calling_window.end')}>
        {(control) => (
          <input
            {...control}
            value={draft.end}
            onInput={({ currentTarget }) => onChange({ end: currentTarget.value })}
          />
        )}
      </Field>
      <Field label={fields.zone} error={errors.get('calling_window.time_zone')}>
        {(control) => (
          <select
            {...control}
            value={draft.zone}
            onChange={({ currentTarget }) => onChange({ zone: currentTarget.value })}
          >
            {zonesWith(draft.zone).map((zone) => (
              <option key={zone} value={zone} selected={zone === draft.zone}>
                {zone}
              </option>
            ))}
          </select>
        )}
      </Field>
    </div>
  </>
);
