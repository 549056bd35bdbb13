import { useState } from 'preact/hooks';
import { api, read } from '../api/client.js';
import { Button } from '../ui/button.js';
import { Dialog } from '../ui/dialog.js';
import { subscriptionsWords as words } from '../words/subscriptions.js';
import { EndpointForm, type EndpointInput } from './endpoint-form.js';
import type { Endpoint } from './endpoint-state.js';
import { pathOf, useEndpointChange } from './use-endpoint.js';

/** Changes where an endpoint is, and what it is told of. */
export const EditEndpoint = ({ endpoint, reason }: { endpoint: Endpoint; reason: string | null }) => {
  const [edited, setEdited] = useState<Endpoint | null>(null);
  const close = (): void => setEdited(null);
  const { mutate, error, isPending, reset } = useEndpointChange(
    ({ description, ...rest }: EndpointInput) =>
      read(
        api.PATCH('/subscriptions/{subscription_id}', {
          ...pathOf(endpoint),
          body: { ...rest, description: description ?? null },
        }),
      ),
    close,
  );
  return (
    <>
      <Button
        whyNot={reason}
        onClick={() => {
          reset();
          setEdited(endpoint);
        }}
      >
        {words.edit}
      </Button>
      <Dialog isOpen={edited !== null} onClose={close} title={words.edit} description={words.editText}>
        <EndpointForm
          endpoint={edited ?? endpoint}
          action={words.editAction}
          error={error}
          isPending={isPending}
          onSubmit={mutate}
          onCancel={close}
        />
      </Dialog>
    </>
  );
};
