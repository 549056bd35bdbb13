import type { ComponentChildren } from 'preact';
import { Button } from './button.js';
import { Copyable } from './copyable.js';
import forms from './form.module.css';

interface Props {
  /** What is shown, and what that is, for the button that copies it. */
  secret: string;
  what: string;
  /** What the person says who has taken it down. */
  done: string;
  onDone: () => void;
  children?: ComponentChildren;
}

/** What is shown this once, to be copied. */
export const ShownOnce = ({ secret, what, done, onDone, children }: Props) => (
  <>
    <Copyable text={secret} what={what} />
    {children}
    <div class={forms.buttons}>
      <Button kind="primary" onClick={onDone}>
        {done}
      </Button>
    </div>
  </>
);
