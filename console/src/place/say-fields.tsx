import { Field } from '../ui/field.js';
import { placeWords } from '../words/place.js';
import type { Draft } from './draft.js';
import styles from './place.module.css';

type Said = Pick<Draft, 'script' | 'isRecorded' | 'ringSeconds'>;

interface Props {
  draft: Said;
  errors: ReadonlyMap<string, string>;
  onChange: (changes: Partial<Said>) => void;
}

const { fields, hints } = placeWords;

/** What is said, and whether the answer is recorded. */
export const SayFields = ({ draft, errors, onChange }: Props) => (
  <>
    <Field label={fields.script} hint={hints.script(draft.script.length)} error={errors.get('script')}>
      {(control) => (
        <textarea
          {...control}
          rows={5}
          value={draft.script}
          onInput={({ currentTarget }) => onChange({ script: currentTarget.value })}
        />
      )}
    </Field>
    <label class={styles.tick}>
      <input
        type="checkbox"
        checked={draft.isRecorded}
        onChange={({ currentTarget }) => onChange({ isRecorded: currentTarget.checked })}
      />
      {fields.recorded}
    </label>
    <Field label={fields.ring} hint={hints.ring} error={errors.get('ring_timeout')}>
      {(control) => (
        <input
          {...control}
          type="number"
          min="5"
          max="600"
          value={draft.ringSeconds}
          onInput={({ currentTarget }) => onChange({ ringSeconds: currentTarget.value })}
        />
      )}
    </Field>
  </>
);
