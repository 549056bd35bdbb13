import { useState } from 'preact/hooks';
import { api, read } from '../api/client.js';
import { fieldErrors } from '../api/field-errors.js';
import { textIn } from '../api/search-values.js';
import { useSession, whyNot } from '../session/session.js';
import { Button } from '../ui/button.js';
import { Dialog } from '../ui/dialog.js';
import { Field } from '../ui/field.js';
import { SubmitForm } from '../ui/submit-form.js';
import { holdsWords as words } from '../words/holds.js';
import { useHoldChange } from './use-hold.js';

interface Props {
  /** Which one; left out where the person says so. */
  call?: string;
  /** Why it is on hold already. */
  reason?: string;
}

interface Input {
  call: string;
  reason: string;
}

/** Puts a call on hold, or changes why it is. */
export const PutHold = ({ call, reason }: Props) => {
  const mayNot = whyNot(useSession(), 'calls:write');
  const [isOpen, setIsOpen] = useState(false);
  const close = (): void => setIsOpen(false);
  const { mutate, error, isPending, reset } = useHoldChange(
    (input: Input) =>
      read(
        api.PUT('/calls/{call}/hold', {
          params: { path: { call: input.call } },
          body: { reason: input.reason },
        }),
      ),
    close,
  );
  const isNew = reason === undefined;
  const submit = (form: FormData): void =>
    mutate({ call: call ?? textIn(form.get('call')) ?? '-', reason: textIn(form.get('reason')) ?? '' });
  return (
    <>
      <Button
        size="small"
        whyNot={mayNot}
        onClick={() => {
          reset();
          setIsOpen(true);
        }}
      >
        {isNew ? words.putOn : words.change}
      </Button>
      <Dialog
        isOpen={isOpen}
        onClose={close}
        title={isNew ? words.title : words.changeTitle}
        description={words.text}
      >
        <SubmitForm
          action={isNew ? words.putOn : words.save}
          error={error}
          isPending={isPending}
          onSubmit={submit}
          onCancel={close}
        >
          {call === undefined && (
            <Field label={words.fields.call} hint={words.callHint}>
              {(control) => <input {...control} name="call" autocomplete="off" />}
            </Field>
          )}
          <Field label={words.fields.reason} hint={words.reasonHint} error={fieldErrors(error).get('reason')}>
            {(control) => <input {...control} name="reason" autocomplete="off" defaultValue={reason ?? ''} />}
          </Field>
        </SubmitForm>
      </Dialog>
    </>
  );
};
