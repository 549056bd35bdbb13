import { useState } from 'preact/hooks';
import { api, read } from '../api/client.js';
import { fieldErrors } from '../api/field-errors.js';
import { fromLocalInput } from '../api/local-time.js';
import { useSession, whyNot } from '../session/session.js';
import { Button } from '../ui/button.js';
import { Dialog } from '../ui/dialog.js';
import { Field } from '../ui/field.js';
import forms from '../ui/form.module.css';
import { SubmitForm } from '../ui/submit-form.js';
import { deliveriesWords as words, subscriptionsWords } from '../words/subscriptions.js';
import type { Endpoint } from './endpoint-state.js';
import { pathOf, useEndpointChange } from './use-endpoint.js';

interface Wanted {
  isDead: boolean;
  since: string | undefined;
}

interface FormProps {
  error: unknown;
  isPending: boolean;
  onSubmit: (wanted: Wanted) => void;
  onCancel: () => void;
}

const WhichForm = ({ error, isPending, onSubmit, onCancel }: FormProps) => {
  const [isDead, setIsDead] = useState(true);
  const [isMissing, setIsMissing] = useState(false);
  const submit = (form: FormData): void => {
    const since = fromLocalInput(form.get('since'));
    // Without a moment everything that is kept would be sent again.
    setIsMissing(!isDead && since === undefined);
    if (isDead || since !== undefined) onSubmit({ isDead, since });
  };
  return (
    <SubmitForm
      action={words.replay}
      error={error}
      isPending={isPending}
      onSubmit={submit}
      onCancel={onCancel}
    >
      <Field label={words.which}>
        {(control) => (
          <select
            {...control}
            value={isDead ? 'dead' : 'all'}
            onChange={({ currentTarget }) => setIsDead(currentTarget.value === 'dead')}
          >
            {Object.entries(words.choices).map(([value, text]) => (
              <option key={value} value={value}>
                {text}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field
        label={words.sinceLabel[isDead ? 'dead' : 'all']}
        error={isMissing && !isDead ? words.mustSince : fieldErrors(error).get('since')}
      >
        {(control) => <input {...control} name="since" type="datetime-local" />}
      </Field>
    </SubmitForm>
  );
};

/** Sends again what an endpoint did not take, or all since a moment. */
export const SendAgain = ({ endpoint }: { endpoint: Endpoint }) => {
  const reason = whyNot(useSession(), 'subscriptions:write');
  const [isOpen, setIsOpen] = useState(false);
  const close = (): void => setIsOpen(false);
  const { mutate, data, error, isPending, reset } = useEndpointChange(({ isDead, since }: Wanted) =>
    read(
      api.POST('/subscriptions/{subscription_id}/replays', {
        ...pathOf(endpoint),
        body: { ...(isDead && { status: 'dead' as const }), ...(since !== undefined && { since }) },
      }),
    ),
  );
  return (
    <>
      <Button
        size="small"
        whyNot={reason ?? (endpoint.enabled ? null : subscriptionsWords.isDisabled)}
        onClick={() => {
          reset();
          setIsOpen(true);
        }}
      >
        {words.replayMany}
      </Button>
      <Dialog isOpen={isOpen} onClose={close} title={words.replay} description={words.replayManyText}>
        {data ? (
          <>
            <p role="status">{words.sent(data.replayed)}</p>
            <div class={forms.buttons}>
              <Button kind="primary" onClick={close}>
                {words.close}
              </Button>
            </div>
          </>
        ) : (
          <WhichForm error={error} isPending={isPending} onSubmit={mutate} onCancel={close} />
        )}
      </Dialog>
    </>
  );
};
