import { api, read } from '../api/client.js';
import { useMadeOnce } from '../api/use-made-once.js';
import { Button } from '../ui/button.js';
import { Dialog } from '../ui/dialog.js';
import forms from '../ui/form.module.css';
import { ProblemNote } from '../ui/problem-note.js';
import { ShownOnce } from '../ui/shown-once.js';
import { listWords } from '../words/list.js';
import { subscriptionsWords as words } from '../words/subscriptions.js';
import type { Endpoint } from './endpoint-state.js';
import { pathOf } from './use-endpoint.js';

/** Gives an endpoint a new secret, shown once; it says for how long the old one signs as well. */
export const RotateSecret = ({ endpoint, reason }: { endpoint: Endpoint; reason: string | null }) => {
  const { dialog, open, close, mutate, data, error, isPending } = useMadeOnce('subscriptions', () =>
    read(api.POST('/subscriptions/{subscription_id}/secret', pathOf(endpoint))),
  );
  return (
    <>
      <Button whyNot={reason} onClick={open}>
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
