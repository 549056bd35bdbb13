import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'preact/hooks';
import { api, read, type Schema } from '../api/client.js';
import { useChange } from '../api/use-change.js';
import { Button } from '../ui/button.js';
import { Confirm } from '../ui/dialog.js';
import { ProblemNote } from '../ui/problem-note.js';
import { accessWords } from '../words/access.js';
import { listWords } from '../words/list.js';

/** Takes a key out of use, after a question. */
export const RevokeKey = ({ apiKey: { id, name, revoked_at } }: { apiKey: Schema<'Key'> }) => {
  const client = useQueryClient();
  const [isAsked, setIsAsked] = useState(false);
  const close = (): void => setIsAsked(false);
  const { mutate, error, isPending, reset } = useChange({
    mutationFn: () => read(api.DELETE('/keys/{key_id}', { params: { path: { key_id: id } } })),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['keys'] });
      close();
    },
  });
  return (
    <>
      <Button
        size="small"
        whyNot={revoked_at === null ? null : accessWords.isRevoked}
        aria-label={`${accessWords.revoke} ${name}`}
        onClick={() => {
          reset();
          setIsAsked(true);
        }}
      >
        {accessWords.revoke}
      </Button>
      <Confirm
        isOpen={isAsked}
        onClose={close}
        title={accessWords.revokeTitle(name)}
        description={accessWords.revokeText}
        action={accessWords.revoke}
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
