import { useState } from 'preact/hooks';
import { api, read } from '../api/client.js';
import { useChange } from '../api/use-change.js';
import { useHold } from '../holds/use-hold.js';
import { useSession, whyNot } from '../session/session.js';
import { Button } from '../ui/button.js';
import { Confirm } from '../ui/dialog.js';
import { ProblemNote } from '../ui/problem-note.js';
import { callWords } from '../words/call.js';
import { holdsWords } from '../words/holds.js';
import { listWords } from '../words/list.js';
import { useRefreshAll } from './use-call.js';

const words = callWords.recordings.remove;

/** Deletes a recording with what was said in it, after a question; not where its call is on hold. */
export const DeleteRecording = ({ sid, call }: { sid: string; call: string }) => {
  const mayNot = whyNot(useSession(), 'calls:write');
  const { data: hold } = useHold(call);
  const refresh = useRefreshAll();
  const [isAsked, setIsAsked] = useState(false);
  const { mutate, error, isPending, reset } = useChange({
    mutationFn: () =>
      read(api.DELETE('/recordings/{recording_sid}', { params: { path: { recording_sid: sid } } })),
    onSuccess: () => {
      setIsAsked(false);
      return refresh();
    },
  });
  return (
    <>
      <Button
        size="small"
        whyNot={mayNot ?? (hold ? holdsWords.heldWhyNot : null)}
        aria-label={words.actionOf(sid)}
        onClick={() => {
          reset();
          setIsAsked(true);
        }}
      >
        {words.action}
      </Button>
      <Confirm
        isOpen={isAsked}
        onClose={() => setIsAsked(false)}
        title={words.title}
        description={words.text}
        action={words.action}
        cancel={listWords.cancel}
        isDangerous
        isPending={isPending}
        onConfirm={() => mutate()}
      >
        <ProblemNote error={error} />
      </Confirm>
    </>
  );
};
