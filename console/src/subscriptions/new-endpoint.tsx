import { ShownOnce } from '../ui/shown-once.js';
import { useMadeOnce } from '../api/use-made-once.js';
import { api, read, type Schema } from '../api/client.js';
import { fieldErrors } from '../api/field-errors.js';
import { textIn } from '../api/search-values.js';
import { useSession, whyNot } from '../session/session.js';
import { Button } from '../ui/button.js';
import { Dialog } from '../ui/dialog.js';
import { Choices } from '../ui/choices.js';
import { Field } from '../ui/field.js';
import { SubmitForm } from '../ui/submit-form.js';
import { subscriptionsWords as words } from '../words/subscriptions.js';

type NewSubscription = Schema<'CreateSubscription'>;

const SUBJECTS = Object.keys(words.subjects) as (keyof typeof words.subjects)[];

const inputOf = (form: FormData): NewSubscription => {
  const description = textIn(form.get('description'));
  return {
    url: textIn(form.get('url')) ?? '',
    types: SUBJECTS.filter((each) => form.getAll('types').includes(each)),
    ...(description !== undefined && { description }),
  };
};

interface FormProps {
  error: unknown;
  isPending: boolean;
  onSubmit: (input: NewSubscription) => void;
  onCancel: () => void;
}

const EndpointForm = ({ error, isPending, onSubmit, onCancel }: FormProps) => {
  const errors = fieldErrors(error);
  return (
    <SubmitForm
      action={words.addAction}
      error={error}
      isPending={isPending}
      onSubmit={(form) => onSubmit(inputOf(form))}
      onCancel={onCancel}
    >
      <Field label={words.fields.url} error={errors.get('url')}>
        {(control) => <input {...control} name="url" type="url" autocomplete="off" />}
      </Field>
      <Field label={words.fields.description} error={errors.get('description')}>
        {(control) => <input {...control} name="description" autocomplete="off" />}
      </Field>
      <Choices
        legend={words.fields.types}
        name="types"
        choices={words.subjects}
        error={errors.get('types')}
      />
    </SubmitForm>
  );
};

/** Makes an endpoint, and shows its secret once: with this part of the page it is gone. */
export const NewEndpoint = () => {
  const reason = whyNot(useSession(), 'subscriptions:write');
  const { dialog, open, close, mutate, data, error, isPending } = useMadeOnce(
    'subscriptions',
    (body: NewSubscription) => read(api.POST('/subscriptions', { body })),
  );
  return (
    <>
      <Button kind="primary" size="small" whyNot={reason} onClick={open}>
        {words.add}
      </Button>
      <Dialog
        {...dialog}
        title={data ? words.secretTitle : words.add}
        description={data ? words.secretText : words.addText}
      >
        {data ? (
          <ShownOnce secret={data.secret} what={words.secret} done={words.kept} onDone={close} />
        ) : (
          <EndpointForm error={error} isPending={isPending} onSubmit={mutate} onCancel={close} />
        )}
      </Dialog>
    </>
  );
};
