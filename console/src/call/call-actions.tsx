import { Link } from '@tanstack/react-router';
import { useState } from 'preact/hooks';
import { api, read } from '../api/client.js';
import { useSession, whyNot } from '../session/session.js';
import { useChange } from '../api/use-change.js';
import { Button } from '../ui/button.js';
import { Confirm } from '../ui/dialog.js';
import { ProblemNote } from '../ui/problem-note.js';
import { callWords } from '../words/call.js';
import { type Call, isOver } from './call-state.js';
import styles from './call.module.css';
import { EditPlan } from './edit-plan.js';
import { useRefresh } from './use-call.js';

const { actions } = callWords;
type Wish = 'hangup' | 'cancel';

const send = (wish: Wish, call: string) => {
  const asked = { params: { path: { call } } };
  return wish === 'hangup'
    ? read(api.POST('/calls/{call}/hangup', asked))
    : read(api.POST('/calls/{call}/cancel', asked));
};

/** What can be done with the call; what cannot says why. */
export const CallActions = ({ call, name }: { call: Call; name: string }) => {
  const [asking, setAsking] = useState<Wish | null>(null);
  const mayNot = whyNot(useSession(), 'calls:write');
  const refresh = useRefresh(name);
  const ending = useChange({
    mutationFn: (wish: Wish) => send(wish, call.call_id),
    onSettled: () => {
      setAsking(null);
      return refresh();
    },
  });
  const over = isOver(call) ? actions.over : null;
  const isAnswered = call.status === 'in-progress' ? actions.answered : null;
  const erased = call.erased_at === null ? null : actions.erased;
  const isHangUp = asking === 'hangup';
  return (
    <div class={styles.actions}>
      <div class={styles.buttons}>
        <Button whyNot={mayNot ?? over ?? isAnswered} onClick={() => setAsking('cancel')}>
          {actions.cancel}
        </Button>
        <Button kind="danger" whyNot={mayNot ?? over} onClick={() => setAsking('hangup')}>
          {actions.hangUp}
        </Button>
        {call.waiting && <EditPlan call={call} />}
        {mayNot === null && erased === null ? (
          <Link to={'/place' as string} search={{ again: call.call_id } as never} class={styles.again}>
            {actions.again}
          </Link>
        ) : (
          <Button whyNot={mayNot ?? erased}>{actions.again}</Button>
        )}
      </div>
      <ProblemNote error={ending.error} />
      <Confirm
        isOpen={asking !== null}
        onClose={() => setAsking(null)}
        title={isHangUp ? actions.hangUpTitle : actions.cancelTitle}
        description={isHangUp ? actions.hangUpText : actions.cancelText}
        action={isHangUp ? actions.hangUp : actions.cancel}
        cancel={actions.leave}
        isDangerous
        isPending={ending.isPending}
        onConfirm={() => asking && ending.mutate(asking)}
      />
    </div>
  );
};
