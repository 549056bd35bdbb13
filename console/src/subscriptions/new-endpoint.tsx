import { api, read } from '../api/client.js';
import { useMadeOnce } from '../api/use-made-once.js';
import { useSession, whyNot } from '../session/session.js';
import { Button } from '../ui/button.js';
import { Dialog } from '../ui/dialog.js';
import { ShownOnce } from '../ui/shown-once.js';
import { subscriptionsWords as words } from '../words/subscriptions.js';
import { EndpointForm, type EndpointInput } from './endpoint-form.js';

/** Makes an endpoint, and shows its secret once: with this part of the page it is gone. */
export const NewEndpoint = () => {
  const reason = whyNot(useSession(), 'subscriptions:write');
  const { dialog, open, close, mutate, data, error, isPending } = useMadeOnce(
    'subscriptions',
    ({ description, ...rest }: EndpointInput) =>
      read(
        api.POST('/subscriptions', { body: { ...rest, ...(description !== undefined && { description }) } }),
      ),
  );
  return (
    <>
      <Button kind="primary" whyNot={reason} onClick={open}>
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
          <EndpointForm
            action={words.addAction}
            error={error}
            isPending={isPending}
            onSubmit={mutate}
            onCancel={close}
          />
        )}
      </Dialog>
    </>
  );
};
