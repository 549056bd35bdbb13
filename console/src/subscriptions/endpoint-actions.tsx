import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'preact/hooks';
import { api, read } from '../api/client.js';
import { useSession, whyNot } from '../session/session.js';
import { Button } from '../ui/button.js';
import { Confirm } from '../ui/dialog.js';
import { ProblemNote } from '../ui/problem-note.js';
import { listWords } from '../words/list.js';
import { subscriptionsWords as words } from '../words/subscriptions.js';
import { EditEndpoint } from './edit-endpoint.js';
import type { Endpoint } from './endpoint-state.js';
import { RotateSecret } from './rotate-secret.js';
import styles from './subscriptions.module.css';
import { pathOf, useEndpointChange } from './use-endpoint.js';

type Asked = 'disable' | 'remove';

const ASKED = {
  disable: { title: () => words.disableTitle, text: words.disableText, action: words.disable },
  remove: { title: words.removeTitle, text: words.removeText, action: words.remove },
} as const;

/** Has an endpoint told of things, or not. */
const useTurn = (endpoint: Endpoint) =>
  useEndpointChange((enabled: boolean) =>
    read(api.PATCH('/subscriptions/{subscription_id}', { ...pathOf(endpoint), body: { enabled } })),
  );

const TestSent = ({ delivery }: { delivery: string }) => (
  <p role="status" class={styles.done}>
    {words.tested}{' '}
    <Link to="/subscriptions/deliveries/$delivery" params={{ delivery }}>
      {words.testedLink}
    </Link>
  </p>
);

/** What can be done with an endpoint. */
export const EndpointActions = ({ endpoint }: { endpoint: Endpoint }) => {
  const reason = whyNot(useSession(), 'subscriptions:write');
  const navigate = useNavigate();
  const [asked, setAsked] = useState<Asked | null>(null);
  const { enabled, url } = endpoint;
  const turned = useTurn(endpoint);
  const tested = useEndpointChange(() =>
    read(api.POST('/subscriptions/{subscription_id}/test', pathOf(endpoint))),
  );
  const removed = useEndpointChange(
    () => read(api.DELETE('/subscriptions/{subscription_id}', pathOf(endpoint))),
    () => void navigate({ to: '/subscriptions' }),
  );
  const confirm = (): void => {
    if (asked === 'remove') removed.mutate(undefined);
    else turned.mutate(false);
    setAsked(null);
  };
  return (
    <div class={styles.actions}>
      <div class={styles.buttons}>
        <Button
          kind={enabled ? 'primary' : 'plain'}
          whyNot={reason ?? (enabled ? null : words.isDisabled)}
          onClick={() => tested.mutate(undefined)}
        >
          {words.test}
        </Button>
        <Button
          kind={enabled ? 'plain' : 'primary'}
          whyNot={reason}
          onClick={() => (enabled ? setAsked('disable') : turned.mutate(true))}
        >
          {enabled ? words.disable : words.enable}
        </Button>
        <EditEndpoint endpoint={endpoint} reason={reason} />
        <RotateSecret endpoint={endpoint} reason={reason} />
        <Button whyNot={reason} onClick={() => setAsked('remove')}>
          {words.remove}
        </Button>
      </div>
      {tested.data && <TestSent delivery={tested.data.id} />}
      <ProblemNote error={turned.error ?? tested.error ?? removed.error} />
      <Confirm
        isOpen={asked !== null}
        onClose={() => setAsked(null)}
        title={asked ? ASKED[asked].title(url) : ''}
        description={asked ? ASKED[asked].text : ''}
        action={asked ? ASKED[asked].action : ''}
        cancel={listWords.cancel}
        isDangerous={asked === 'remove'}
        onConfirm={confirm}
      />
    </div>
  );
};
