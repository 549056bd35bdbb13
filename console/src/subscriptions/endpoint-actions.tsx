import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'preact/hooks';
import { ShownOnce } from '../ui/shown-once.js';
import { useMadeOnce } from '../api/use-made-once.js';
import { api, read, type Schema } from '../api/client.js';
import { useChange } from '../api/use-change.js';
import { useSession, whyNot } from '../session/session.js';
import { Button } from '../ui/button.js';
import { Confirm, Dialog } from '../ui/dialog.js';
import forms from '../ui/form.module.css';
import { ProblemNote } from '../ui/problem-note.js';
import { listWords } from '../words/list.js';
import { subscriptionsWords as words } from '../words/subscriptions.js';

type Endpoint = Schema<'Subscription'>;

/** A change of one endpoint, after which it and its deliveries are read anew. */
const useEndpointChange = <Input,>(
  change: (input: Input) => Promise<unknown>,
  onDone = (): void => undefined,
) => {
  const client = useQueryClient();
  return useChange({
    mutationFn: change,
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['subscriptions'] });
      void client.invalidateQueries({ queryKey: ['deliveries'] });
      onDone();
    },
  });
};

const pathOf = ({ id }: Endpoint) => ({ params: { path: { subscription_id: id } } });

const Rotate = ({ endpoint, reason }: { endpoint: Endpoint; reason: string | null }) => {
  const { dialog, open, close, mutate, data, error, isPending } = useMadeOnce('subscriptions', () =>
    read(api.POST('/subscriptions/{subscription_id}/secret', pathOf(endpoint))),
  );
  return (
    <>
      <Button size="small" whyNot={reason} aria-label={`${words.rotate} ${endpoint.url}`} onClick={open}>
        {words.rotate}
      </Button>
      <Dialog
        {...dialog}
        title={data ? words.secretTitle : words.rotate}
        description={data ? words.secretText : words.rotateText}
      >
        {data ? (
          <ShownOnce secret={data.secret} what={words.secret} done={words.kept} onDone={close} />
        ) : (
          <>
            <ProblemNote error={error} />
            <div class={forms.buttons}>
              <Button onClick={close}>{listWords.cancel}</Button>
              <Button kind="primary" disabled={isPending} onClick={() => mutate(undefined)}>
                {words.rotateAction}
              </Button>
            </div>
          </>
        )}
      </Dialog>
    </>
  );
};

const Remove = ({ endpoint, reason }: { endpoint: Endpoint; reason: string | null }) => {
  const [isAsked, setIsAsked] = useState(false);
  const close = (): void => setIsAsked(false);
  const { mutate, error, isPending, reset } = useEndpointChange(
    () => read(api.DELETE('/subscriptions/{subscription_id}', pathOf(endpoint))),
    close,
  );
  const ask = (): void => {
    reset();
    setIsAsked(true);
  };
  return (
    <>
      <Button size="small" whyNot={reason} aria-label={`${words.remove} ${endpoint.url}`} onClick={ask}>
        {words.remove}
      </Button>
      <Confirm
        isOpen={isAsked}
        onClose={close}
        title={words.removeTitle(endpoint.url)}
        description={words.removeText}
        action={words.remove}
        cancel={listWords.cancel}
        isDangerous
        isPending={isPending}
        onConfirm={() => mutate(undefined)}
      >
        <ProblemNote error={error} />
      </Confirm>
    </>
  );
};

/** What can be done with an endpoint. */
export const EndpointActions = ({ endpoint }: { endpoint: Endpoint }) => {
  const reason = whyNot(useSession(), 'subscriptions:write');
  const { enabled, url } = endpoint;
  const turned = useEndpointChange((to: boolean) =>
    read(api.PATCH('/subscriptions/{subscription_id}', { ...pathOf(endpoint), body: { enabled: to } })),
  );
  const tested = useEndpointChange(() =>
    read(api.POST('/subscriptions/{subscription_id}/test', pathOf(endpoint))),
  );
  const turn = enabled ? words.disable : words.enable;
  return (
    <>
      <div class={forms.buttons}>
        <Button
          size="small"
          whyNot={reason ?? (enabled ? null : words.isDisabled)}
          aria-label={`${words.test} ${url}`}
          onClick={() => tested.mutate(undefined)}
        >
          {words.test}
        </Button>
        <Button
          size="small"
          whyNot={reason}
          aria-label={`${turn} ${url}`}
          onClick={() => turned.mutate(!enabled)}
        >
          {turn}
        </Button>
        <Rotate endpoint={endpoint} reason={reason} />
        <Remove endpoint={endpoint} reason={reason} />
      </div>
      <ProblemNote error={turned.error ?? tested.error} />
    </>
  );
};
