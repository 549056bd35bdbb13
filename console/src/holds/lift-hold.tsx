import { useState } from 'preact/hooks';
import { api, read } from '../api/client.js';
import { useSession, whyNot } from '../session/session.js';
import { Button } from '../ui/button.js';
import { Confirm } from '../ui/dialog.js';
import { ProblemNote } from '../ui/problem-note.js';
import { holdsWords as words } from '../words/holds.js';
import { listWords } from '../words/list.js';
import { useHoldChange } from './use-hold.js';

/** Takes a call off hold, after a question. */
export const LiftHold = ({ call }: { call: string }) => {
  const mayNot = whyNot(useSession(), 'calls:write');
  const [isAsked, setIsAsked] = useState(false);
  const close = (): void => setIsAsked(false);
  const { mutate, error, isPending, reset } = useHoldChange(
    () => read(api.DELETE('/calls/{call}/hold', { params: { path: { call } } })),
    close,
  );
  return (
    <>
      <Button
        size="small"
        whyNot={mayNot}
        aria-label={words.liftOf(call)}
        onClick={() => {
          reset();
          setIsAsked(true);
        }}
      >
        {words.lift}
      </Button>
      <Confirm
        isOpen={isAsked}
        onClose={close}
        title={words.liftTitle}
        description={words.liftText}
        action={words.lift}
        cancel={listWords.cancel}
        isPending={isPending}
        onConfirm={() => mutate(undefined)}
      >
        <ProblemNote error={error} />
      </Confirm>
    </>
  );
};
