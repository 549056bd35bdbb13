import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'preact/hooks';
import { api, read, type Schema } from '../api/client.js';
import { fieldErrors } from '../api/field-errors.js';
import { textIn } from '../api/search-values.js';
import { useChange } from '../api/use-change.js';
import { useSession, whyNot } from '../session/session.js';
import { Button } from '../ui/button.js';
import { Dialog } from '../ui/dialog.js';
import { Field } from '../ui/field.js';
import { SubmitForm } from '../ui/submit-form.js';
import { doNotCallWords } from '../words/do-not-call.js';
import { tidyNumber } from './number-search.js';

type Add = Schema<'AddDoNotCall'>;

const inputOf = (form: FormData): Add => ({
  number: tidyNumber(textIn(form.get('number')) ?? ''),
  source: textIn(form.get('source')) ?? '',
  note: textIn(form.get('note')) ?? null,
});

/** Puts a number on the list; `onAdded` is told which. */
export const AddNumber = ({
  number = '',
  onAdded,
}: {
  number?: string;
  onAdded: (number: string) => void;
}) => {
  const session = useSession();
  const client = useQueryClient();
  const [isOpen, setIsOpen] = useState(false);
  const close = (): void => setIsOpen(false);
  const { mutate, error, isPending, reset } = useChange({
    mutationFn: (body: Add) => read(api.POST('/do-not-call', { body })),
    onSuccess: (_added, { number: added }) => {
      void client.invalidateQueries({ queryKey: ['do-not-call'] });
      close();
      onAdded(added);
    },
  });
  const errors = fieldErrors(error);
  return (
    <>
      <Button
        kind="primary"
        whyNot={whyNot(session, 'calls:write')}
        onClick={() => {
          reset();
          setIsOpen(true);
        }}
      >
        {doNotCallWords.add}
      </Button>
      <Dialog isOpen={isOpen} onClose={close} title={doNotCallWords.add} description={doNotCallWords.addText}>
        <SubmitForm
          action={doNotCallWords.addAction}
          error={error}
          isPending={isPending}
          onSubmit={(form) => mutate(inputOf(form))}
          onCancel={close}
        >
          <Field label={doNotCallWords.number} hint={doNotCallWords.numberHint} error={errors.get('number')}>
            {(control) => (
              <input {...control} name="number" type="tel" autocomplete="off" defaultValue={number} />
            )}
          </Field>
          <Field label={doNotCallWords.fields.source} error={errors.get('source')}>
            {(control) => <input {...control} name="source" autocomplete="off" defaultValue={session.name} />}
          </Field>
          <Field label={doNotCallWords.fields.note} error={errors.get('note')}>
            {(control) => <textarea {...control} name="note" rows={3} />}
          </Field>
        </SubmitForm>
      </Dialog>
    </>
  );
};
