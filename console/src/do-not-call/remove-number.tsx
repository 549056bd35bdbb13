import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'preact/hooks';
import { api, read } from '../api/client.js';
import { useChange } from '../api/use-change.js';
import { useSession, whyNot } from '../session/session.js';
import { Button } from '../ui/button.js';
import { Confirm } from '../ui/dialog.js';
import { ProblemNote } from '../ui/problem-note.js';
import { doNotCallWords } from '../words/do-not-call.js';
import { listWords } from '../words/list.js';

/** Takes a number off the list, after a question; for admins. */
export const RemoveNumber = ({ number }: { number: string }) => {
  const mayNot = whyNot(useSession(), 'admin');
  const client = useQueryClient();
  const [isAsked, setIsAsked] = useState(false);
  const { mutate, error, isPending, reset } = useChange({
    mutationFn: () => read(api.DELETE('/do-not-call', { params: { query: { number } } })),
    onSuccess: () => {
      setIsAsked(false);
      void client.invalidateQueries({ queryKey: ['do-not-call'] });
    },
  });
  return (
    <>
      <Button
        whyNot={mayNot}
        onClick={() => {
          reset();
          setIsAsked(true);
        }}
      >
        {doNotCallWords.remove}
      </Button>
      <Confirm
        isOpen={isAsked}
        onClose={() => setIsAsked(false)}
        title={doNotCallWords.removeTitle(number)}
        description={doNotCallWords.removeText}
        action={doNotCallWords.remove}
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
