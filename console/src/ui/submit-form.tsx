import type { ComponentChildren } from 'preact';
import { listWords } from '../words/list.js';
import { Button } from './button.js';
import forms from './form.module.css';
import { ProblemNote } from './problem-note.js';

interface Props {
  /** What sending it says and does. */
  action: string;
  error: unknown;
  isPending: boolean;
  onSubmit: (form: FormData) => void;
  onCancel: () => void;
  /** Its fields. */
  children: ComponentChildren;
}

/** A form in a dialog: what Atlas says of one field stands at it, the rest below, with the request's id. */
export const SubmitForm = ({ action, error, isPending, onSubmit, onCancel, children }: Props) => (
  <form
    class={forms.form}
    noValidate
    onSubmit={(event) => {
      event.preventDefault();
      onSubmit(new FormData(event.currentTarget));
    }}
  >
    {children}
    <ProblemNote error={error} />
    <div class={forms.buttons}>
      <Button onClick={onCancel}>{listWords.cancel}</Button>
      <Button kind="primary" type="submit" disabled={isPending}>
        {action}
      </Button>
    </div>
  </form>
);
