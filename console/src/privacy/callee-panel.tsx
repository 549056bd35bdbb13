import { useState } from 'preact/hooks';
import { api, read } from '../api/client.js';
import { Field } from '../ui/field.js';
import forms from '../ui/form.module.css';
import { Section } from '../ui/section.js';
import { privacyWords as words } from '../words/privacy.js';
import { Erase } from './erase.js';
import { e164In } from './erasure-state.js';
import { ExportPerson } from './export-person.js';

/** What is known of who was called under a number, to be taken along or erased. */
export const CalleePanel = () => {
  const [text, setText] = useState('');
  const [isWrong, setIsWrong] = useState(false);
  const number = e164In(text);
  const body = { number: number ?? '' };
  const check = (): boolean => {
    setIsWrong(number === null);
    return number !== null;
  };
  return (
    <Section title={words.byNumber}>
      <p class={forms.note}>{words.byNumberText}</p>
      <div class={forms.row}>
        <Field label={words.number} error={isWrong ? words.notNumber : undefined}>
          {(control) => (
            <input
              {...control}
              type="tel"
              autocomplete="off"
              placeholder="+14155550123"
              value={text}
              onInput={({ currentTarget }) => {
                setText(currentTarget.value);
                setIsWrong(false);
              }}
            />
          )}
        </Field>
        <ExportPerson
          name={`atlas-callee-${body.number.slice(-4)}.json`}
          ask={() => read(api.POST('/privacy/exports', { body, parseAs: 'blob' }))}
          check={check}
        />
        <Erase
          title={words.numberTitle(body.number)}
          text={words.numberText(body.number)}
          erase={() => read(api.POST('/privacy/erasures', { body }))}
          check={check}
        />
      </div>
    </Section>
  );
};
