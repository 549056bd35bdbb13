import { useState } from 'preact/hooks';
import type { Schema } from '../api/client.js';
import { fieldErrors } from '../api/field-errors.js';
import { AskFirst } from '../ui/ask-first.js';
import { Button } from '../ui/button.js';
import { Dialog } from '../ui/dialog.js';
import forms from '../ui/form.module.css';
import { ProblemNote } from '../ui/problem-note.js';
import { listWords } from '../words/list.js';
import { peopleWords } from '../words/people.js';
import { RoleField, roleIn } from './role-field.js';
import { usePersonChange } from './use-person-change.js';

interface Props {
  person: Schema<'Member'>;
}

/** Gives somebody another role. */
export const ChangeRole = ({ person: { id, name, role } }: Props) => {
  const [isOpen, setIsOpen] = useState(false);
  const close = (): void => setIsOpen(false);
  const { mutate, error, isPending, reset } = usePersonChange(id, close);
  const open = (): void => {
    reset();
    setIsOpen(true);
  };
  return (
    <>
      <Button size="small" aria-label={`${peopleWords.change} ${name}`} onClick={open}>
        {peopleWords.change}
      </Button>
      <Dialog
        isOpen={isOpen}
        onClose={close}
        title={peopleWords.changeTitle(name)}
        description={peopleWords.changeText}
      >
        <form
          class={forms.form}
          onSubmit={(event) => {
            event.preventDefault();
            mutate({ role: roleIn(new FormData(event.currentTarget)) });
          }}
        >
          <RoleField role={role} error={fieldErrors(error).get('role')} />
          <ProblemNote error={error} />
          <div class={forms.buttons}>
            <Button onClick={close}>{listWords.cancel}</Button>
            <Button kind="primary" type="submit" disabled={isPending}>
              {peopleWords.changeAction}
            </Button>
          </div>
        </form>
      </Dialog>
    </>
  );
};

/** Keeps somebody out, after a question. */
export const KeepOut = ({ person: { id, name, standing } }: Props) => {
  const asking = useState(false);
  const change = usePersonChange(id, () => asking[1](false));
  return (
    <AskFirst
      size="small"
      action={peopleWords.disable}
      name={`${peopleWords.disable} ${name}`}
      whyNot={standing === 'disabled' ? peopleWords.isDisabled : null}
      title={peopleWords.disableTitle(name)}
      text={peopleWords.disableText}
      isDangerous
      asking={asking}
      change={change}
      onConfirm={() => change.mutate({ disabled: true })}
    />
  );
};
